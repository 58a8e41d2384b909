"""Four pieces of work and the people they belong to. Everyone, every unit and every number is invented."""

from tests.reports.samples.clinic_works import index_offence, index_offence_edition, lmv
from tests.reports.samples.documents import bare, example, first_weeks, signed
from tests.reports.samples.people import (
    ALDER,
    ANWEN,
    DATA,
    DIGEST,
    LUKASZ,
    MADE,
    NURSE,
    SIAN,
    SIAN_ID,
    STONE,
    UNIT,
    WORDS,
    ZOLC,
    ZOLC_ID,
    needs,
    on,
    uid,
)
from tests.reports.samples.plans import ask, credit, evidence, line, resume
from tests.reports.samples.prison_works import kaizen, sotp
from tests.reports.samples.records import placements, scores, statement, statement_of_sian, subject, voice
from tests.reports.samples.sessions import goal, sessions

__all__ = [
    "ALDER",
    "ANWEN",
    "DATA",
    "DIGEST",
    "LUKASZ",
    "MADE",
    "NURSE",
    "SIAN",
    "SIAN_ID",
    "STONE",
    "UNIT",
    "WORDS",
    "ZOLC",
    "ZOLC_ID",
    "ask",
    "bare",
    "credit",
    "evidence",
    "example",
    "first_weeks",
    "goal",
    "index_offence",
    "index_offence_edition",
    "kaizen",
    "line",
    "lmv",
    "needs",
    "on",
    "placements",
    "resume",
    "scores",
    "sessions",
    "signed",
    "sotp",
    "statement",
    "statement_of_sian",
    "subject",
    "uid",
    "voice",
]
