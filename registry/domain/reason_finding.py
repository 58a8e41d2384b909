"""The everyday words that lead to a reason where somebody types to find one. They are never shown: the vocabulary is.

A word may lead to several reasons; then whoever types sees them all and says which it was.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from registry.domain.reasons import AbsenceReason, StopReason

ABSENCE_FOUND_BY: Final[Mapping[AbsenceReason, str]] = MappingProxyType(
    {
        AbsenceReason.CHOSE_NOT_TO: "refused declined no show dna did not attend",
        AbsenceReason.VISIT: "family visitor phone",
        AbsenceReason.WORK: "job school class college",
        AbsenceReason.WORSHIP: "church chapel mosque prayer religion faith",
        AbsenceReason.LEAVE: "holiday home away",
        AbsenceReason.NOT_SAFE: "afraid frightened scared threatened",
        AbsenceReason.UNWELL: "ill illness sick sickness poorly",
        AbsenceReason.MEDICATION: "drowsy sedated tablets side",
        AbsenceReason.APPOINTMENT: "doctor dentist hospital ward round",
        AbsenceReason.NO_STAFF: "shortage staffing short",
        AbsenceReason.NO_ESCORT: "escorts",
        AbsenceReason.CANCELLED: "called off",
        AbsenceReason.NO_INTERPRETER: "language translator",
        AbsenceReason.INCIDENT: "lockdown alarm",
        AbsenceReason.SEGREGATION: "isolation",
        AbsenceReason.SECURITY_HOLD: "searched",
        AbsenceReason.COURT: "hearing trial",
        AbsenceReason.LEGAL_VISIT: "solicitor lawyer barrister",
        AbsenceReason.NOT_KNOWN: "unknown no show dna did not attend",
    }
)
STOP_FOUND_BY: Final[Mapping[StopReason, str]] = MappingProxyType(
    {
        StopReason.TRANSFERRED: "transfer ward",
        StopReason.DISCHARGED: "home left",
        StopReason.RELEASED: "home left",
        StopReason.REMITTED: "remitted sent back",
        StopReason.RECALLED_TO_COURT: "hearing trial",
        StopReason.LEGAL_CHANGE: "section",
        StopReason.UNWELL: "ill illness sick sickness poorly relapse",
        StopReason.MEDICATION: "drowsy sedated tablets side",
        StopReason.CONTRA_INDICATED: "contraindicated",
        StopReason.ENOUGH: "enough finished",
        StopReason.CONSENT_WITHDRAWN: "refused declined",
        StopReason.CHOSE_TO_STOP: "refused declined dropped out quit left",
        StopReason.NOT_SAFE: "afraid frightened scared threatened",
        StopReason.SOMEONE_IN_GROUP: "conflict",
        StopReason.RELATIONSHIP: "trust conflict",
        StopReason.NOT_RELEVANT: "pointless",
        StopReason.FIT: "reading interpreter",
        StopReason.CLASH: "holiday job visit family",
        StopReason.THERAPIST_LEFT: "resigned retired facilitator",
        StopReason.NO_STAFF: "shortage staffing",
        StopReason.CLOSED: "cancelled ended",
        StopReason.SUCCESSOR: "replaced new edition",
        StopReason.DIED: "dead death",
        StopReason.NOT_KNOWN: "unknown",
    }
)
