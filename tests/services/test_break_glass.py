"""Break-glass: one participant, sixty minutes, for reading, told to everybody who must know, reviewed by another."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

import registry.services
from registry.domain.access import Role
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.break_glass import OPEN_FOR
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed, NotFound, NotPermitted, OutOfReach
from registry.domain.identifiers import NhsNumber
from registry.domain.matching import IdentifierKind
from registry.domain.needs import NeedStanding
from registry.domain.participant import PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.voice import Sharing, VoiceKind
from registry.services.auditing import show_audit
from registry.services.breaking_glass import (
    END_VERB,
    VERB,
    break_glass,
    end_break_glass,
    list_break_glass,
    review_break_glass,
)
from registry.services.day import look_at_day
from registry.services.directories import unit_card
from registry.services.health import check_home
from registry.services.issuing import issue_summary
from registry.services.journeys import JOURNEYS
from registry.services.needs import add_need
from registry.services.participants import add_participant, find_participants, record_sharing, show_participant
from registry.services.plans import show_plan
from registry.services.printing import report_participant
from registry.services.reporting import plan_page, printed_plan
from registry.services.sitting import Sitting
from registry.services.users import change_establishments
from registry.services.voice import add_voice
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome

ELSEWHERE = EstablishmentRef(id="urn:uuid:00000000-0000-4000-8000-000000000009", name="Larch Ward", tier=Tier.LOW)
CONFIRM: Mapping[IdentifierKind, str] = {IdentifierKind.NHS: "9990000034", IdentifierKind.BORN: "1971-02-03"}
OWN = Recipient(kind=RecipientKind.PERSON, name="Idris Vaughan")
WHY = "Collapsed in our day room; his own team is on leave."


@dataclass(kw_only=True)
class Ward:
    home: TestHome
    rhiannon: Sitting
    gareth: Sitting
    admin: Sitting
    idris: str
    later: timedelta = timedelta()

    def opened(self) -> str:
        return break_glass(self.rhiannon, "9990000034", reason=WHY, confirmations=CONFIRM).id


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = copied_home(tmp_path / "home")
    with ExitStack() as stack:
        rhiannon, gareth, admin = (stack.enter_context(home.sit(one)) for one in (RHIANNON, GARETH, ADMIN))
        there = replace(rhiannon, user=replace(rhiannon.user, establishments=(ELSEWHERE,)))
        who = add_participant(
            there,
            name=PersonName(family="Vaughan", given="Idris"),
            born=PartialDate("1971-02-03"),
            nhs_number=NhsNumber("9990000034"),
        ).id
        made = Ward(home=home, rhiannon=rhiannon, gareth=gareth, admin=admin, idris=who)
        # The clock stands still, however busy the machine.
        begun = rhiannon.now
        made.rhiannon = replace(rhiannon, clock=lambda: begun + made.later)
        yield made


def test_opens_one_record_for_reading_and_for_an_hour(ward: Ward) -> None:
    with pytest.raises(OutOfReach):
        show_participant(ward.rhiannon, ward.idris)
    ward.opened()
    shown = show_participant(ward.rhiannon, "Idris Vaughan")
    assert shown.participant.id == ward.idris
    assert shown.under_glass_until is not None
    assert [one.id for one in find_participants(ward.rhiannon, "vaughan")] == [ward.idris]
    assert show_plan(ward.rhiannon, ward.idris)[0].participant.id == ward.idris
    plan_page(ward.rhiannon, ward.idris)
    # Nobody else's, and not beyond the hour.
    with pytest.raises(OutOfReach):
        show_participant(ward.gareth, ward.idris)
    ward.later = OPEN_FOR - timedelta(seconds=2)
    show_participant(ward.rhiannon, ward.idris)
    ward.later = OPEN_FOR
    with pytest.raises(OutOfReach):
        show_participant(ward.rhiannon, ward.idris)
    assert not find_participants(ward.rhiannon, "vaughan")


def test_nothing_is_changed_signed_or_taken_away_under_it(ward: Ward) -> None:
    ward.opened()
    day = PartialDate("2026-01-05")
    before = ward.home.row_counts()
    for act in (
        lambda: record_sharing(ward.rhiannon, ward.idris, Sharing(objects_to_sharing="yes")),
        lambda: add_need(ward.rhiannon, ward.idris, need="violence", standing=NeedStanding.PRESENT, on=day),
        lambda: add_voice(ward.rhiannon, ward.idris, kind=VoiceKind.HOPE, text="To rest", on=day),
        lambda: printed_plan(ward.rhiannon, ward.idris, purpose="to hand out"),
        lambda: report_participant(ward.rhiannon, ward.idris, purpose="to hand out"),
    ):
        with pytest.raises(OutOfReach):
            act()
    after = ward.home.row_counts()
    assert {name for name in after if after[name] != before[name]} <= {"audit"}


def test_only_what_shows_may_read_under_it() -> None:
    """Written out, so that whoever lets another service read under break-glass has to say so here."""
    for path in Path(registry.services.__file__).parent.glob("*.py"):
        import_module(f"registry.services.{path.stem}")
    assert {name for name, one in JOURNEYS.items() if one.under_glass} == {
        "assessments.chart_readings",
        "errors.list_errors",
        "interventions.show_intervention",
        "participants.find_further",
        "participants.find_participants",
        "participants.show_participant",
        "plans.show_onward",
        "plans.show_plan",
        "plans.show_plan_changes",
        "repeats.list_refreshers",
        "reporting.plan_page",
        "session_histories.intervention_amendments",
        "session_histories.session_history",
        "transfers.show_transfers",
        "whose.participant_of_work",
    }


def test_every_page_stands_in_the_audit_under_the_use(ward: Ward) -> None:
    with pytest.raises(OutOfReach):
        show_participant(ward.rhiannon, ward.idris)
    use = ward.opened().removeprefix("urn:uuid:")[:8]
    show_participant(ward.rhiannon, ward.idris)
    rows = [one.entry for one in show_audit(ward.admin, 40, about=ward.idris)]
    said = [(one.verb, one.outcome, one.purpose) for one in rows]
    assert ("participants.show_participant", "out of reach", None) in said
    assert (VERB, "done", WHY) in said
    assert said[-1] == ("participant show", "done", f"break-glass {use}")


def test_it_takes_a_reason_and_two_identifiers_of_somebody_out_of_reach(ward: Ward) -> None:
    with pytest.raises(NotAllowed):
        break_glass(ward.rhiannon, ward.idris, reason=WHY, confirmations={IdentifierKind.NHS: "9990000034"})
    wrong = {**CONFIRM, IdentifierKind.BORN: "1971-03-02"}
    with pytest.raises(NotAllowed):
        break_glass(ward.rhiannon, ward.idris, reason=WHY, confirmations=wrong)
    assert [one.entry.outcome for one in show_audit(ward.admin, 9, about=ward.idris)][-2:] == ["refused", "refused"]
    with pytest.raises(NotFound):
        break_glass(ward.rhiannon, "nobody", reason=WHY, confirmations=CONFIRM)
    ward.opened()
    with pytest.raises(NotAllowed, match="already"):
        ward.opened()
    there = replace(ward.rhiannon, user=replace(ward.rhiannon.user, establishments=(ELSEWHERE,)))
    with pytest.raises(NotAllowed, match="open to you already"):
        break_glass(there, ward.idris, reason=WHY, confirmations=CONFIRM)
    officer = replace(ward.rhiannon, user=replace(ward.rhiannon.user, roles=(Role.RECORDS_OFFICER,)))
    with pytest.raises(NotPermitted):
        break_glass(officer, ward.idris, reason=WHY, confirmations=CONFIRM)


def test_whoever_must_know_is_told_until_another_person_has_looked(ward: Ward) -> None:
    use = ward.opened()

    def told(user: str) -> str:
        with ward.home.sit(user) as sat:
            return " ".join(sat.notices)

    assert "BREAK-GLASS until" in told(RHIANNON)
    assert "One use of break-glass waits for review" in told(GARETH)
    assert told(ADMIN) == ""
    assert "Rhiannon Pryce" in look_at_day(ward.gareth).glass
    (finding,) = (one for one in check_home(ward.admin) if one.what == "break-glass")
    assert not finding.well
    assert [one.id for one in list_break_glass(ward.gareth)] == [use]
    own = replace(ward.rhiannon, user=replace(ward.rhiannon.user, roles=(Role.SUPERVISOR,)))
    with pytest.raises(NotAllowed, match="their own"):
        review_break_glass(own, use, words="Asked the ward. All in order.")
    gareth = replace(ward.gareth, clock=ward.rhiannon.clock)
    ward.later = OPEN_FOR - timedelta(seconds=1)
    with pytest.raises(NotAllowed, match="runs until") as early:
        review_break_glass(gareth, use, words="Asked the ward. All in order.")
    assert f"end {use[9:17]}" in early.value.hint
    ward.later = OPEN_FOR
    assert review_break_glass(gareth, use[9:17], words="Asked the ward. All in order.").review is not None
    with pytest.raises(NotAllowed, match="reviewed this already"):
        review_break_glass(gareth, use, words="Looked at it all again.")
    assert "waits for review" not in told(GARETH)
    (finding,) = (one for one in check_home(ward.admin) if one.what == "break-glass")
    assert finding.well


NOTHING_SAID = [
    ".",
    "x",
    "urgent",
    "x x x x",
    "why why why why",
    "1 2 3 4 5",
    "to see it",
    "- - - -",
    "read it\nall now please",
]


@pytest.mark.parametrize("said", ["", *NOTHING_SAID, "a long story " * 20])
def test_a_reason_a_review_and_an_end_say_something(ward: Ward, said: str) -> None:
    before = ward.home.row_counts()
    with pytest.raises(InvalidValue):
        break_glass(ward.rhiannon, "9990000034", reason=said, confirmations=CONFIRM)
    assert ward.home.row_counts() == before
    use = ward.opened()
    for act in (
        lambda: review_break_glass(ward.gareth, use, words=said),
        lambda: end_break_glass(ward.gareth, use, reason=said),
    ):
        with pytest.raises(InvalidValue):
            act()
    (standing,) = list_break_glass(ward.gareth)
    assert (standing.review, standing.ended) == (None, None)


def test_a_supervisor_ends_it_before_the_hour_and_everybody_is_told(ward: Ward) -> None:
    use = ward.opened()
    show_participant(ward.rhiannon, ward.idris)
    ward.later = timedelta(minutes=10)
    gareth = replace(ward.gareth, clock=ward.rhiannon.clock)
    reason = "His own team is back and has the record."
    with pytest.raises(NotPermitted):
        end_break_glass(ward.rhiannon, use, reason=reason)
    ended = end_break_glass(gareth, use[9:17], reason=reason)
    assert ended.ended is not None
    assert ended.ended.at - ended.at == timedelta(minutes=10)
    with pytest.raises(OutOfReach):
        show_participant(ward.rhiannon, ward.idris)
    assert not find_participants(ward.rhiannon, "vaughan")
    with pytest.raises(NotAllowed, match="ended this at"):
        end_break_glass(gareth, use, reason=reason)
    row = show_audit(ward.admin, 40, act="break glass", about=ward.idris)[-1].entry
    assert (row.verb, row.purpose, row.user) == (END_VERB, reason, GARETH)
    with ward.home.sit(RHIANNON) as sat:
        told = sat.notices[-1]
    assert "Dr Gareth Adeyemi ended your reading" in told
    assert reason in told
    with ward.home.sit(GARETH) as sat:
        assert "ended by Dr Gareth Adeyemi" in " ".join(sat.notices)
    review_break_glass(gareth, use, words="Looked over with the ward's own team.")
    # Another use, with a reason of its own, is another matter.
    assert ward.opened() != use


def test_what_is_over_is_not_ended(ward: Ward) -> None:
    use = ward.opened()
    ward.later = OPEN_FOR
    with pytest.raises(NotAllowed, match="ended by itself"):
        end_break_glass(replace(ward.gareth, clock=ward.rhiannon.clock), use, reason="It is over by now.")


def test_as_typed(ward: Ward) -> None:
    type_ = ward.home.type
    shown = type_("participant", "show", "9990000034")
    assert (shown.code, "participant break-glass" in shown.err) == (3, True)
    typed = ("--confirm", "nhs=999 000 0034", "--confirm", "surname=vaughan")
    opened = type_("participant", "break-glass", "9990000034", "--reason", WHY, *typed)
    assert opened.code == 0, opened.err
    assert "BREAK-GLASS: you may read the record" in opened.err
    shown = type_("participant", "show", "9990000034")
    assert shown.code == 0
    assert "Vaughan".casefold() in shown.out.casefold()
    assert shown.err.startswith("BREAK-GLASS until ")
    assert "Next: throughcare plan show" in shown.err + shown.out
    assert "summary issue" not in shown.err + shown.out
    assert type_("plan", "show", "9990000034").code == 0
    assert (
        type_(
            "plan", "print", "9990000034", "-o", str(ward.home.home.folder.parent / "x.pdf"), "--purpose", "ward"
        ).code
        == 3
    )
    listed = type_("audit", "break-glass", "--json", user=GARETH)
    assert listed.json[0]["reason"] == WHY
    assert type_("audit", "break-glass", user=ADMIN).code == 3
    waiting = type_("audit", "break-glass", user=GARETH)
    assert "NOT REVIEWED" in waiting.out
    assert "audit break-glass end" in waiting.err + waiting.out
    assert "audit review" not in waiting.err + waiting.out
    use = listed.json[0]["id"]
    assert type_("audit", "break-glass", "end", use, "--reason", "it was so", user=GARETH).code == 1
    ended = type_("audit", "break-glass", "end", use[9:17], "--reason", "His own team is back now.", user=GARETH)
    assert ended.code == 0, ended.err
    assert "they are told" in ended.out
    assert f"audit review {use[9:17]}" in ended.err + ended.out
    assert type_("participant", "show", "9990000034").code == 3
    assert "ended by Dr Gareth Adeyemi" in " ".join(type_("audit", "break-glass", user=GARETH).out.split())
    assert type_("audit", "review", use, "--words", "Asked the ward. All in order.", user=GARETH).code == 0
    assert "All in order." in type_("audit", "break-glass", user=GARETH).out


def test_a_user_moves_between_establishments_and_the_units_key_follows_the_unit(ward: Ward) -> None:
    with pytest.raises(NotAllowed, match="holds the unit's key"):
        change_establishments(ward.admin, GARETH, (ELSEWHERE,))
    with pytest.raises(NotAllowed, match="belongs there already"):
        change_establishments(ward.admin, RHIANNON, ())
    assert change_establishments(ward.admin, RHIANNON, (ELSEWHERE,)).establishments == (ELSEWHERE,)
    with ward.home.sit(RHIANNON) as there:
        assert show_participant(there, ward.idris).under_glass_until is None
        assert there.here == ELSEWHERE
        with pytest.raises(NotPermitted, match="in the unit's name"):
            issue_summary(there, ward.idris, purpose=Purpose.OWN_COPY, recipient=OWN)
    # A key that no longer speaks for the unit is not on its card.
    assert {key.holder.name for key in unit_card(ward.admin).keys if key.holder} == {"Dr Gareth Adeyemi"}
    assert change_establishments(ward.admin, RHIANNON, ()).establishments == ()
    assert len({key.holder.name for key in unit_card(ward.admin).keys if key.holder}) == 2
