"""What stands at the door of every service: permission, passphrase, whose record it is, and a row for each no."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from registry.domain.access import Permission
from registry.domain.break_glass import OPEN_FOR, BreakGlass
from registry.domain.dates import PartialDate
from registry.domain.errors import NotPermitted, OutOfReach
from registry.domain.participant import PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.reach import Reach
from registry.services.journeys import JOURNEYS, Journey, journey
from registry.services.participants import add_participant
from registry.services.sitting import Sitting, new_id
from registry.services.voice import add_voice
from tests.homes import GARETH, make_home


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("doors")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        with make_home(folder / "home").sit(GARETH) as sat:
            yield sat


@pytest.fixture(autouse=True)
def _as_they_were() -> Iterator[None]:
    yield
    for name in [name for name in JOURNEYS if name.startswith(__name__)]:
        del JOURNEYS[name]


def _rows(sitting: Sitting, after: int) -> list[tuple[str, str, tuple[str, ...]]]:
    with sitting.looking_up() as uow:
        return [(row.verb, row.outcome, row.objects) for row in uow.audit.entries(after=after)]


def _size(sitting: Sitting) -> int:
    with sitting.looking_up() as uow:
        return uow.audit.size()


@dataclass
class Asked:
    """Keys that note whether a passphrase was asked for."""

    times: int = 0

    def prove(self) -> None:
        self.times += 1


ELSEWHERE = EstablishmentRef(id="urn:uuid:00000000-0000-4000-8000-000000000009", name="Larch Ward", tier=Tier.LOW)


def test_a_service_is_known_by_its_name_and_permission_and_keeps_its_own_words() -> None:
    @journey(Permission.READ_RECORD, under_glass=True)
    def show(sitting: Sitting, what: str, *, twice: bool = False) -> str:
        """Shows."""
        return what * (1 + twice)

    name = f"{__name__}.show"
    assert JOURNEYS[name] == Journey(
        name=name, module=__name__, permission=Permission.READ_RECORD, under_glass=True, of_two=False
    )
    assert (show.__name__, show.__doc__) == ("show", "Shows.")
    assert not JOURNEYS["voice.add_voice"].under_glass
    assert JOURNEYS["voice.add_voice"].module == add_voice.__module__


def test_what_goes_in_and_comes_out_is_the_services(sitting: Sitting) -> None:
    @journey(Permission.READ_RECORD)
    def show(sitting: Sitting, what: str, *, twice: bool = False) -> str:
        return what * (1 + twice)

    before = _size(sitting)
    assert show(sitting, "a", twice=True) == "aa"
    assert _size(sitting) == before, "what it is in the audit, the service says"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_refusal_at_the_door_is_an_act_and_the_service_does_not_begin(sitting: Sitting, *, elsewhere: bool) -> None:
    """Without the role, or of another establishment alone where it is done in the unit's name."""

    @journey(Permission.RELEASE if elsewhere else Permission.MANAGE_KEYS)
    def act(sitting: Sitting) -> None:
        pytest.fail("it began")

    keys = Asked()
    here = replace(
        sitting, keys=keys, user=replace(sitting.user, establishments=(ELSEWHERE,)) if elsewhere else sitting.user
    )
    before = _size(sitting)
    with pytest.raises(NotPermitted):
        act(here)
    assert _rows(sitting, before) == [(f"{__name__}.act", "not permitted", ())]
    assert keys.times == 0


@pytest.mark.parametrize(("permission", "times"), [(Permission.RELEASE, 1), (Permission.READ_RECORD, 0)])
def test_a_fresh_passphrase_is_asked_for_before_the_service_begins(
    sitting: Sitting, permission: Permission, times: int
) -> None:
    keys = Asked()

    @journey(permission)
    def act(sitting: Sitting) -> int:
        return keys.times

    assert act(replace(sitting, keys=keys)) == times


def test_a_record_out_of_reach_is_told_once_by_what_the_person_called(sitting: Sitting) -> None:
    who = new_id()

    @journey(Permission.READ_RECORD)
    def inner(sitting: Sitting) -> None:
        raise OutOfReach(who)

    @journey(Permission.READ_RECORD)
    def outer(sitting: Sitting) -> None:
        inner(sitting)

    for called in (outer, inner):
        before = _size(sitting)
        with pytest.raises(OutOfReach):
            called(sitting)
        assert _rows(sitting, before) == [(f"{__name__}.{called.__name__}", "out of reach", (who,))]


