"""Whose name may not travel, what may not be spoken of, and that nobody approves before a person has looked."""

from dataclasses import replace
from typing import Any

import pytest

from registry.domain.addressing import Purpose
from registry.domain.assessment import Assessment
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.hits import Hit, HitKind, check_confirmed, hits, risk_said, texts_of_draft
from registry.domain.mentions import Finder, Term
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, Participant, PersonName
from registry.domain.plan import Answer, LineKind
from registry.domain.summary import Comparison, Draft, Statement, Subject, SubjectParticipant
from registry.domain.voice import Agreement, NotShown, Shown
from tests.domain import build
from tests.domain.build import need, on, person, urn
from tests.domain.test_plan import decision, line, plan
from tests.domain.test_summary import draft as any_draft

REID = build.participant(id=urn("reid"), name=PersonName(family="Reid", given="Will Jordan"), known_as="Jay")
BERG = build.participant(
    id=urn("berg"),
    name=PersonName(family="van der Berg", given="Ann"),
    aliases=(PersonName(family="Smith-Moss", given="Annie"),),
    former_names=(PersonName(family="Formerly", given="Ann"),),
)
NAMESAKE = build.participant(id=urn("namesake"), name=PersonName(family="Jones", given="Kit"))


def draft(*sentences: str, **changes: Any) -> Draft:
    subject = Subject(
        participant=SubjectParticipant.of(build.participant(communication=CommunicationNeeds(what_helps="Sit by Jay"))),
        statement=Statement(in_short=sentences or ("x",), knowledge_of_case="Two years."),
    )
    return replace(any_draft(Purpose.TRANSFER), subject=subject, **changes)


def looked(of: Draft, *others: Participant, withheld: Finder | None = None) -> list[str]:
    found = hits(texts_of_draft(of), own=build.participant(), others=others, staff=("Dr Will Reid",), withheld=withheld)
    return [hit.name for hit in found]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("He argued with Reid.", ["Reid"]),
        ("He argued with jordan and WILL's friend.", ["jordan", "WILL's"]),
        ("He argued with jay.", ["jay"]),
        (
            "He argued with van der Berg, with Berg and with Annie Smith-Moss.",
            ["van der Berg", "Berg", "Annie", "Smith-Moss"],
        ),
        ("Moss was there, formerly Ann.", ["Moss", "formerly", "Ann"]),
        ("He drove the van to a place of the mind.", []),
        ("Sam Jones spoke with his brother Jones and Kit.", ["Kit"]),
        ("Nothing of anybody: jaywalking, annual, willing.", []),
    ],
)
def test_companions_are_found_by_every_name_they_have(sentence: str, words: list[str]) -> None:
    found = looked(draft(sentence), REID, BERG, NAMESAKE)
    assert [name for name in found if name.startswith("statement")] == [f"statement/inShort/0:{word}" for word in words]


def test_every_text_is_looked_at_and_says_where_it_stands() -> None:
    of = draft("Reid.", shown=Shown(on=on("2026-01"), format="on paper", answer=Agreement.AGREES, words="Reid", by="x"))
    of = replace(
        of,
        subject=replace(
            of.subject,
            needs=(need("anger", note="Reid"),),
            first_two_weeks=FirstTwoWeeks(not_in_a_group_with="Jordan Reid"),
        ),
    )
    assert looked(of, REID) == [
        "participant/communication/whatHelps:Jay",
        "firstTwoWeeks/notInAGroupWith:Jordan",
        "firstTwoWeeks/notInAGroupWith:Reid",
        "statement/inShort/0:Reid",
        "needs/0/note:Reid",
        "shown/words:Reid",
    ]
    why = replace(of, shown=None, not_shown=NotShown(by="Dr Will Reid", reason="Reid was near."))
    assert looked(why, REID)[-1] == "notShown/reason:Reid"


def test_a_hit_can_be_named_from_any_keyboard() -> None:
    assert looked(draft("Re\u200bid\u202e and Re-\nid."), REID)[1:] == [
        "statement/inShort/0:reid",
        "statement/inShort/0:Re- id",
    ]


