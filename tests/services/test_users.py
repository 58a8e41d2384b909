"""Who may sign in, and who says so: one person has one login, and nobody gives themselves anything."""

from pathlib import Path

import pytest

from registry.custody.bags import FLOOR_COST
from registry.custody.dbkey import read_slot
from registry.custody.unit_key import open_unit_key
from registry.domain.access import Role
from registry.domain.errors import InvalidValue, NotAllowed, NotPermitted
from registry.domain.people import EstablishmentRef, Tier
from registry.services.founding import new_person
from registry.services.sitting import Sitting, new_id
from registry.services.users import add_user, change_establishments, change_roles
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


def add(sitting: Sitting, person: str, name: str = "another") -> None:
    add_user(
        sitting,
        name=name,
        person=new_person(person, "nurse"),
        roles=(Role.CLINICIAN,),
        passphrase="a long secret that nobody guesses",
        cost=FLOOR_COST,
    )


@pytest.mark.parametrize(
    ("person", "kind", "says"),
    [
        ("Dr Rhi\u0430nnon Pryce", InvalidValue, "two scripts"),
        ("Dr Rhiann0n Pryce", NotAllowed, "Dr Rhiannon Pryce is a user here already, as rhiannon"),
        ("RHIANNON PRYCE", NotAllowed, "as rhiannon"),
    ],
)
def test_a_name_that_looks_like_another_has_no_second_login(
    home: TestHome, person: str, kind: type[Exception], says: str
) -> None:
    with home.sit(ADMIN) as sitting, pytest.raises(kind, match=says):
        add(sitting, person)
    assert not home.home.bag("another").exists()


def test_a_user_name_that_looks_like_another_is_taken(home: TestHome) -> None:
    with home.sit(ADMIN) as sitting:
        with pytest.raises(NotAllowed, match=r"a user gareth already\. Choose"):
            add(sitting, "Nora Finch", GARETH)
        with pytest.raises(NotAllowed, match="rhiannon already, and rhiann0n looks like it"):
            add(sitting, "Nora Finch", "rhiann0n")


def test_nobody_changes_their_own_roles_or_establishments(home: TestHome) -> None:
    with home.sit(ADMIN, alone=True) as sitting:
        for roles in ((Role.AUDITOR,), (Role.ADMINISTRATOR, Role.SUPERVISOR), (Role.ADMINISTRATOR,)):
            with pytest.raises(NotAllowed, match="Nobody changes their own roles"):
                change_roles(sitting, ADMIN, roles)
        there = EstablishmentRef(id=new_id(), name="Elsewhere", tier=Tier.LOW)
        with pytest.raises(NotAllowed, match="Nobody changes their own establishments"):
            change_establishments(sitting, ADMIN, (there,))
        with sitting.looking_up() as uow:
            assert uow.users.get(ADMIN) == sitting.user


def test_another_administrator_changes_them(home: TestHome) -> None:
    with home.sit(ADMIN, alone=True) as sitting:
        change_roles(sitting, GARETH, (Role.ADMINISTRATOR,))
    with home.sit(GARETH, alone=True) as sitting:
        change_roles(sitting, ADMIN, (Role.AUDITOR,))
        with sitting.looking_up() as uow:
            assert uow.users.get(ADMIN).roles == (Role.AUDITOR,)


def test_who_only_gains_roles_leaves_the_keys_as_they_were(home: TestHome) -> None:
    before = read_slot(home.home.folder)
    with home.sit() as sitting, pytest.raises(NotPermitted):
        open_unit_key(home.home.unit_key, sitting.keys.identity)
    answer = home.type("user", "change-roles", RHIANNON, "--role", "clinician", "--role", "supervisor", user=ADMIN)
    assert "rhiannon is clinician, supervisor now." in answer.out
    assert "The keys are as they were" in answer.out
    assert read_slot(home.home.folder) == before
    with home.sit() as sitting:
        open_unit_key(home.home.unit_key, sitting.keys.identity)
        with sitting.looking_up() as uow:
            (row,) = uow.audit.newest(1, verb="user add-roles")
    assert row.purpose == "rhiannon: clinician to clinician, supervisor"