def test_only_a_service_that_says_so_reads_under_the_uses_of_now(sitting: Sitting) -> None:
    @journey(Permission.READ_RECORD)
    def plain(sitting: Sitting) -> Reach:
        return sitting.reach

    @journey(Permission.READ_RECORD, under_glass=True)
    def showing(sitting: Sitting) -> Reach:
        return sitting.reach

    @journey(Permission.READ_RECORD)
    def plain_that_shows(sitting: Sitting) -> Reach:
        return showing(sitting)

    @journey(Permission.READ_RECORD, under_glass=True)
    def showing_that_shows(sitting: Sitting) -> Reach:
        return showing(sitting)

    ours, before, others = (
        add_participant(
            sitting,
            name=PersonName(family=family, given="Idris"),
            born=PartialDate("1971"),
            no_nhs_number_because="not traced",
        ).id
        for family in ("Vaughan", "Quill", "Reid")
    )
    now = sitting.now
    use = BreakGlass(
        id=new_id(),
        participant_id=ours,
        user=sitting.user.name,
        person=sitting.user.person,
        reason="His team is on leave.",
        at=now,
        until=now + OPEN_FOR,
    )
    past = replace(use, id=new_id(), participant_id=before, at=use.at - 2 * OPEN_FOR, until=use.at - OPEN_FOR)
    theirs = replace(use, id=new_id(), participant_id=others, person=replace(use.person, id=new_id()))
    with sitting.writing("test") as uow:
        for one in (use, past, theirs):
            uow.break_glass.add(one)
    assert showing(sitting).under_glass == {ours}
    assert plain(sitting).under_glass == frozenset()
    # What another journey calls reads by no more than that one may.
    assert plain_that_shows(sitting).under_glass == frozenset()
    assert showing_that_shows(sitting).under_glass == {ours}


def test_what_wants_two_persons_is_refused_to_who_was_given_a_passphrase(sitting: Sitting) -> None:
    @journey(Permission.READ_RECORD, of_two=True)
    def sign(sitting: Sitting) -> str:
        return "signed"

    @journey(Permission.READ_RECORD)
    def look(sitting: Sitting) -> str:
        return "seen"

    name = f"{__name__}.sign"
    assert JOURNEYS[name].of_two
    assert not JOURNEYS[f"{__name__}.look"].of_two
    assert sign(sitting) == "signed"
    given = replace(sitting, user=replace(sitting.user, passphrase_given=True))
    # It was changed meanwhile, in this sitting or at another terminal.
    assert sign(given) == "signed"
    _say_it_was_given(sitting, given=True)
    before = _size(sitting)
    with pytest.raises(NotPermitted, match=f"{sitting.user.person.name} still has the passphrase they were added with"):
        sign(given)
    assert _rows(sitting, before) == [(name, "not permitted", ())]
    assert look(given) == "seen"
    _say_it_was_given(sitting, given=False)


def _say_it_was_given(sitting: Sitting, *, given: bool) -> None:
    with sitting.writing("user passphrase") as uow:
        uow.users.save(replace(uow.users.get(sitting.user.name), passphrase_given=given))


def test_a_refusal_names_whom_or_what_was_asked_for(sitting: Sitting) -> None:
    @journey(Permission.MANAGE_KEYS)
    def act(sitting: Sitting, asked: object = None, then: object = None, *, other: str = "") -> None:
        pytest.fail("it began")

    who = add_participant(
        sitting,
        name=PersonName(family="Vane7", given="Oscar"),
        born=PartialDate("1951"),
        no_nhs_number_because="never traced",
    )
    for given in ("Ann", "Mary"):
        name = PersonName(family="Twins8", given=given)
        add_participant(sitting, name=name, born=PartialDate("1951"), no_nhs_number_because="never traced")
    some = new_id()
    for arguments, named, told in (
        ((), {}, ()),
        ((some,), {}, (some,)),
        (("somebody", some), {}, ()),
        (("twins8",), {}, ()),
        ((), {"asked": some}, (some,)),
        ((), {"other": some}, ()),
        ((who.id,), {}, (who.id,)),
        (("vane7",), {}, (who.id,)),
        ((some[:-1],), {}, ()),
        (("Oscar",), {}, ()),
        (("nobody 7",), {}, ()),
        ((7,), {}, ()),
    ):
        before = _size(sitting)
        with pytest.raises(NotPermitted):
            act(sitting, *arguments, **named)
        ((_, outcome, objects),) = _rows(sitting, before)
        assert (outcome, objects) == ("not permitted", told)
