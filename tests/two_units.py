"""Two founded units that trust one directory, with a participant recorded at the first: for whatever travels."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from registry.bootstrap import utc_now
from registry.custody.bags import FLOOR_COST
from registry.domain.access import Role
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.dates import PartialDate
from registry.domain.identifiers import NhsNumber
from registry.domain.intervention import Delivery
from registry.domain.matching import IdentifierKind
from registry.domain.participant import PersonName
from registry.domain.people import Tier
from registry.services.approving import approve_summary
from registry.services.directories import install_directory, unit_card
from registry.services.founding import new_person
from registry.services.interventions import refer_intervention
from registry.services.issuing import issue_summary
from registry.services.participants import add_participant
from registry.services.releasing import Released, release_summary
from registry.services.trust_list import card_bytes, describe_file, make_directory, make_root, sign_with_root
from registry.services.users import add_user
from tests.homes import ADMIN, ALL_ON_SERVER, GARETH, RHIANNON, TestHome, make_home

AMARA = "amara"
CONFIRM: Mapping[IdentifierKind, str] = {IdentifierKind.NHS: "9990000018", IdentifierKind.BORN: "1984-03-01"}
TYPED = ("--confirm", "nhs=9990000018", "--confirm", "born=1984-03-01")
ROOT_SECRET = "a root keeps a long secret"


@dataclass(frozen=True, kw_only=True)
class TwoUnits:
    """Ashmere sends, Thornfield receives. Writes: rhiannon; approves: amara; releases: gareth."""

    ashmere: TestHome
    thornfield: TestHome
    folder: Path
    participant: str

    def copied_to(self, folder: Path) -> "TwoUnits":
        """Return the same two units in another folder, as they are now."""
        shutil.copytree(self.folder, folder)

        def moved(home: TestHome) -> TestHome:
            return home.at(folder / home.home.folder.name)

        return replace(self, ashmere=moved(self.ashmere), thornfield=moved(self.thornfield), folder=folder)

    def send(
        self, *, purpose: Purpose = Purpose.TRANSFER, to: Recipient | None = None, interim: bool = False
    ) -> Released:
        """Issue, approve and release the next version of a summary; an interim one is signed by its author."""
        recipient = to or Recipient(
            kind=RecipientKind.ESTABLISHMENT, id=self.thornfield.unit.id, name=self.thornfield.unit.name
        )
        with self.ashmere.sit(RHIANNON) as sitting:
            draft = issue_summary(sitting, self.participant, purpose=purpose, recipient=recipient, interim=interim)
        with self.ashmere.sit(RHIANNON if interim else AMARA) as sitting:
            approve_summary(sitting, draft.id, CONFIRM)
        with self.ashmere.sit(GARETH) as sitting:
            return release_summary(sitting, draft.id, CONFIRM)

    def post(self, released: Released, name: str) -> Path:
        """Write the sealed file and return it."""
        file = self.folder / f"{name}.age"
        file.write_bytes(released.files.sealed or released.files.plain)
        return file


def make_two_units(
    folder: Path, *, on_server: bool = ALL_ON_SERVER, clock: Callable[[], datetime] = utc_now
) -> TwoUnits:
    """Found both units in `folder`, list them in one directory, and record a participant with one course."""
    ashmere = make_home(folder / "ashmere", on_server=on_server, clock=clock)
    thornfield = make_home(folder / "thornfield", name="Thornfield", tier=Tier.MEDIUM, on_server=on_server, clock=clock)
    amara = new_person("Dr Amara Okafor", "forensic psychologist", "PYL900003")
    with ashmere.sit(ADMIN) as sitting:
        add_user(
            sitting,
            name=AMARA,
            person=amara,
            roles=(Role.CLINICIAN, Role.SUPERVISOR),
            passphrase=ashmere.passphrase(AMARA),
            chosen=True,
            cost=FLOOR_COST,
        )
    ashmere.passphrase_file(AMARA).write_text(f"{ashmere.passphrase(AMARA)}\n")
    ashmere.passphrase_file(AMARA).chmod(0o600)
    cards = []
    for home in (ashmere, thornfield):
        with home.sit(ADMIN) as sitting:
            cards.append(card_bytes(unit_card(sitting)))
    bag = folder / "root.bag"
    root = make_root(bag, ROOT_SECRET, cost=FLOOR_COST)
    now = clock().replace(microsecond=0)
    unsigned = make_directory(
        name="Two units",
        cards=cards,
        root_keys=(root,),
        threshold=1,
        valid_from=now,
        valid_until=now + timedelta(days=90),
    )
    signed = sign_with_root(unsigned, bag, ROOT_SECRET, now=now)
    for home in (ashmere, thornfield):
        with home.sit(ADMIN) as sitting:
            install_directory(sitting, signed, roots_words=describe_file(signed).roots)
    with ashmere.sit(RHIANNON) as sitting:
        who = add_participant(
            sitting,
            name=PersonName(family="Jones", given="Siân"),
            born=PartialDate("1984-03-01"),
            nhs_number=NhsNumber("9990000018"),
        )
        refer_intervention(sitting, who.id, edition="RPREV", delivery=Delivery.GROUP, on=PartialDate("2025-03-01"))
    return TwoUnits(ashmere=ashmere, thornfield=thornfield, folder=folder, participant=who.id)
