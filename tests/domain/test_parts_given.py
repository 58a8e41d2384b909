"""Parts are named as their edition names them, and none is called absent where the record speaks against it."""

import pytest

from registry.domain.edition import Component
from registry.domain.errors import NotFound
from registry.domain.parts_given import parts_absent, parts_meant
from registry.domain.session import Attended, SessionKind
from tests.domain.build import edition, intervention, session

PARTS = (
    Component(id="skills-group", title="Skills group", required=True),
    Component(id="individual-therapy", title="Individual therapy", required=True),
    Component(id="skills-coaching", title="Skills coaching", required=False),
)


def test_a_part_is_named_by_id_title_or_beginning() -> None:
    assert parts_meant(PARTS, ("individual", "SKILLS GROUP", "skills-coaching", "Indiv")) == (
        "individual-therapy",
        "skills-group",
        "skills-coaching",
    )
    assert parts_meant((), ("anything",)) == ("anything",)


@pytest.mark.parametrize("word", ["skills", "phone", ""])
def test_another_word_is_refused_with_the_list(word: str) -> None:
    with pytest.raises(NotFound) as refused:
        parts_meant(PARTS, (word,))
    assert "individual-therapy (Individual therapy)" in str(refused.value.hint)


def test_a_part_is_absent_only_where_nothing_speaks_against_it() -> None:
    known = edition(components=PARTS)
    work = {"missing_components": ("individual-therapy",)}
    assert parts_absent(known, intervention(components=("skills-group",), **work)) == ("individual-therapy",)
    assert parts_absent(known, intervention(components=("one to one",), **work)) == ()
    came = session("1", kind=SessionKind.INDIVIDUAL)
    assert came.attended is Attended.FULL
    assert parts_absent(known, intervention(sessions=(came,), **work)) == ()