def test_a_colleague_of_the_same_name_may_sign() -> None:
    of = draft()
    signed = replace(of, subject=replace(of.subject, needs=(need("anger", by="Dr Will Reid"),)), author=person("Reid"))
    assert looked(signed, REID) == ["participant/communication/whatHelps:Jay"]


def test_what_must_not_be_spoken_of_is_pointed_at() -> None:
    of = draft("The abuse.", "Reid's flashbacks.")
    finder = Finder([Term("abuse"), Term("flashback*")])
    assert looked(of, REID, withheld=finder)[1:] == [
        "statement/inShort/0:abuse",
        "statement/inShort/1:Reid's",
        "statement/inShort/1:flashbacks",
    ]
    assert looked(of) == []


def hit(name: str) -> Hit:
    path, _, word = name.partition(":")
    return Hit(kind=HitKind.NAME, path=path, word=word, around=f"by [{word}] then")


def test_each_hit_is_confirmed_by_its_name() -> None:
    found = (hit("a/0:Reid"), hit("a/1:Reid"))
    with pytest.raises(NotAllowed, match=r"^2 words .*a/0:Reid .*a/1:Reid") as all_of_them:
        check_confirmed(found, ())
    assert "--means-other" in all_of_them.value.hint
    with pytest.raises(NotAllowed, match=r"^1 word must be .*a/1:Reid"):
        check_confirmed(found, ("a/0:Reid",))
    check_confirmed(found, ("a/1:Reid", "a/0:Reid"))
    with pytest.raises(InvalidValue, match="No word to look at is called 'a/2:Reid'"):
        check_confirmed(found, ("a/2:Reid", "a/1:Reid", "a/0:Reid"))
    check_confirmed((), ())


def test_what_staff_wrote_of_how_great_a_risk_is_is_looked_at_and_a_quotation_is_not() -> None:
    stated = Statement(
        in_short=("His risk is reduced.",),
        knowledge_of_case="Two years; no risk.",
        read_with_care=("A start.", "Low risk."),
        comparisons=(
            Comparison(work="x", beside="y", judgement="It lowered his risk.", by="Dr Nkosi", on=on("2026-01")),
        ),
    )
    reasoned = replace(
        draft(),
        subject=replace(
            draft().subject,
            statement=stated,
            assessments=(
                Assessment(
                    id=urn("assessed"),
                    participant_id=urn("participant"),
                    tool="HCR-20",
                    version="V3",
                    on=on("2026-01"),
                    rater="Dr Ewa Nkosi",
                    establishment=build.UNIT,
                    judgements="Risk reduced.",
                ),
            ),
            needs=(need("anger", not_advised_because="Now low risk."),),
            plan=plan(
                line(
                    kind=LineKind.ASK_FIRST,
                    work=("1",),
                    cautions=("It reduced the risk.",),
                    answers=(
                        Answer(of="the participant", words="Reduced risk!", on=on("2026-01-20"), recorded_by=person()),
                    ),
                    decision=decision(reason="With his reduced risk he may go on.", discussed_words="Reduced risk."),
                )
            ),
        ),
    )
    found = hits(texts_of_draft(reasoned), own=build.participant(), others=(), staff=(), withheld=None)
    assert {hit.kind for hit in found} == {HitKind.RISK}
    names = [hit.name for hit in found]
    assert sorted(names) == [
        "assessments/0/judgements:Risk reduced",
        "needs/0/notAdvisedBecause:low risk",
        "plan/lines/0/cautions/0:reduced the risk",
        "plan/lines/0/decision/reason:reduced risk",
        "statement/comparisons/0/judgement:lowered his risk",
        "statement/inShort/0:risk is reduced",
        "statement/knowledgeOfCase:no risk",
        "statement/readWithCare/1:Low risk",
    ]
    said = tuple(name.partition(":")[2] for name in names)
    assert risk_said(texts_of_draft(reasoned)) == said
    with pytest.raises(NotAllowed, match="says how great a risk is"):
        check_confirmed(found, ())
