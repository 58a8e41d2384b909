"""A first passphrase, which somebody else may know, is changed before its user is one of two persons."""

from importlib import import_module
from pathlib import Path

import pytest

import registry.services
from registry.bootstrap import sit_down
from registry.custody.bags import FLOOR_COST, opens_with
from registry.domain.access import Role
from registry.domain.addressing import Purpose
from registry.domain.errors import InvalidValue, NotFound, NotPermitted, StorageFailed
from registry.services import passphrases
from registry.services.approving import approve_summary
from registry.services.founding import new_person
from registry.services.issuing import issue_summary
from registry.services.journeys import JOURNEYS
from registry.services.passphrases import change_own_passphrase
from registry.services.users import add_user
from tests.copied import copied_home
from tests.homes import ADMIN, RHIANNON, TestHome

NORA, GIVEN, OWN = "nora", "given over the counter", "thought of at home alone"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    """A home to which Nora was added, as an administrator adds somebody."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = copied_home(tmp_path / "home")
    with made.sit(ADMIN) as sitting:
        add_user(
            sitting,
            name=NORA,
            person=new_person("Nora Finch", "clinical psychologist"),
            roles=(Role.CLINICIAN, Role.SUPERVISOR),
            passphrase=GIVEN,
            cost=FLOOR_COST,
        )
    return made


def test_until_it_is_changed_they_are_told_and_are_not_one_of_two(home: TestHome) -> None:
    with sit_down(home.settings(NORA), GIVEN) as sitting:
        assert "change it now with `throughcare user passphrase`" in sitting.notices[0]
        with pytest.raises(NotPermitted, match="Nora Finch still has the passphrase"):
            approve_summary(sitting, "nobody", {})
        with pytest.raises(NotPermitted, match="Nora Finch still has the passphrase"):
            issue_summary(sitting, "nobody", purpose=Purpose.TRANSFER, recipient="nobody")
        with sitting.looking_up() as uow:
            assert [row.outcome for row in uow.audit.newest(2)] == ["not permitted"] * 2
        with pytest.raises(InvalidValue, match="passphrase you were given"):
            change_own_passphrase(sitting, GIVEN, cost=FLOOR_COST)
        change_own_passphrase(sitting, OWN, cost=FLOOR_COST)
        # In the same sitting, and in the next.
        with pytest.raises(NotFound):
            approve_summary(sitting, "nobody", {})
    with sit_down(home.settings(NORA), OWN) as sitting:
        assert not sitting.notices
        assert not sitting.user.passphrase_given
        with pytest.raises(NotFound):
            approve_summary(sitting, "nobody", {})
        # Their own may be taken again.
        change_own_passphrase(sitting, OWN, cost=FLOOR_COST)


def test_a_change_that_fails_leaves_it_given(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageFailed("The disk is full.")

    monkeypatch.setattr(passphrases, "change_passphrase", fail)
    with sit_down(home.settings(NORA), GIVEN) as sitting:
        with pytest.raises(StorageFailed):
            change_own_passphrase(sitting, OWN, cost=FLOOR_COST)
        with sitting.looking_up() as uow:
            assert uow.users.get(NORA).passphrase_given
            assert [row.outcome for row in uow.audit.newest(2, verb="user passphrase")] == ["done", "failed"]


def test_the_list_the_doctor_and_the_door_name_whose_it_is(home: TestHome) -> None:
    home.passphrase_file(NORA).write_text(f"{GIVEN}\n")
    home.passphrase_file(NORA).chmod(0o600)
    assert "has the first passphrase still" in home.type("user", "list", user=ADMIN).out
    given = {one["name"]: one["passphraseGiven"] for one in home.type("user", "list", "--json", user=ADMIN).json}
    assert given == {ADMIN: False, RHIANNON: False, "gareth": False, NORA: True}
    assert "nora: still the one they were added with" in home.type("doctor", user=ADMIN).out
    assert "change it now" in home.type("participant", "find", "reid", user=NORA).err
    assert "change it now" not in home.type("participant", "find", "reid").err


def test_no_try_is_counted_where_a_bag_is_only_held_against_a_passphrase(home: TestHome) -> None:
    bag = home.home.bag(NORA)
    assert opens_with(bag, GIVEN)
    for _ in range(7):
        assert not opens_with(bag, OWN)
    with sit_down(home.settings(NORA), GIVEN):
        pass


def test_what_wants_two_persons() -> None:
    """Adding to these is no danger; what is left out of them may be one person's."""
    for path in Path(registry.services.__file__).parent.glob("*.py"):
        import_module(f"registry.services.{path.stem}")
    assert {one.name for one in JOURNEYS.values() if one.of_two} >= {
        *("issuing.issue_summary", "bulk_issuing.issue_for_all", "approving.approve_summary"),
        *("releasing.release_summary", "withdrawing.withdraw_summary"),
        *("annexes.draft_annex", "annexes.sign_annex", "annex_sending.release_annex", "annex_sending.withdraw_annex"),
        *("disposing.propose_disposal", "disposing.approve_disposal", "breaking_glass.review_break_glass"),
        *("users.change_roles", "users.change_establishments"),
    }
