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
from registry.domain.break_glass import OPEN_FOR
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound, NotPermitted, OutOfReach
from registry.domain.identifiers import NhsNumber
from registry.domain.matching import IdentifierKind
from registry.domain.needs import NeedStanding
from registry.domain.participant import PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.voice import Sharing, VoiceKind
from registry.services.auditing import show_audit
from registry.services.breaking_glass import VERB, break_glass, list_break_glass, review_break_glass
from registry.services.day import look_at_day
from registry.services.health import check_home
from registry.services.journeys import JOURNEYS
from registry.services.needs import add_need
from registry.services.participants import add_participant, find_participants, record_sharing, show_participant
from registry.services.plans import show_plan
from registry.services.printing import report_participant
from registry.services.reporting import plan_page, printed_plan
from registry.services.sitting import Sitting
from registry.services.voice import add_voice
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, make_home

ELSEWHERE = EstablishmentRef(id="urn:uuid:00000000-0000-4000-8000-000000000009", name="Larch Ward", tier=Tier.LOW)
CONFIRM: Mapping[IdentifierKind, str] = {IdentifierKind.NHS: "9990000034", IdentifierKind.BORN: "1971-02-03"}
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
    home = make_home(tmp_path / "home")
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
    assert {name for name in after if after[name] != before[name]} <= {"audit", "audit_objects"}


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
    }


def test_every_page_stands_in_the_audit_under_the_use(ward: Ward) -> None:
    with pytest.raises(OutOfReach):
        show_participant(ward.rhiannon, ward.idris)
    use = ward.opened().removeprefix("urn:uuid:")[:8]
    show_participant(ward.rhiannon, ward.idris)
    rows = show_audit(ward.admin, 40, object_id=ward.idris)
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
    assert [one.outcome for one in show_audit(ward.admin, 9, object_id=ward.idris)][-2:] == ["refused", "refused"]
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
        review_break_glass(own, use, words="In order.")
    assert review_break_glass(ward.gareth, use[9:17], words="Asked the ward. In order.").review is not None
    with pytest.raises(NotAllowed, match="reviewed this already"):
        review_break_glass(ward.gareth, use, words="Again.")
    assert told(GARETH) == ""
    (finding,) = (one for one in check_home(ward.admin) if one.what == "break-glass")
    assert finding.well


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
    assert type_("plan", "show", "9990000034").code == 0
    assert (
        type_("plan", "print", "9990000034", "-o", str(ward.home.home.folder.parent / "x.pdf"), "--purpose", "x").code
        == 3
    )
    listed = type_("audit", "break-glass", "--json", user=GARETH)
    assert listed.json[0]["reason"] == WHY
    assert type_("audit", "break-glass", user=ADMIN).code == 3
    assert "NOT REVIEWED" in type_("audit", "break-glass", user=GARETH).out
    assert type_("audit", "review", listed.json[0]["id"], "--words", "In order.", user=GARETH).code == 0
    assert "In order." in type_("audit", "break-glass", user=GARETH).out
