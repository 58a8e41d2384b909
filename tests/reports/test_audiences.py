"""The participant's words reach the audiences they chose, entry by entry, whatever a document was signed with."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.addressing import Purpose
from registry.domain.profiles import PROFILES
from registry.domain.voice import Audience, VoiceEntry, VoiceKind
from registry.reports.clinical import clinical_report
from registry.reports.own_copy import OwnCopy
from registry.reports.parole import parole_report
from registry.reports.participant import participant_copy
from registry.reports.source import Check, Source
from tests.reports import samples
from tests.reports.amount import CASES

CHECK = Check(digest=samples.DIGEST, words=samples.WORDS)
NEEDS = load_needs()
FULL = samples.example("full")
SPOKEN = [
    kind
    for kind in VoiceKind
    if kind not in (VoiceKind.NO_STATEMENT, VoiceKind.NOT_OFFERED, VoiceKind.DECLINED, VoiceKind.CARER)
]


def entries() -> st.SearchStrategy[list[VoiceEntry]]:
    one = st.builds(
        lambda kind, audiences, number: VoiceEntry(
            id=samples.uid(),
            participant_id=samples.ZOLC_ID,
            kind=kind,
            on=samples.on("2026-11-02"),
            text=f"zeisig{number}q",
            typed_by=samples.NURSE.name,
            audiences=tuple(sorted(audiences)),
            staff_comment=f"comment{number}q",
        ),
        st.sampled_from(SPOKEN),
        st.sets(st.sampled_from(Audience), min_size=1),
        st.integers(0, 999),
    )
    return st.lists(one, min_size=1, max_size=6, unique_by=lambda entry: entry.text)


@settings(max_examples=CASES)
@given(entries(), st.sampled_from([purpose for purpose in Purpose if purpose is not Purpose.OWN_COPY]))
def test_a_report_says_only_what_was_released_to_its_reader(voice: list[VoiceEntry], purpose: Purpose) -> None:
    summary = replace(FULL, purpose=purpose, subject=replace(FULL.subject, voice=tuple(voice)))
    source = Source.of_summary(summary, check=CHECK, needs=NEEDS)
    panel = purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL)
    if panel:
        page = parole_report(summary, digest=samples.DIGEST, check_words=samples.WORDS, data=samples.DATA, needs=NEEDS)
    else:
        page = clinical_report(source, mark="")
    text = render_text(page, 400)
    for entry in voice:
        released = PROFILES[purpose].audience in entry.audiences
        assert (entry.text in text) is released, entry
        assert ((entry.staff_comment or "") in text) is released


@settings(max_examples=CASES)
@given(entries())
def test_their_own_copy_holds_what_they_keep_for_themselves_too(voice: list[VoiceEntry]) -> None:
    summary = replace(FULL, purpose=Purpose.OWN_COPY, subject=replace(FULL.subject, voice=tuple(voice)))
    source = Source.of_summary(summary, check=CHECK, needs=NEEDS)
    text = render_text(participant_copy(source, OwnCopy(discreet=None, activities={}, kept_where="x"), mark=""), 400)
    for entry in voice:
        assert (entry.text in text) is (Audience.SELF in entry.audiences), entry
        assert (entry.staff_comment or "") not in text
