"""Words kept character for character, for the audiences somebody chose."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.text import check_prose
from registry.domain.voice import (
    DEFAULT_AUDIENCES,
    Agreement,
    Audience,
    NotShown,
    Sharing,
    Shown,
    VoiceEntry,
    VoiceKind,
)
from tests.domain.build import on, urn, voice

SILENT = (VoiceKind.NO_STATEMENT, VoiceKind.NOT_OFFERED, VoiceKind.DECLINED)


@given(st.text(min_size=1, max_size=60))
def test_words_are_kept_character_for_character_or_not_at_all(text: str) -> None:
    try:
        check_prose(text, "The words")
    except InvalidValue:
        with pytest.raises(InvalidValue):
            voice("entry", text=text)
        return
    entry = voice("entry", text=text)
    assert entry.text == entry.words == text


def test_bidi_and_zero_width_characters_are_the_participants_own() -> None:
    assert voice("entry", text="שלום \u200f- hello").words == "שלום \u200f- hello"


@pytest.mark.parametrize("text", ["", " ", "a\x00", "a\tb", "a\r\nb", "e\u0301", "\ud800"])
def test_words_that_could_not_be_signed_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        voice("entry", text=text)


def test_no_statement_not_offered_and_declined_are_three_sentences_that_blame_nobody() -> None:
    said = [voice("entry", kind=kind, text=None).words for kind in SILENT]
    assert len(set(said)) == 3
    for sentence in said:
        for word in ("refus", "fail", "engag", "insight", "complian", "motivat"):
            assert word not in sentence.lower()


@pytest.mark.parametrize("kind", list(VoiceKind))
def test_an_entry_has_words_exactly_where_there_are_any(kind: VoiceKind) -> None:
    with pytest.raises(InvalidValue):
        voice("entry", kind=kind, text="words" if kind in SILENT else None)


def test_by_default_only_self_and_the_treating_teams_read_an_entry() -> None:
    entry = voice("entry")
    assert entry.audiences == DEFAULT_AUDIENCES == (Audience.SELF, Audience.TREATING_TEAMS)
    assert Audience.PANEL not in entry.audiences


def test_a_carers_view_is_team_only_unless_the_carer_says_otherwise() -> None:
    def view(*audiences: Audience) -> VoiceEntry:
        return voice("view", *audiences, kind=VoiceKind.CARER)

    assert view().audiences == (Audience.TREATING_TEAMS,)
    assert voice("view", kind=VoiceKind.CARER, audiences=DEFAULT_AUDIENCES).audiences == (Audience.TREATING_TEAMS,)
    named = view(Audience.SELF, Audience.TREATING_TEAMS)
    assert set(named.audiences) == {Audience.SELF, Audience.TREATING_TEAMS}
    with pytest.raises(InvalidValue):
        view(Audience.PANEL)


def test_an_entry_has_an_audience_and_somebody_who_typed_it() -> None:
    with pytest.raises(InvalidValue):
        voice("entry", audiences=())
    with pytest.raises(InvalidValue):
        voice("entry", typed_by="")


@pytest.mark.parametrize("field", ["about", "staff_comment"])
def test_what_stands_beside_the_words_is_separate_and_checked(field: str) -> None:
    entry = voice("entry", **{field: "Said after the group."})
    assert "Said after the group." not in entry.words
    with pytest.raises(InvalidValue):
        voice("entry", **{field: "\x1b"})


def test_shown_and_not_shown() -> None:
    shown = Shown(on=on("2026-01"), format="large print", answer=Agreement.DISAGREES, by="Dr Ewa Nkosi", words="Wrong.")
    assert shown.answer.words == "disagrees"
    members: dict[str, Any] = {"on": on("2026-01"), "format": "read aloud", "answer": Agreement.AGREES, "by": "Dr Reed"}
    for field in ("format", "by", "words"):
        with pytest.raises(InvalidValue):
            Shown(**members | {field: ""})
    assert NotShown(by="Dr Ewa Nkosi", reason="He was moved overnight.")
    for field in ("by", "reason"):
        with pytest.raises(InvalidValue):
            NotShown(**{"by": "Dr Ewa Nkosi", "reason": "Moved.", field: ""})


def test_four_separate_facts_about_sharing_each_absent_until_recorded() -> None:
    assert Sharing() == Sharing(
        consents_to_treatment=None, told_about_sharing=None, objects_to_sharing=None, shared_despite_objection=None
    )
    for field in Sharing.__dataclass_fields__:
        with pytest.raises(InvalidValue):
            Sharing(**{field: " "})


def test_ids() -> None:
    with pytest.raises(InvalidValue):
        voice("entry", id="1")
    assert voice("entry", participant_id=urn(2)).participant_id == urn(2)
