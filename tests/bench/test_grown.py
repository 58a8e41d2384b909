"""The home that is made to be measured is one that every service understands, and its counts are a recount's."""

from collections import Counter
from pathlib import Path

import pytest

from registry.services.day import look_at_day
from registry.services.participants import find_participants, show_participant
from registry.services.repetition_counts import count_repetition
from tests.bench.grown import COURSES, STAYS_ONE_IN, Grower
from tests.homes import GARETH, RHIANNON, TestHome, make_home

PEOPLE = 40


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grower:
    folder = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = Grower(home=make_home(folder / "ashmere"))
        made.grow(PEOPLE // 2)
        made.grow(PEOPLE)
    return made


@pytest.fixture
def home(grown: Grower, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return grown.home


def test_there_are_as_many_as_were_asked_for_and_each_can_be_opened(grown: Grower, home: TestHome) -> None:
    rows = home.row_counts()
    assert (rows["participants"], rows["interventions"], rows["edition_pins"]) == (40, 40 * COURSES, 40 * COURSES)
    assert rows["plans"] == PEOPLE // STAYS_ONE_IN
    with home.sit() as sitting:
        assert len(find_participants(sitting)) == PEOPLE
        history = show_participant(sitting, grown.someone[0])
    assert len(history.work) == COURSES
    assert all(work.edition is not None and work.edition.edition_id == work.intervention.edition_id
               for work in history.work)  # fmt: skip


def test_the_home_shows_the_work_of_the_one_who_looks(home: TestHome) -> None:
    with home.sit(RHIANNON) as sitting:
        assert len(look_at_day(sitting).work) == PEOPLE // STAYS_ONE_IN
    with home.sit(GARETH) as sitting:
        assert look_at_day(sitting).work == ()


def test_counts_are_what_a_recount_finds(home: TestHome) -> None:
    with home.sit(GARETH) as sitting:
        counts = count_repetition(sitting)
        with sitting.looking_up() as uow:
            courses = [one for some in uow.interventions.parts_of(sitting.unit.id) for one in some]
            sexes = {one.id: one.sex.value for one in uow.participants.all()}
            outcomes = {(one.programme_id, one.outcome): one.count for one in uow.intervention_counts.outcomes()}
    closed = [(one, one.closure) for one in courses if one.closure is not None]
    assert outcomes == Counter(((one.edition_id or "").split("/")[0], end.outcome.value) for one, end in closed)
    given = Counter(end.helped.value for _, end in closed)
    assert {answer: number for answer, number in counts.helped.items() if number} == given
    said = {one.what: one for one in counts.shares}["did it help: yes"]
    yes = [one for one, end in closed if end.helped.value == "yes"]
    assert said.by_sex == Counter(sexes[one.participant_id] for one in yes)
    assert sum(said.by_programme.values()) == len(yes)
