"""The register's text: nobody is lost, nobody is marked twice, and what is unclear is refused."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotFound, ThroughcareError
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import Participant, PersonName
from registry.domain.reasons import AbsenceReason
from registry.domain.register import Mark, Member, called, one_member, read_register
from registry.domain.session import Attended
from tests.domain.build import urn

F, P, N, U = Attended.FULL, Attended.PART, Attended.NO, Attended.UNMARKED


def member(number: int, family: str, given: str, known_as: str | None = None, nhs: str | None = None) -> Member:
    return Member(
        intervention_id=urn(number),
        participant=Participant(
            id=urn(100 + number),
            name=PersonName(family=family, given=given),
            born=PartialDate(f"19{60 + number}"),
            nhs_number=NhsNumber(nhs) if nhs else None,
            no_nhs_number_because=None if nhs else "x",
            known_as=known_as,
        ),
    )


REID, ZOLC, OKAFOR = member(1, "Reid", "Ann"), member(2, "Żółć", "Paweł"), member(3, "Okafor", "Daniel", "Dan")
BERG = member(4, "van der Berg", "Jan", nhs="9990000018")
GROUP = (REID, ZOLC, OKAFOR, BERG)


def said(text: str, group: tuple[Member, ...] = GROUP, *, whole: bool = True) -> list[tuple[object, ...]]:
    marks = read_register(text, group, whole=whole)
    return [(mark.attended, mark.minutes, mark.absence.value if mark.absence else None) for mark in marks]


FULL = (F, None, None)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("all", [FULL] * 4),
        ("ALL 60", [(F, 60, None)] * 4),
        ("all no cancelled", [(N, None, "cancelled-by-service")] * 4),
        ("all unmarked", [(U, None, None)] * 4),
        ("all but Reid, Zolc no-staff", [(N, None, "no-staff")] * 2 + [FULL] * 2),
        ("all but Reid unwell, Żółć no staff", [(N, None, "unwell"), (N, None, "no-staff"), FULL, FULL]),
        ("all but reid and dan unw", [(N, None, "unwell"), FULL, (N, None, "unwell"), FULL]),
        ("all; Okafor part 40 unwell", [FULL, FULL, (P, 40, "unwell"), FULL]),
        ("Okafor part 40\nall but 999 000 0018 court", [FULL, FULL, (P, 40, None), (N, None, "court")]),
        ("all except Van der Berg no work", [FULL, FULL, FULL, (N, None, "work")]),
        ("all but Okafor, Daniel 20 min legal", None),
        (
            "Ann Reid, Pawel Zolc full; Daniel 20 min legal; Berg unmarked",
            [FULL, FULL, (P, 20, "legal-visit"), (U, None, None)],
        ),
    ],
)
def test_what_people_type(text: str, marks: list[tuple[object, ...]] | None) -> None:
    if marks is None:  # a surname and a given name apart are one person named twice
        with pytest.raises(InvalidValue, match="twice"):
            said(text)
    else:
        assert said(text) == marks


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", InvalidValue, "marks nobody"),
        ("all all", InvalidValue, "not understood"),
        ("all; all", InvalidValue, "twice"),
        ("all but", InvalidValue, "names nobody"),
        ("all but Reid", InvalidValue, "Why Ann Reid was away"),
        ("Reid", InvalidValue, "How Ann Reid attended"),
        ("Reid full", InvalidValue, "Not marked: Paweł Żółć, Daniel Okafor, Jan van der Berg"),
        ("all but Rei unwell", NotFound, "No member"),
        ("all but Reid sec", InvalidValue, "no mark"),
        ("all but Reid wo", InvalidValue, "no mark"),
        ("all; Reid full unwell", InvalidValue, "beside full"),
        ("all; Reid no 40 unwell", InvalidValue, "did not attend"),
        ("all; Reid 40", InvalidValue, "How Ann Reid"),
        ("all; Reid full; Reid full", InvalidValue, "marked twice"),
    ],
)
def test_what_is_refused(text: str, error: type[ThroughcareError], words: str) -> None:
    with pytest.raises(error, match=words):
        said(text)


def test_an_ambiguous_name_is_refused_naming_both() -> None:
    twins = (REID, member(5, "Reid", "Una"))
    with pytest.raises(NotFound, match="Ann Reid or Una Reid"):
        said("all but Reid unwell", twins)
    assert said("all but Una Reid unwell", twins) == [FULL, (N, None, "unwell")]
    namesakes = (REID, member(6, "Reid", "Ann"))
    with pytest.raises(NotFound, match=r"Ann Reid \(born 1961\) or Ann Reid \(born 1966\)"):
        said("all but Ann Reid unwell", namesakes)


def test_a_name_that_is_also_a_reason_is_never_guessed() -> None:
    court = member(7, "Court", "Sam")
    assert said("all but Court unwell", (REID, court)) == [FULL, (N, None, "unwell")]
    assert said("all but Court court", (REID, court)) == [FULL, (N, None, "court")]
    okafors = (member(8, "Okafor", "Court"), OKAFOR)
    with pytest.raises(NotFound, match="Court Okafor or Daniel Okafor"):
        said("all but Okafor court", okafors)


def test_corrections_mark_only_those_they_speak_of() -> None:
    assert read_register("Okafor full", GROUP, whole=False) == (
        Mark(intervention_id=OKAFOR.intervention_id, attended=F),
    )


def test_one_member_by_name_or_number() -> None:
    assert one_member("zolc", GROUP) is ZOLC
    assert one_member("999 000 0018", GROUP) is BERG
    for nobody in ("", "der Nobody", "Ree"):
        with pytest.raises(NotFound):
            one_member(nobody, GROUP)


def _people(names: list[tuple[str, str]]) -> tuple[Member, ...]:
    return tuple(member(number, family, given) for number, (family, given) in enumerate(names, 1))


_WORD = st.sampled_from(
    ["Reid", "Żółć", "Court", "Work", "Leave", "No", "Part", "All", "Full", "Ann", "Una", "And", "42"]
)
_GROUPS = st.lists(st.tuples(_WORD, _WORD), min_size=1, max_size=6).map(_people)
_TEXTS = st.lists(
    st.one_of(
        _WORD,
        st.sampled_from(
            ["all", "but", ";", ",", "and", "full", "part", "no", "unmarked", "40", "unwell", "no-staff", "\n"]
        ),
    ),
    max_size=14,
).map(" ".join)


@given(_GROUPS, st.one_of(_TEXTS, st.text(max_size=30)))
def test_any_text_marks_everybody_once_or_is_refused(group: tuple[Member, ...], text: str) -> None:
    try:
        marks = read_register(text, group)
    except ThroughcareError as refused:
        said_why = str(refused)
    else:
        said_why = "everybody is marked"
        assert [mark.intervention_id for mark in marks] == [one.intervention_id for one in group]
        for mark in marks:
            assert (mark.absence is not None) or mark.attended is not N
    assert said_why.strip()


_MARKS = st.sampled_from(
    [(F, None, None), (F, 50, None), (P, 40, None), (P, None, AbsenceReason.UNWELL), (U, None, None)]
    + [(N, None, reason) for reason in AbsenceReason]
)
_NAMES = [
    ("Reid", "Ann"),
    ("Żółć", "Paweł"),
    ("Okafor", "Dan"),
    ("van Berg", "Jan"),
    ("O’Hara", "Eve"),
    ("Smith-Day", "Al"),
]


@given(st.lists(_MARKS, min_size=6, max_size=6), st.permutations(range(6)), st.sampled_from([";", "\n", " ;; "]))
def test_what_is_spelt_out_is_read_back(
    marks: list[tuple[Attended, int | None, AbsenceReason | None]], order: list[int], between: str
) -> None:
    group = _people(_NAMES)
    words = {F: "full", P: "part", N: "no", U: "unmarked"}
    clauses = [
        " ".join(
            [group[place].participant.name.words, words[marks[place][0]]]
            + [str(part) for part in marks[place][1:] if part is not None]
        )
        for place in order
    ]
    read = read_register(between.join(clauses), group)
    assert [(one.attended, one.minutes, one.absence) for one in read] == marks
    for left_out in itertools.islice(range(6), 2):
        with pytest.raises(InvalidValue, match="Not marked"):
            read_register(between.join(clauses[:left_out] + clauses[left_out + 1 :]), group)


def test_called_is_the_name() -> None:
    assert called(REID, GROUP) == "Ann Reid"
