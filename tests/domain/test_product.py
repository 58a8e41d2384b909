"""Products, progress and skills."""

from typing import Any

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.voice import Audience
from tests.domain.build import on, urn


def product(**changes: Any) -> Product:
    members: dict[str, Any] = {
        "id": urn("product"),
        "kind": ProductKind.FORMULATION,
        "title": "What happened and what helps",
        "on": on("2025-07"),
        "made_with": "Sam and Dr Ewa Nkosi",
        "agreed": Agreed.IN_PART,
        "kept_where": "psychology file",
        "may_be_seen_by": "treating teams",
        **changes,
    }
    return Product(**members)


def test_the_full_text_of_a_product_is_optional() -> None:
    assert product().text is None
    assert product(text="One.\nTwo.").text == "One.\nTwo."


@pytest.mark.parametrize(
    ("words", "readers"),
    [
        ("himself", ""),
        ("Himself only", ""),
        ("her and her mother", ""),
        ("Dr Nkosi only", ""),
        ("nobody but himself", ""),
        ("not the treating team", ""),
        ("whoever he shows it to", ""),
        ("treating teams", "treating-teams"),
        ("The team", "treating-teams"),
        ("treating teams and whoever he shows it to", "treating-teams"),
        ("treating teams, not the parole board", "treating-teams"),
        ("the community team", "community"),
        ("treating teams; parole board", "treating-teams panel"),
        ("panel, prison, community, treating teams", "treating-teams panel prison community"),
        ("Dr Ewa Nkosi", "treating-teams"),
    ],
)
def test_who_may_see_a_product_is_read_strictly(words: str, readers: str) -> None:
    open_to = {audience.value for audience in Audience if product(may_be_seen_by=words).is_open_to(audience)}
    assert open_to == {"self", *readers.split()}


@pytest.mark.parametrize("field", ["title", "made_with", "kept_where", "may_be_seen_by", "text"])
def test_no_part_of_a_product_is_blank(field: str) -> None:
    with pytest.raises(InvalidValue):
        product(**{field: " "})


def test_agreement_has_four_answers_and_every_kind_has_words() -> None:
    assert {one.value for one in Agreed} == {"yes", "in-part", "no", "not-asked"}
    assert all(kind.words for kind in ProductKind)


def progress(**changes: Any) -> Progress:
    return Progress(need="anger", on=on("2025-07"), by="Dr Ewa Nkosi", **changes)


def test_not_yet_seen_outside_is_a_sentence_and_never_a_blank() -> None:
    assert progress(learnt="To wait.").outside_words == "Not yet seen outside sessions."
    seen = progress(seen_outside="Walked away from a quarrel", seen_outside_by="ward nurse")
    assert seen.outside_words == "Walked away from a quarrel (ward nurse)."


def test_what_was_seen_outside_was_seen_by_somebody() -> None:
    for nobody in (None, "", " "):
        with pytest.raises(InvalidValue):
            progress(seen_outside="Walked away", seen_outside_by=nobody)


def test_progress_says_something() -> None:
    with pytest.raises(InvalidValue):
        progress()
    for field in ("learnt", "seen_in_sessions", "not_yet_shown"):
        assert progress(**{field: "x"})
        with pytest.raises(InvalidValue):
            progress(**{field: " "})


def test_a_skill_is_named_and_nothing_in_it_is_blank() -> None:
    assert Skill(skill="Urge surfing", participant_words="I let it pass.").cue is None
    with pytest.raises(InvalidValue):
        Skill(skill="")
    for field in ("cue", "participant_words", "supported_by", "early_signs"):
        with pytest.raises(InvalidValue):
            Skill(skill="Urge surfing", **{field: "\x00"})
