"""The two homes of the demo: their users and passphrases, the trust list, definitions and offers."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage

from registry.bootstrap import sit_down, sit_down_with
from registry.demo.calendar import Calendar
from registry.demo.cast import ASHMERE, COMMUNITY, PRISON, THORNFIELD, Member, UnitCast
from registry.domain.directory import DirectoryEntry
from registry.domain.people import Establishment
from registry.files import make_private_folder, write_private
from registry.services.definitions import define_locally, offer_edition
from registry.services.directories import install_directory, unit_card
from registry.services.founding import found_unit, offered_passphrase
from registry.services.sitting import Sitting
from registry.services.trust_list import card_bytes, describe_file, make_directory, make_root, sign_with_root
from registry.services.users import add_user
from registry.settings import Home, Settings

if TYPE_CHECKING:
    from registry.custody.bags import OpenBag
    from registry.custody.lent_keys import LentKeys

DIRECTORY_DAYS = 365

# What Thornfield House offers, with how it can be joined. The editions are real, the offer is fictional.
_OFFERS: tuple[dict[str, object], ...] = (
    {"edition": "KAIZEN-GV", "joins_within_weeks": 12, "individual": True, "places": 2, "weeks": 3},
    {"edition": "DBT", "individual": True, "places": 4, "weeks": 6},
    {"edition": "EMDR", "individual": True},
    {"edition": "RPREV", "places": 6, "weeks": 4},
    {"edition": "CBTP", "individual": True},
    {"edition": "LNM", "places": 6, "weeks": 10},
)


@dataclass(slots=True)
class Manifest:
    """What the demo made, so that a script can go on from there with ordinary commands."""

    homes: dict[str, str] = field(default_factory=dict)
    users: list[dict[str, str]] = field(default_factory=list)
    directory: str = ""
    participants: list[dict[str, str]] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Two units in a folder of their own. `say` is told each step; `clock` gives this moment."""

    folder: Path
    say: Callable[[str], None]
    clock: Callable[[], datetime]
    made: Manifest = field(default_factory=Manifest)
    _keys: dict[str, "OpenBag | LentKeys"] = field(default_factory=dict)

    def _lay_out(self) -> None:
        """Found both units, give them a trust list, definitions and offers."""
        for cast in (ASHMERE, THORNFIELD):
            self._found(cast)
        self._trust()
        self._lay_down()

    def _found(self, cast: UnitCast) -> None:
        home = Home(folder=self.folder / cast.folder)
        first = cast.administrator
        founding = found_unit(
            home,
            unit=cast.unit,
            name=first.user,
            person=first.person,
            roles=first.roles,
            passphrase=self._new_passphrase(cast, first),
            clock=self.clock,
        )
        write_private(
            self.folder / "passphrases" / f"{cast.folder}-recovery-key.txt", f"{founding.recovery_key}\n".encode()
        )
        with self._sit(cast, first.user) as sitting:
            for member in cast.staff[1:]:
                add_user(
                    sitting,
                    name=member.user,
                    person=member.person,
                    roles=member.roles,
                    passphrase=self._new_passphrase(cast, member),
                    chosen=True,
                )
        self.made.homes[cast.unit.name] = str(home.folder)
        self.say(f"Founded {cast.unit.name} ({cast.unit.tier.words}) with {len(cast.staff)} users.")

    def _trust(self) -> None:
        secret = offered_passphrase()
        write_private(self.folder / "passphrases" / "root.txt", f"{secret}\n".encode())
        make_private_folder(self.folder / "roots")
        bag = self.folder / "roots" / "north.bag"
        root = make_root(bag, secret)
        cards = []
        for cast in (ASHMERE, THORNFIELD):
            with self._sit(cast, cast.administrator.user) as sitting:
                cards.append(card_bytes(unit_card(sitting)))
        cards += [card_bytes(self._listed_only(one)) for one in (PRISON, COMMUNITY)]
        now = self.clock().replace(microsecond=0)
        unsigned = make_directory(
            name="Northern demonstration pathway",
            cards=cards,
            root_keys=(root,),
            threshold=1,
            valid_from=now,
            valid_until=now + timedelta(days=DIRECTORY_DAYS),
        )
        signed = sign_with_root(unsigned, bag, secret, now=now)
        file = self.folder / "directory.json"
        write_private(file, signed)
        for cast in (ASHMERE, THORNFIELD):
            with self._sit(cast, cast.administrator.user) as sitting:
                trusted = install_directory(sitting, signed, roots_words=describe_file(signed).roots)
        self.made.directory = str(file)
        self.say(f"Signed a directory of four establishments; its root words are {trusted.roots}.")

    def _listed_only(self, establishment: Establishment) -> DirectoryEntry:
        """An establishment without a home here; its age key is left beside the passphrases, because it is a demo."""
        identity = pyrage.x25519.Identity.generate()
        name = (establishment.code.value if establishment.code else establishment.name).lower()
        write_private(self.folder / "passphrases" / f"{name}-age-key.txt", f"{identity}\n".encode())
        return DirectoryEntry(
            id=establishment.id,
            name=establishment.name,
            tier=establishment.tier,
            code=establishment.code,
            contact=establishment.contact,
            seal_to=(str(identity.to_public()),),
        )

    def _lay_down(self) -> None:
        with self._sit(ASHMERE, "gareth") as sitting:
            for name in ("kaizen", "lmve", "iow"):
                text = files("registry.demo").joinpath(f"definitions/{name}.json").read_text("utf-8")
                define_locally(sitting, json.loads(text), signed_off_on=self._calendar(sitting).ago(110))
        with self._sit(THORNFIELD, "leila") as sitting:
            calendar = self._calendar(sitting)
            text = files("registry.demo").joinpath("definitions/kaizen.json").read_text("utf-8")
            define_locally(sitting, json.loads(text), signed_off_on=calendar.ago(40))
            for offer in _OFFERS:
                terms = dict(offer)
                weeks = terms.pop("weeks", None)
                offer_edition(
                    sitting,
                    since=calendar.ago(30),
                    next_start=calendar.ahead(weeks) if isinstance(weeks, int) else None,
                    **terms,  # type: ignore[arg-type]
                )
        self.say(f"Ashmere laid down three local definitions, Thornfield one; it offers {len(_OFFERS)} programmes.")

    def _new_passphrase(self, cast: UnitCast, member: Member) -> str:
        secret = offered_passphrase()
        file = self._passphrase_file(member.user)
        write_private(file, f"{secret}\n".encode())
        self.made.users.append(
            {
                "home": cast.unit.name,
                "user": member.user,
                "role": ",".join(member.roles),
                "passphrase_file": str(file),
            }
        )
        return secret

    def _passphrase_file(self, user: str) -> Path:
        return self.folder / "passphrases" / f"{user}.txt"

    @contextmanager
    def _sit(self, cast: UnitCast, user: str) -> Iterator[Sitting]:
        settings = Settings(home=Home(folder=self.folder / cast.folder), user=user)
        if user in self._keys:
            # Everybody comes several times; a passphrase takes a third of a second, as it should.
            with sit_down_with(settings, self._keys[user], clock=self.clock) as sitting:
                yield sitting
        else:
            secret = self._passphrase_file(user).read_text("utf-8").strip()
            with sit_down(settings, secret, clock=self.clock) as sitting:
                self._keys[user] = sitting.keys
                yield sitting

    @staticmethod
    def _calendar(sitting: Sitting) -> Calendar:
        return Calendar(sitting.today)
