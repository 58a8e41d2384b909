"""The data sets of three units add up to the recount: what each home's own records say, counted another way."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from registry.bootstrap import sit_down
from registry.demo import sian
from registry.demo.calendar import Calendar
from registry.domain.closure import Outcome
from registry.domain.intervention import Intervention, State
from registry.domain.line_kind import LineKind
from registry.domain.participant import Participant
from registry.domain.people import Tier
from registry.services.sitting import Sitting
from registry.settings import Home, Settings
from tests.demo.conftest import Demo
from tests.homes import GARETH, TestHome, make_home, type_command

HIGH, MEDIUM = "Ashmere Hospital", "Thornfield House"
FOR = ("--purpose", "yearly return", "--recipient", "Dr A. Example")


@pytest.fixture(scope="module")
def marlwood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    """A third unit, with one of the demo's people and one course of its own that the service broke off."""
    folder = tmp_path_factory.mktemp("third")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = make_home(folder / "marlwood", name="HMP Marlwood", tier=Tier.PRISON)
        with home.sit() as sitting:
            sian.record(sitting, Calendar(sitting.today))
        who = ("--surname", "Penry", "--given", "Owen", "--born", "1990", "--no-nhs-because", "x", "--sex", "male")
        assert home.type("participant", "add", *who).code == 0
        course = home.type("intervention", "refer", "Penry", "TSP", "--on", "2024-01", "--json").json["id"]
        assert home.type("intervention", "open", course, "--on", "2024-02").code == 0
        shut = ("--outcome", "not-completed", "--reason", "no-escort-or-staff", "--on", "2024-04")
        assert home.type("intervention", "close", course, *shut).code == 0
        yield home


@contextmanager
def at(demo: Demo, unit: str, user: str) -> Iterator[Sitting]:
    secret = next(one["passphrase_file"] for one in demo.manifest["users"] if one["user"] == user)
    settings = Settings(home=Home(folder=Path(demo.manifest["homes"][unit])), user=user)
    with (
        mock.patch.dict("os.environ", {"XDG_STATE_HOME": str(demo.state)}),
        sit_down(settings, Path(secret).read_text().strip()) as sitting,
    ):
        yield sitting


def standing(one: Intervention) -> str:
    if one.state is not State.CLOSED:
        return "going on" if one.state in (State.IN_PROGRESS, State.ON_HOLD) else "not begun"
    assert one.closure is not None
    if one.closure.outcome is Outcome.COMPLETED:
        return "completed"
    if one.closure.outcome is Outcome.TRANSFERRED:
        return "transferred in progress"
    assert one.closure.cause is not None
    return f"ended before its end: {one.closure.cause.words}"


def recount(sitting: Sitting) -> Counter[tuple[str, str, str]]:
    """How the unit's own interventions stand, by sex and by programme, and its answers, stays and unmet needs."""
    found: Counter[tuple[str, str, str]] = Counter()
    with sitting.looking_up() as uow:
        people: dict[str, Participant] = {one.id: one for one in uow.participants.find(limit=1000).items}
        for one in (each for some in uow.interventions.parts_of(sitting.unit.id) for each in some):
            if one.establishment.id != sitting.unit.id:
                continue
            sex = people[one.participant_id].sex.value
            programme = one.edition_id.split("/")[0] if one.edition_id else "not-recorded"
            for group in ("", sex, programme):
                found["how it stands", standing(one), group] += 1
                closed = one.closure
                answer = (
                    closed.helped.value if closed and closed.helped.value != "not-asked" else "not asked, or not closed"
                )
                found["did it help?", answer, group] += 1
        for who in people:
            stays = [one for one in uow.placements.of(who) if one.establishment.id == sitting.unit.id]
            found["stays", "counted", ""] += len(stays)
            plan = uow.plans.newest(who)
            nothing = {one.need for one in plan.lines if one.stands_as is LineKind.NOT_AVAILABLE} if plan else set()
            found["needs with nothing on offer", "counted", ""] += len(nothing)
    return found


def counted(rows: list[dict[str, Any]]) -> Counter[tuple[str, str, str]]:
    kept = ("stays", "needs with nothing on offer")
    return Counter(
        {
            (one["population"] if one["question"] == "how many" else one["question"], one["answer"], one["group"]): one[
                "number"
            ]
            for one in rows
            if one["question"] in ("how it stands", "did it help?") or one["population"] in kept
            if one["dimension"] in ("", "sex", "programme") and (one["question"] != "how many" or not one["dimension"])
        }
    )


def test_the_data_sets_of_three_units_add_up_to_the_recount(demo: Demo, marlwood: TestHome, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("ashmere", "thornfield", "marlwood")]
    assert demo.at(HIGH, "gareth", "dataset", "export", folders[0], *FOR).code == 0
    assert demo.at(MEDIUM, "leila", "dataset", "export", folders[1], *FOR).code == 0
    assert marlwood.type("dataset", "export", str(folders[2]), *FOR, user=GARETH).code == 0
    expected: Counter[tuple[str, str, str]] = Counter()
    with at(demo, HIGH, "gareth") as sitting:
        expected += recount(sitting)
    with at(demo, MEDIUM, "leila") as sitting:
        expected += recount(sitting)
    with marlwood.sit() as sitting:
        expected += recount(sitting)
    for folder in folders:
        assert type_command("dataset", "check", str(folder)).code == 0
    together = type_command("dataset", "count", *map(str, folders), "--exact", "--json").json
    assert together["units"] == [HIGH, MEDIUM, "HMP Marlwood"]
    assert +counted(together["counts"]) == +expected
    assert expected["how it stands", "ended before its end: the service", "male"] == 1
    assert sum(expected["how it stands", answer, ""] for answer in ("going on", "completed")) > 10
    # The same numbers added from each unit's own.
    apart: Counter[tuple[str, str, str]] = Counter()
    for folder in folders:
        apart += counted(type_command("dataset", "count", str(folder), "--exact", "--json").json["counts"])
    assert +apart == +expected


def test_what_is_told_of_three_units_is_more_than_what_each_could_tell(
    demo: Demo, marlwood: TestHome, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("ashmere", "thornfield", "marlwood")]
    assert demo.at(HIGH, "gareth", "dataset", "export", folders[0], *FOR).code == 0
    assert demo.at(MEDIUM, "leila", "dataset", "export", folders[1], *FOR).code == 0
    assert marlwood.type("dataset", "export", str(folders[2]), *FOR, user=GARETH).code == 0

    def told(*which: Path) -> list[int | None]:
        answer = type_command("dataset", "count", *map(str, which), "--json").json["counts"]
        return [one["number"] for one in answer if one["question"] == "how many" and one["dimension"] == ""]

    assert all(number is None or number == 0 or number >= 5 for folder in folders for number in told(folder))
    assert sum(bool(number) for number in told(*folders)) >= max(sum(map(bool, told(folder))) for folder in folders)
