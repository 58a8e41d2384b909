"""Why something did not happen, and whose doing it was. One list each, as data.

Built from the reason lists public services use, extended for hospitals. Our words never say that a person
failed; a prison's deselection wording travels only as imported text.
"""

from enum import StrEnum


class Cause(StrEnum):
    """Whose doing it was. A board otherwise assumes the participant's."""

    PARTICIPANT = "participant"
    CLINICAL = "clinical"
    SERVICE = "service"
    SECURITY = "security"
    LEGAL = "legal"
    NOT_KNOWN = "not-known"

    @property
    def words(self) -> str:
        """The cause as a reader sees it."""
        return {
            "participant": "the participant's choice or circumstance",
            "clinical": "clinical",
            "service": "the service",
            "security": "security",
            "legal": "legal",
            "not-known": "cause not recorded",
        }[self.value]


class AbsenceReason(StrEnum):
    """Why a participant was not at a session, or left it early."""

    CHOSE_NOT_TO = "chose-not-to"
    VISIT = "visit"
    WORK = "work"
    WORSHIP = "worship"
    LEAVE = "leave"
    NOT_SAFE = "not-safe-in-group"
    UNWELL = "unwell"
    MEDICATION = "medication-effects"
    APPOINTMENT = "appointment"
    NO_STAFF = "no-staff"
    NO_ESCORT = "no-escort"
    CANCELLED = "cancelled-by-service"
    NO_INTERPRETER = "no-interpreter"
    INCIDENT = "incident-or-lockdown"
    SEGREGATION = "seclusion-or-segregation"
    SECURITY_HOLD = "security-hold"
    COURT = "court"
    LEGAL_VISIT = "legal-visit"
    NOT_KNOWN = "not-known"

    @property
    def cause(self) -> Cause:
        """Whose doing it was."""
        return _ABSENCE[self][0]

    @property
    def words(self) -> str:
        """The reason as a reader sees it."""
        return _ABSENCE[self][1]


_ABSENCE: dict[AbsenceReason, tuple[Cause, str]] = {
    AbsenceReason.CHOSE_NOT_TO: (Cause.PARTICIPANT, "chose not to come"),
    AbsenceReason.VISIT: (Cause.PARTICIPANT, "clash with a visit or call"),
    AbsenceReason.WORK: (Cause.PARTICIPANT, "clash with work or education"),
    AbsenceReason.WORSHIP: (Cause.PARTICIPANT, "clash with worship"),
    AbsenceReason.LEAVE: (Cause.PARTICIPANT, "on leave"),
    # To make a group safe is for the service.
    AbsenceReason.NOT_SAFE: (Cause.SERVICE, "did not feel safe in the group"),
    AbsenceReason.UNWELL: (Cause.CLINICAL, "unwell"),
    AbsenceReason.MEDICATION: (Cause.CLINICAL, "effects of medication"),
    AbsenceReason.APPOINTMENT: (Cause.CLINICAL, "another clinical appointment"),
    AbsenceReason.NO_STAFF: (Cause.SERVICE, "no staff"),
    AbsenceReason.NO_ESCORT: (Cause.SERVICE, "no escort"),
    AbsenceReason.CANCELLED: (Cause.SERVICE, "cancelled by the service"),
    AbsenceReason.NO_INTERPRETER: (Cause.SERVICE, "no interpreter"),
    AbsenceReason.INCIDENT: (Cause.SECURITY, "ward closed after an incident"),
    AbsenceReason.SEGREGATION: (Cause.SECURITY, "in seclusion or segregation"),
    AbsenceReason.SECURITY_HOLD: (Cause.SECURITY, "held back by security"),
    AbsenceReason.COURT: (Cause.LEGAL, "at court"),
    AbsenceReason.LEGAL_VISIT: (Cause.LEGAL, "legal visit"),
    AbsenceReason.NOT_KNOWN: (Cause.NOT_KNOWN, "reason not recorded"),
}


