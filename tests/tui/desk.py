"""A unit with a few people on record, and a way to sit at its screens."""

import functools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from registry.domain.dates import PartialDate, Recorded
from registry.domain.identifiers import NhsNumber
from registry.domain.intervention import Delivery
from registry.domain.needs import NeedStanding
from registry.domain.participant import (
    AccountGiven,
    CommunicationNeeds,
    FirstTwoWeeks,
    PersonName,
    TherapyEnding,
)
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.session import Attended, SessionKind
from registry.domain.voice import Audience, VoiceKind
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.needs import add_need
from registry.services.participants import add_participant, record_first_two_weeks
from registry.services.sessions import add_session
from registry.services.sitting import new_id
from registry.services.voice import add_voice
from tests.copied import copied_from, forget_histories, kept
from tests.homes import RHIANNON, TestHome, make_home
from tui.app import ThroughcareApp

STARTED_DAYS = 40


@dataclass(frozen=True, kw_only=True)
class Unit:
    """The home, and the ids of what stands in it."""

    home: TestHome
    sian: str
    dbt: str
    marcus: str


def copied_unit(folder: Path) -> Unit:
    """Return a unit like that of `make_unit`, for one test at a time: to this account all copies are one home."""
    first = _unit()
    forget_histories()
    return replace(first, home=copied_from(first.home, folder))


@functools.cache
def _unit() -> Unit:
    return make_unit(kept() / "unit")


def make_unit(folder: Path) -> Unit:
    """Found a unit; Siân has DBT going on here and a reported course, Marcus has nothing yet."""
    return furnished(make_home(folder))


def furnished(home: TestHome, number: str = "999 000 0018") -> Unit:
    """Put Siân, by an NHS number, and Marcus on record in a home."""
    with home.sit() as sitting:
        today = sitting.today
        sian = add_participant(
            sitting,
            name=PersonName(family="Ó Súilleabháin", given="Siân"),
            born=PartialDate("1991-05-17"),
            nhs_number=NhsNumber.read(number),
            known_as="Shan",
            communication=CommunicationNeeds(language="English and Welsh", what_helps="a plan [sic] before a meeting"),
        ).id
        marcus = add_participant(
            sitting,
            name=PersonName(family="Thistlewood", given="Marcus"),
            born=PartialDate("1979"),
            no_nhs_number_because="never registered",
        ).id
        add_need(sitting, sian, need="self-harm", standing=NeedStanding.PRESENT, on=PartialDate.of(today))
        dbt = refer_intervention(
            sitting, sian, edition="DBT", delivery=Delivery.GROUP, on=PartialDate.of(today - timedelta(days=50))
        ).id
        open_intervention(sitting, dbt, on=PartialDate.of(today - timedelta(days=STARTED_DAYS)))
        add_session(
            sitting,
            dbt,
            on=PartialDate.of(today - timedelta(days=7)),
            kind=SessionKind.GROUP,
            attended=Attended.FULL,
            module="mindfulness",
            number=1,
            minutes=90,
        )
        refer_intervention(
            sitting,
            sian,
            edition=None,
            title="Thinking skills [group] [/]",
            delivery=Delivery.GROUP,
            on=PartialDate("2019"),
            establishment=EstablishmentRef(id=new_id(), name="HMP Wexmoor", tier=Tier.PRISON),
            recorded=Recorded.REPORTED,
        )
        add_voice(
            sitting,
            sian,
            kind=VoiceKind.HOPE,
            on=PartialDate.of(today),
            text="I want [/] to finish what we [b]started[/b].",
            read_back=True,
        )
        add_voice(
            sitting,
            sian,
            kind=VoiceKind.ACCOUNT,
            on=PartialDate.of(today),
            text="For nobody else.",
            audiences=(Audience.SELF,),
        )
        record_first_two_weeks(
            sitting,
            sian,
            FirstTwoWeeks(
                settles="Music before meetings.",
                not_to_be_asked_again=(AccountGiven(what="the fire", kept_where="psychology file"),),
                last_therapy_ended=TherapyEnding.NO_GOODBYE,
            ),
        )
    return Unit(home=home, sian=sian, dbt=dbt, marcus=marcus)


@dataclass(kw_only=True)
class Desk:
    """The running screens."""

    app: ThroughcareApp
    pilot: Pilot[Any]

    async def until(self, true: Callable[[], bool], what: str) -> None:
        for _ in range(1_200):
            await self.pilot.pause(0.025)
            if true():
                return
        raise AssertionError(f"It never came to be: {what}.\n{self.text}")

    async def screen(self, kind: type[Screen[Any]]) -> Any:
        await self.until(lambda: type(self.app.screen) is kind and self.app.screen.is_mounted, kind.__name__)
        await self.pilot.pause()
        return self.app.screen

    async def sees(self, *words: str) -> None:
        await self.until(lambda: all(each in self.text for each in words), f"{words} on the screen")

    async def press(self, *keys: str) -> None:
        """Press one key after the other without a rest, and wait for what the last brings about."""
        *quickly, last = keys
        for key in quickly:
            self.app.post_message(Key(_character_to_key(key) if len(key) == 1 else key, key if len(key) == 1 else None))
        await self.pilot.press(last)

    async def type(self, text: str) -> None:
        await self.press(*text)

    def fill(self, field: str, text: str) -> None:
        self.app.screen.query_one(f"#{field}", Input).value = text

    @property
    def text(self) -> str:
        """What stands on the screen, row by row."""
        return "\n".join(
            "".join(segment.text for segment in strip).rstrip() for strip in self.app.screen._compositor.render_strips()
        )


@asynccontextmanager
async def at_the_desk(
    unit: Unit,
    *,
    user: str = RHIANNON,
    size: tuple[int, int] = (80, 24),
    locked: bool = False,
    training: bool = False,
    **how: Any,
) -> AsyncIterator[Desk]:
    """Open the screens; the passphrase is given, as from a file, unless `locked`."""
    given = None if locked else unit.home.passphrase(user)
    app = ThroughcareApp(
        replace(unit.home.settings(user), training=training), given=given, clock=unit.home.clock, **how
    )
    try:
        async with app.run_test(size=size) as pilot:
            # No key is heard before the home stands; where it will not open there is nothing to wait for.
            for _ in range(0 if locked else 500):
                if app.is_at_home:
                    break
                await pilot.pause(0.02)
            yield Desk(app=app, pilot=pilot)
    finally:
        app.seat.leave()
