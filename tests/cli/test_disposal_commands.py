"""How long a record is kept, what holds it, and its disposal by two persons, as people type it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from registry.custody.bags import FLOOR_COST
from registry.domain.access import Role
from registry.services.founding import new_person
from registry.services.last_use import DATED, ENTERED, NO_USE
from registry.services.users import add_user
from registry.store.held_rows import HELD
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, file_only, make_home
from tests.two_units import AMARA

WHO = "9990000018"
CLASS = ("--class", "mental-health", "--counted-from", "last-contact", "--on")
REVIEW = ("--ground", "no-longer-needed", "--review", "Read with the team: nobody here needs it.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    """A home with two supervisors, gareth and amara, and two participants last seen twenty-two years ago."""
    folder = tmp_path_factory.mktemp("disposal")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield _make(folder / "home")


@pytest.fixture
def home(made: TestHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shutil.copytree(made.home.folder.parent, tmp_path / "copy")
    return made.at(tmp_path / "copy" / made.home.folder.name)


def _make(folder: Path) -> TestHome:
    made = make_home(folder)
    with made.sit(ADMIN) as sitting:
        add_user(
            sitting,
            name=AMARA,
            person=new_person("Dr Amara Okafor", "forensic psychologist", "PYL900003"),
            roles=(Role.CLINICIAN, Role.SUPERVISOR),
            passphrase=made.passphrase(AMARA),
            chosen=True,
            cost=FLOOR_COST,
        )
    made.passphrase_file(AMARA).write_text(f"{made.passphrase(AMARA)}\n")
    made.passphrase_file(AMARA).chmod(0o600)
    for family, number in (("Jones", WHO), ("Smith", "9990000026")):
        who = ("--surname", family, "--given", "Sian", "--born", "1/3/1964", "--nhs", number)
        done(made, "participant", "add", *who)
        work = json(made, "intervention", "refer", number, "RPREV", "--delivery", "group", "--on", "1/3/2003")["id"]
        done(made, "intervention", "open", work, "--on", "3/3/2003")
        done(made, "session", "add", work, "--on", "14/6/2004", "--kind", "individual", "--attended", "full")
        close = ("--outcome", "not-completed", "--reason", "chose-to-stop", "--on", "1/7/2004")
        done(made, "intervention", "close", work, *close)
    return made


def done(home: TestHome, *words: str, user: str = RHIANNON) -> str:
    said = home.type(*words, user=user)
    assert said.code == 0, (words, said.err)
    return said.out


def json(home: TestHome, *words: str, user: str = RHIANNON) -> dict[str, object]:
    said = home.type(*words, "--json", user=user)
    assert said.code == 0, (words, said.err)
    found: dict[str, object] = said.json
    return found


def refused(home: TestHome, *words: str, user: str = GARETH) -> str:
    before = home.row_counts()
    said = home.type(*words, user=user)
    assert said.code != 0
    assert said.err.count("\n") == 1
    after = home.row_counts()
    assert {name for name in after if after[name] != before[name]} <= {"audit"}
    return said.err


def chosen(home: TestHome) -> None:
    done(home, "retention", "set", WHO, *CLASS, "1/7/2004", user=GARETH)


def proposed(home: TestHome) -> str:
    chosen(home)
    return str(json(home, "disposal", "propose", WHO, *REVIEW, user=GARETH)["id"])


def test_the_classes_name_their_sources_and_what_is_not_known(home: TestHome) -> None:
    said = done(home, "retention", "classes")
    assert "20 years after the last contact" in said
    assert "10 years after the death" in said
    assert "how long is not known" in said
    assert said.count("Source: ") >= 4


def test_two_persons_dispose_of_a_record_and_a_stub_is_left(home: TestHome) -> None:
    others = home.type("participant", "show", "9990000026").out
    proposal = proposed(home)
    assert "TO BE REVIEWED" in done(home, "retention", "due", user=GARETH)
    told = done(home, "disposal", "show", proposal, user=AMARA)
    assert "attendances 1, " in told
    assert "nobody here needs it" in told
    assert "NHS No. 999 000 0018" in told
    said = done(home, "disposal", "approve", proposal, user=AMARA)
    assert "was disposed of on" in said
    assert "Dr Gareth Adeyemi" in said
    assert "Dr Amara Okafor" in said
    assert "Backups made before hold it still" in said
    assert "Jones" not in said
    assert home.type("participant", "show", WHO).code == 4
    assert "SMITH" in done(home, "participant", "find", "Sian")
    assert "JONES" not in done(home, "participant", "find", "Sian")
    assert home.type("participant", "show", "9990000026").out == others
    assert done(home, "disposal", "show", proposal, user=GARETH) in said
    stubs = done(home, "disposal", "show", user=GARETH)
    assert "disposed of" in stubs
    assert "proposed  " not in stubs
    whose = home.type("disposal", "show", "--json", user=GARETH).json["disposals"][0]["participantId"]
    assert "record disposed of" in done(home, "audit", "show", "--last", "9", user=ADMIN)
    assert "reviewed, and no longer needed" in done(home, "disposal", "show", whose, user=GARETH)


def test_the_audit_stays_sound(home: TestHome) -> None:
    done(home, "disposal", "approve", proposed(home), user=AMARA)
    assert "fault" not in done(home, "audit", "verify", "--records", user=ADMIN).casefold()


@file_only
def test_a_row_that_was_removed_past_the_program_is_found_after_a_disposal(home: TestHome) -> None:
    done(home, "disposal", "approve", proposed(home), user=AMARA)
    with home.sit(GARETH) as sat, sat.store.engine.begin() as db:
        guard = db.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'no_delete_attendances'").scalar_one()
        db.exec_driver_sql("DROP TRIGGER no_delete_attendances")
        db.exec_driver_sql("DELETE FROM attendances")
        db.exec_driver_sql(guard)
    said = home.type("audit", "verify", "--records", user=ADMIN)
    assert said.code == 1
    assert "is gone" in said.out + said.err


@file_only
def test_who_proposed_is_not_changed_past_the_program(home: TestHome) -> None:
    proposal, somebody = proposed(home), "urn:uuid:11111111-1111-4111-8111-111111111111"
    with home.sit(GARETH) as sat, sat.store.engine.begin() as db:
        guards = dict(
            db.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'disposal_proposals'"
            ).all()
        )
        for name in guards:
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        changed = db.exec_driver_sql(
            "UPDATE disposal_proposals SET entered_by = ?, body = json_set(body, '$.by', json(?))",
            (somebody, f'{{"id":"{somebody}","name":"Somebody Else","profession":"manager"}}'),
        )
        assert changed.rowcount == 1
        for guard in guards.values():
            db.exec_driver_sql(guard)
    said = refused(home, "disposal", "approve", proposal)
    assert "while the audit finds a fault: Disposal proposals" in said
    assert "audit verify --records" in said
    assert home.type("disposal", "show", proposal, user=GARETH).code == 0


@file_only
def test_a_guard_that_asks_something_else_is_found(home: TestHome) -> None:
    with home.sit(GARETH) as sat, sat.store.engine.begin() as db:
        guard = db.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'no_delete_needs'").scalar_one()
        db.exec_driver_sql("DROP TRIGGER no_delete_needs")
        db.exec_driver_sql(guard.replace("NOT EXISTS", "EXISTS"))
    said = home.type("audit", "verify", user=ADMIN)
    assert (said.code, "no_delete_needs" in said.out + said.err) == (1, True)


def test_who_proposes_does_not_approve(home: TestHome) -> None:
    proposal = proposed(home)
    assert "does not approve it" in refused(home, "disposal", "approve", proposal)


def test_a_refused_proposal_is_not_approved_and_another_may_be_made(home: TestHome) -> None:
    proposal = proposed(home)
    assert "proposed already" in refused(home, "disposal", "propose", WHO, *REVIEW)
    done(home, "disposal", "refuse", proposal, "--reason", "The family's solicitor wrote.", user=AMARA)
    assert "refused this" in refused(home, "disposal", "approve", proposal, user=AMARA)
    assert "The family's solicitor wrote." in done(home, "retention", "show", WHO, user=GARETH)
    json(home, "disposal", "propose", WHO, *REVIEW, user=GARETH)


def test_a_class_changed_after_the_proposal_wants_another_one(home: TestHome) -> None:
    proposal = proposed(home)
    done(home, "retention", "set", WHO, *CLASS, "1/8/2004", user=GARETH)
    assert "changed after this was proposed" in refused(home, "disposal", "approve", proposal, user=AMARA)


def test_a_hold_keeps_a_record_until_each_is_lifted(home: TestHome) -> None:
    proposal = proposed(home)
    first = json(home, "retention", "hold", WHO, "--reason", "The inquiry wrote on 3 March.")["id"]
    second = json(home, "retention", "hold", WHO, "--reason", "A claim was announced.", user=GARETH)["id"]
    assert "under a hold" in refused(home, "disposal", "approve", proposal, user=AMARA)
    done(home, "retention", "lift", str(first), "--reason", "It needs no more.", user=GARETH)
    assert "under a hold" in refused(home, "disposal", "approve", proposal, user=AMARA)
    done(home, "retention", "lift", str(second), "--reason", "It was settled.", user=GARETH)
    assert "lifted this hold already" in refused(home, "retention", "lift", str(second), "--reason", "Once more.")
    assert "Lifted by Dr Gareth Adeyemi" in done(home, "retention", "show", WHO)
    assert "Lifted by Dr Gareth Adeyemi" in done(home, "disposal", "show", proposal, user=AMARA)
    done(home, "disposal", "approve", proposal, user=AMARA)


def _nothing(home: TestHome) -> None:
    done(home, "need", "add", WHO, "violence", "--standing", "outstanding", "--on", "2/6/2004")


def _unknown_period(home: TestHome) -> None:
    period = ("--class", "prison-and-probation", "--counted-from", "last-contact", "--on", "1/7/2004")
    done(home, "retention", "set", WHO, *period, user=GARETH)


def _too_soon(home: TestHome) -> None:
    done(home, "retention", "set", WHO, *CLASS, "1/1/2015", user=GARETH)


def _held(home: TestHome) -> None:
    chosen(home)
    done(home, "retention", "hold", WHO, "--reason", "A claim was announced.")


def _placed(home: TestHome) -> None:
    done(home, "placement", "add", WHO, "--since", "1/2/2003")
    chosen(home)


def _open_work(home: TestHome) -> None:
    chosen(home)
    done(home, "intervention", "refer", WHO, "CORE-SOTP", "--delivery", "group", "--on", "1/5/2004")


def _linked(home: TestHome) -> None:
    chosen(home)
    two = ("--confirm", f"nhs={WHO}", "--confirm", "surname=Jones")
    other = ("--confirm-other", "local=A/1", "--confirm-other", "surname=Jones")
    again = ("--surname", "Jones", "--given", "Shan", "--born", "1/3/1964", "--no-nhs-because", "not known")
    done(home, "participant", "add", *again, "--local-number", "A/1")
    done(home, "participant", "link", WHO, "A/1", "--reason", "One person, twice.", *two, *other)


def _in_use_since(home: TestHome) -> None:
    chosen(home)
    done(
        home,
        "assessment",
        "add",
        WHO,
        "--tool",
        "HCR-20",
        "--on",
        "3/4/2006",
        "--judgements",
        "Moderate.",
        "--version",
        "3",
    )


def _open_transfer(home: TestHome) -> None:
    chosen(home)
    done(home, "transfer", "open", WHO, "--from", "HMP Wexmoor", "--tier", "prison", "--requested", "1/2/2004")


def _dead(home: TestHome) -> None:
    chosen(home)
    two = ("--confirm", f"nhs={WHO}", "--confirm", "surname=Jones")
    done(home, "participant", "deceased", WHO, "--on", "3/4/2006", "--told-by", "Dr Ann Lowe", *two)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (_nothing, "no retention class was chosen"),
        (_unknown_period, "does not say for how long"),
        (_too_soon, "review date has not come"),
        (_held, "under a hold"),
        (_placed, "still placed here"),
        (_open_work, "an intervention is not closed"),
        (_open_transfer, "a transfer is open"),
        (_linked, "linked with another record"),
        (_in_use_since, "recorded after the day"),
        (_dead, "a death is recorded"),
    ],
)
def test_each_thing_in_the_way_is_named(home: TestHome, way: Callable[[TestHome], None], words: str) -> None:
    way(home)
    assert words in refused(home, "disposal", "propose", WHO, *REVIEW)
    assert words in done(home, "retention", "show", WHO)


def test_the_day_is_a_persons_and_the_record_may_not_contradict_it(home: TestHome) -> None:
    assert "later" in refused(home, "retention", "set", WHO, *CLASS, "1/1/2004")
    assert "future" in refused(home, "retention", "set", WHO, *CLASS, "+7")
    death = ("--class", "mental-health", "--counted-from", "death", "--on")
    assert "No death is recorded" in refused(home, "retention", "set", WHO, *death, "3/4/2006")
    two = ("--confirm", f"nhs={WHO}", "--confirm", "surname=Jones")
    done(home, "participant", "deceased", WHO, "--on", "3/4/2006", "--told-by", "Dr Ann Lowe", *two)
    assert "3 April 2006" in refused(home, "retention", "set", WHO, *death, "3/4/2007")
    assert "from 3 April 2016 on" in done(home, "retention", "set", WHO, *death, "3/4/2006", user=GARETH)


@pytest.mark.parametrize(
    "words",
    [
        ("voice", "add", WHO, "--kind", "account", "--text", "I want to be told what happened."),
        ("need", "add", WHO, "violence", "--standing", "outstanding"),
        ("intervention", "refer", WHO, "CORE-SOTP", "--delivery", "group"),
        ("participant", "sharing", WHO, "--told", "He was told on the ward."),
        ("transfer", "open", WHO, "--from", "HMP Wexmoor", "--tier", "prison", "--requested", "t"),
    ],
)
def test_whatever_is_recorded_today_is_use_of_today(home: TestHome, words: tuple[str, ...]) -> None:
    proposal = proposed(home)
    done(home, *words)
    assert "recorded after the day" in done(home, "retention", "show", WHO)
    assert "recorded after the day" in refused(home, "disposal", "propose", WHO, *REVIEW)
    assert "recorded after the day" in refused(home, "disposal", "approve", proposal, user=AMARA)
    assert "which is later" in refused(home, "retention", "set", WHO, *CLASS, "1/7/2004")


def test_a_linked_records_use_counts(home: TestHome) -> None:
    _linked(home)
    assert "in use last on 1 July 2004." in done(home, "retention", "show", WHO)
    done(home, "placement", "add", "A/1", "--since", "4/2007", "--until", "5/2009")
    assert "in use last in May 2009." in done(home, "retention", "show", WHO)
    assert "recorded after the day" in refused(home, "disposal", "propose", WHO, *REVIEW)
    assert "which is later" in refused(home, "retention", "set", WHO, *CLASS, "1/7/2004")


def test_every_table_about_somebody_says_whether_it_tells_of_use() -> None:
    assert not DATED & ENTERED
    assert not (DATED | ENTERED) & set(NO_USE)
    assert DATED | ENTERED | set(NO_USE) == set(HELD)


@pytest.mark.parametrize(
    "words",
    [
        ("retention", "set", WHO, *CLASS, "1/7/2004"),
        ("retention", "due"),
        ("disposal", "propose", WHO, *REVIEW),
        ("disposal", "approve", "1a2b3c4d"),
        ("disposal", "show"),
    ],
)
def test_a_clinician_holds_a_record_and_does_no_more(home: TestHome, words: tuple[str, ...]) -> None:
    assert home.type(*words, user=RHIANNON).code == 3
