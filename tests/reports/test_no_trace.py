"""What does not travel leaves no trace: not in the bytes that are signed, and not on any page drawn from them.

A word that stands nowhere else (a canary) is planted in every place that can hold something of trauma, or words of
the participant, in any combination. None that was recorded as such may be found in what leaves; what stands in free
text must be pointed at before anybody approves; and without the plants, the document is the same to the byte.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.documents.canonical import canonical
from registry.documents.transfer_summary import encode
from registry.domain.addressing import Purpose
from registry.domain.free_text import texts_of
from registry.domain.hits import HitKind, hits, texts_of_draft
from registry.domain.mentions import Finder
from registry.domain.mentions import Term as Sought
from registry.domain.profiles import PROFILES, withheld_from
from registry.domain.summary import Draft, TransferSummary
from registry.domain.voice import Audience, VoiceKind
from tests.domain import build
from tests.domain.build import urn
from tests.reports import samples
from tests.reports.amount import CASES
from tests.reports.leaving import canary, everything_of, history_of, leaves, planted
from tests.reports.plants import CLOSED, FREE_TEXT, KEPT_BACK, TERMS, base, trauma_work

some_kept_back = st.sets(st.sampled_from(sorted(KEPT_BACK)), min_size=1)


@settings(max_examples=CASES)
@given(some_kept_back, st.sampled_from(CLOSED))
def test_nothing_kept_back_is_in_what_leaves(chosen: set[str], purpose: Purpose) -> None:
    said = everything_of(leaves(planted(KEPT_BACK, chosen, canary), purpose)).casefold()
    assert "zeisig" not in said
    for trace in ("secret", "canary-need", '"trauma"', "trauma-account", "pcl-5", urn("need trauma")):
        assert trace not in said, trace


@settings(max_examples=CASES)
@given(some_kept_back, st.sampled_from(CLOSED))
def test_with_and_without_it_the_document_is_the_same_to_the_byte(chosen: set[str], purpose: Purpose) -> None:
    with_it = leaves(planted(KEPT_BACK, chosen, canary), purpose)
    without = leaves(base(), purpose)
    assert canonical(encode(with_it)) == canonical(encode(without))


@pytest.mark.parametrize("name", sorted(set(KEPT_BACK) - {"need_of_a_course"}))
def test_each_of_them_travels_to_the_next_treating_team(name: str) -> None:
    assert canary(name) in everything_of(leaves(planted(KEPT_BACK, {name}, canary), Purpose.TRANSFER))


@settings(max_examples=CASES)
@given(st.sets(st.sampled_from(sorted(FREE_TEXT)), min_size=1), st.sampled_from(CLOSED), st.booleans())
def test_free_text_that_leaves_and_speaks_of_it_is_pointed_at(chosen: set[str], purpose: Purpose, named: bool) -> None:
    # Either a word of trauma, or the name of work that stays behind: nothing else gives the text away.
    parts = planted(FREE_TEXT, chosen, lambda name: f"{canary(name)} and {'greenfinch therapy' if named else 'Abuse'}.")
    trauma_work(parts, "greenfinch")
    summary = leaves(parts, purpose)
    found = hits(
        texts_of_draft(_draft(summary)),
        own=build.participant(),
        others=(),
        staff=(),
        withheld=Finder(
            Sought(name)
            for name in (
                *withheld_from(history_of(parts), purpose, trauma_agreed=False, terms=TERMS).names,
                *TERMS.trauma.words,
            )
        ),
    )
    pointed_at = {hit.path for hit in found if hit.kind is HitKind.WITHHELD}
    for path, text in texts_of(summary.subject):
        assert ("zeisig" not in text) or path in pointed_at, path
    written = canonical(encode(summary)).decode()
    assert written.count("zeisig") == sum(text.count("zeisig") for _, text in texts_of(summary.subject))


@settings(max_examples=CASES)
@given(
    st.sampled_from(list(Purpose)),
    st.sets(st.sampled_from(Audience), min_size=1),
    st.sampled_from([kind for kind in VoiceKind if kind is not VoiceKind.CARER]),
)
def test_voice_reaches_only_the_audiences_it_was_meant_for(
    purpose: Purpose, audiences: set[Audience], kind: VoiceKind
) -> None:
    silent = kind in (VoiceKind.NO_STATEMENT, VoiceKind.NOT_OFFERED, VoiceKind.DECLINED)
    parts = base()
    text = None if silent else "zeisig"
    parts["voice"].append(build.voice("one", *sorted(audiences), kind=kind, text=text, staff_comment="zeisig too"))
    said = everything_of(leaves(parts, purpose))
    assert ("zeisig" in said) is (PROFILES[purpose].audience in audiences)


def _draft(summary: TransferSummary) -> Draft:
    return Draft(
        id=summary.id,
        series=summary.series,
        purpose=summary.purpose,
        recipient=summary.recipient,
        author=samples.ANWEN,
        catalogue=summary.catalogue,
        subject=summary.subject,
        made=samples.MADE,
        shown=summary.attestation.shown,
    )