class StopReason(StrEnum):
    """Why a course of treatment stopped before its end. The staff's and the participant's are two fields."""

    TRANSFERRED = "transferred"
    DISCHARGED = "discharged"
    RELEASED = "released"
    REMITTED = "remitted-to-prison"
    RECALLED_TO_COURT = "court"
    LEGAL_CHANGE = "legal-status-changed"
    UNWELL = "unwell"
    MEDICATION = "medication-effects"
    CONTRA_INDICATED = "clinical-contra-indication"
    ENOUGH = "dose-judged-sufficient"
    LACKS_CAPACITY = "capacity"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    CHOSE_TO_STOP = "chose-to-stop"
    NOT_SAFE = "not-safe-in-group"
    SOMEONE_IN_GROUP = "someone-in-the-group"
    RELATIONSHIP = "working-relationship-broke-down"
    NOT_RELEVANT = "not-relevant-now"
    FIT = "language-or-learning-fit"
    CLASH = "clash-with-commitments"
    THERAPIST_LEFT = "therapist-unavailable"
    NO_STAFF = "no-escort-or-staff"
    CLOSED = "course-no-longer-run"
    SECURITY = "security"
    SUCCESSOR = "moved-to-successor"
    DIED = "died"
    NOT_KNOWN = "not-known"

    @property
    def cause(self) -> Cause:
        """Whose doing it was."""
        return _STOP[self][0]

    @property
    def words(self) -> str:
        """The reason as a reader sees it."""
        return _STOP[self][1]


_STOP: dict[StopReason, tuple[Cause, str]] = {
    StopReason.TRANSFERRED: (Cause.SERVICE, "moved to another unit"),
    StopReason.DISCHARGED: (Cause.SERVICE, "discharged"),
    StopReason.RELEASED: (Cause.LEGAL, "released"),
    StopReason.REMITTED: (Cause.LEGAL, "returned to prison"),
    StopReason.RECALLED_TO_COURT: (Cause.LEGAL, "did not return from court"),
    StopReason.LEGAL_CHANGE: (Cause.LEGAL, "legal status changed"),
    StopReason.UNWELL: (Cause.CLINICAL, "became unwell"),
    StopReason.MEDICATION: (Cause.CLINICAL, "effects of medication"),
    StopReason.CONTRA_INDICATED: (Cause.CLINICAL, "clinical reasons against going on"),
    StopReason.ENOUGH: (Cause.CLINICAL, "judged sufficient early"),
    StopReason.LACKS_CAPACITY: (Cause.CLINICAL, "lost the capacity to consent"),
    StopReason.CONSENT_WITHDRAWN: (Cause.PARTICIPANT, "withdrew consent"),
    StopReason.CHOSE_TO_STOP: (Cause.PARTICIPANT, "chose to stop"),
    StopReason.NOT_SAFE: (Cause.SERVICE, "did not feel safe in the group"),
    StopReason.SOMEONE_IN_GROUP: (Cause.SERVICE, "somebody else in the group"),
    StopReason.RELATIONSHIP: (Cause.SERVICE, "the working relationship broke down"),
    StopReason.NOT_RELEVANT: (Cause.PARTICIPANT, "not relevant now"),
    StopReason.FIT: (Cause.SERVICE, "language or learning did not fit"),
    StopReason.CLASH: (Cause.PARTICIPANT, "clash with contact, leave, work, worship or court"),
    StopReason.THERAPIST_LEFT: (Cause.SERVICE, "the therapist was no longer there"),
    StopReason.NO_STAFF: (Cause.SERVICE, "no escort or staff"),
    StopReason.CLOSED: (Cause.SERVICE, "the course is no longer run"),
    StopReason.SECURITY: (Cause.SECURITY, "security"),
    StopReason.SUCCESSOR: (Cause.SERVICE, "moved to the programme that replaced it"),
    StopReason.DIED: (Cause.NOT_KNOWN, "died"),
    StopReason.NOT_KNOWN: (Cause.NOT_KNOWN, "reason not recorded"),
}
