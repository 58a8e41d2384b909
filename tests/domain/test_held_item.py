"""What is held as items: every value told once, in words; versions and names only beside what they are of."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from registry.domain.held_item import (
    Fact,
    HeldItem,
    code_name,
    facts_of,
    given_items,
    is_for_self_alone,
    names_of,
    parts_of,
    said_too,
    sentences_of,
)
from registry.domain.history import Origin
from tests.domain.build import urn

WHEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ITEM = HeldItem(
    kind="Courses of treatment",
    record="interventions 1",
    origin=Origin.OWN,
    whence="Ashmere",
    entered_at=WHEN,
    entered_by="Dr Rhiannon Pryce",
    facts=(Fact(label="Title", value="Anger group"),),
    names=(urn("work"), "Anger group"),
)

json_values = st.recursive(
    st.text("abc xyz", min_size=1, max_size=8) | st.booleans() | st.integers(0, 9),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text("abcA", min_size=1, max_size=4), inside, max_size=3)
    ),
    max_leaves=12,
)


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return ["yes" if value is True else "no" if value is False else str(value)]


@given(st.dictionaries(st.sampled_from(["on", "title", "lines", "by", "name"]), json_values, max_size=4))
def test_every_value_of_a_record_is_told_once(body: dict[str, object]) -> None:
    assert [fact.value for fact in facts_of(body)] == leaves(body)
    parts = [fact.value for _, part in parts_of(body) for fact in facts_of(part)]
    assert sorted(parts) == sorted(leaves(body))


def test_labels_are_words_and_a_name_stands_for_what_it_names() -> None:
    body = {
        "nhsNumber": "9990000018",
        "askedWhatWasDone": True,
        "judgedBy": {"id": urn("gareth"), "name": "Dr Gareth Adeyemi", "profession": "psychologist"},
        "reviews": [{"words": "Partly."}, {"words": "Fully."}],
        "key": "z6MkqQzsgg5WsxG6b2GtW483zuVgDMLqco1Ktn6Cpu6wAn6m",
        "interventionId": urn("work"),
    }
    facts = [(fact.label, fact.value) for fact in facts_of(body)]
    assert facts == [
        ("NHS number", "9990000018"),
        ("You were asked what you had done before", "yes"),
        ("Judged by", "Dr Gareth Adeyemi"),
        ("Judged by, profession", "psychologist"),
        ("Reviews 1, words", "Partly."),
        ("Reviews 2, words", "Fully."),
        ("Intervention", urn("work")),
    ]


def test_dates_and_ids_are_told_in_words_and_an_unknown_id_by_nothing() -> None:
    item = replace(
        ITEM,
        facts=(
            Fact(label="On", value="2026-03-04"),
            Fact(label="At", value="2026-03-04T09:30:00Z"),
            Fact(label="Impossible", value="2026-13-44"),
            Fact(label="Work", value=urn("work")),
            Fact(label="Somebody", value=urn("nobody")),
        ),
    )
    assert item.told(names_of([ITEM])) == (
        ("On", "4 March 2026"),
        ("At", "4 March 2026 at 09:30 UTC"),
        ("Impossible", "2026-13-44"),
        ("Work", "Anger group"),
    )


def test_a_code_stands_beside_its_words_under_its_own_label() -> None:
    names = {code_name("need", "anger"): "Anger", code_name("legal, code", "15"): "Section 47/49"}
    item = replace(
        ITEM,
        facts=tuple(
            Fact(label=label, value=value)
            for label, value in (
                ("Needs 2, need", "anger"),
                ("Placements, legal 1, code", "15"),
                ("Minutes", "15"),
                ("Title", "anger"),
            )
        ),
    )
    assert [value for _, value in item.told(names)] == ["Anger (anger)", "Section 47/49 (15)", "15", "anger"]


def test_a_version_is_told_as_such_only_beside_another_of_its_record() -> None:
    first = replace(ITEM, former=1, facts=(Fact(label="Title", value="First"),))
    second = replace(ITEM, former=2, facts=(Fact(label="Title", value="Second"),))

    def standing(*shown: HeldItem) -> list[str]:
        return [item.standing for item in given_items(shown, {})]

    assert standing(ITEM) == standing(first) == standing(second) == [""]
    replaced, changed = "a former version, replaced by a later one", "corrected or continued since it was first entered"
    assert standing(ITEM, first) == [changed, replaced]
    assert standing(second, first) == ["", replaced]
    assert standing(replace(ITEM, in_error="Wrong person."), first) == ["entered in error: Wrong person.", replaced]


def test_a_mark_holds_for_what_was_seen() -> None:
    seen = ITEM.digest
    assert replace(ITEM, facts=(Fact(label="Title", value="Anger groups"),)).digest != seen
    assert replace(ITEM, in_error="Wrong person.").digest != seen
    # Who entered it is not what it says, and a later name for an id changes nothing.
    assert replace(ITEM, entered_by="").digest == seen


def test_a_sentence_that_another_item_says_too_is_found_and_a_title_is_not() -> None:
    sentence = "His brother told us where it went."
    withheld = replace(ITEM, record="sharing 1", facts=(Fact(label="Told", value=sentence), *ITEM.facts))
    longer = replace(ITEM, facts=(Fact(label="Note", value=f"{sentence} He asked us to keep it."),))
    sentences = sentences_of([withheld])
    assert said_too(longer, sentences) == withheld.code
    assert said_too(replace(ITEM, in_error=sentence), sentences) == withheld.code
    assert said_too(ITEM, sentences) is None
    assert said_too(longer, {}) is None


def test_a_name_is_that_of_the_newest_version_shown() -> None:
    former = replace(ITEM, former=1, names=(urn("work"), "Old title"))
    assert names_of([former]) == {urn("work"): "Old title"}
    assert names_of([ITEM, former]) == {urn("work"): "Anger group"}


def test_words_for_oneself_alone_are_told_by_their_audiences() -> None:
    alone = {"text": "I miss my dog.", "audiences": ["self"]}
    assert is_for_self_alone(alone)
    assert is_for_self_alone({"voice": alone})
    assert is_for_self_alone([alone, alone])
    assert not is_for_self_alone({"voice": alone, "others": [{"text": "x", "audiences": ["self", "panel"]}]})
    assert not is_for_self_alone({"text": "It says: who may read it self."})
