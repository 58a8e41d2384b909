"""`make bulk`: thousands of summaries from one unit, verified and received by another as a person types it.

Every command is a process of its own. Afterwards everything is counted again: documents and their copies, people, plans
and interventions; the folder is received once more, which must change nothing; and the audit's chain is checked.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from registry.bootstrap import utc_now
from registry.custody.sealing import seal
from registry.custody.unit_key import open_unit_key
from registry.documents.signing import add_proof, document_bytes
from registry.documents.transfer_summary import encode
from registry.domain.addressing import Issuer, Recipient, RecipientKind, Series
from registry.domain.attestation import Attestation, Signatory, UnitKey
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import PersonName
from registry.domain.summary import TransferSummary
from registry.services.directories import directory_in_force
from tests.bench.grown import nhs_numbers
from tests.bench.measuring import shown
from tests.bench.names import FAMILIES, GIVEN
from tests.bench.page import machine, write_part
from tests.bench.processes import Ran, run_command
from tests.bench.samples import INTERVENTIONS, summary_of
from tests.homes import ADMIN, GARETH
from tests.postgres import server
from tests.two_units import AMARA, TwoUnits, make_two_units

PART = "Thousands of summaries at once"
ENGINES = ("a SQLCipher file", "PostgreSQL")
MOST_MEMORY = 300_000_000


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """What was measured on one engine: seconds by the clock and the most memory of any one process."""

    engine: str
    verified: Ran
    received: Ran
    again: Ran
    size: int

    def line(self, many: int) -> str:
        """The row of the table."""
        rates = [f"{one.seconds:,.0f} s ({many / one.seconds:,.0f}/s), {one.memory / 1e6:,.0f} MB"
                 for one in (self.verified, self.received, self.again)]  # fmt: skip
        return f"| {many:,} into {self.engine} | {' | '.join(rates)} |\n"


def main() -> None:
    """Make the summaries, receive them into each engine that is there, count, print, and write the page's part."""
    asked = argparse.ArgumentParser(prog="make bulk")
    asked.add_argument("many", type=int, nargs="?", default=1_000)
    asked.add_argument("--folder", type=Path, help="where the homes are made; a scratch folder otherwise")
    asked.add_argument("--sealed", action="store_true", help="as they are sent: sealed for the receiver")
    asked.add_argument("--engine", choices=ENGINES, help="on this one alone, and write no page")
    options = asked.parse_args()
    text = (
        f"`make bulk` {machine()} Each cell is wall time and the most memory of its one process.\n\n"
        "| | `verify FOLDER` | `summary receive FOLDER --new` | the same once more |\n|---|---|---|---|\n"
    )
    with tempfile.TemporaryDirectory(prefix="throughcare-bulk-", dir=options.folder) as scratch:
        for engine in (options.engine,) if options.engine else ENGINES:
            if engine == "PostgreSQL" and server() is None:
                text += "\nPostgreSQL: not measured, no server was there.\n"
                continue
            folder = Path(scratch) / engine.split()[-1]
            folder.mkdir()
            os.environ["XDG_STATE_HOME"] = str(folder / "state")
            units = make_two_units(folder, on_server=engine == "PostgreSQL")
            done = _run(units, options.many, engine, sealed=options.sealed)
            text += done.line(options.many)
    print(text)  # noqa: T201
    if not options.engine:
        write_part(PART, text)


def _run(units: TwoUnits, many: int, engine: str, *, sealed: bool) -> Bulk:
    inbox = units.folder / "inbox"
    inbox.mkdir()
    before, size = time.perf_counter(), 0
    for file, data in _files(units, many):
        data = seal(data, _receivers(units)) if sealed else data
        (inbox / file).write_bytes(data)
        size += len(data)
    _say(f"{many:,} summaries of {size // many:,} bytes made", time.perf_counter() - before)
    verified = run_command(units.thornfield, GARETH, "verify", str(inbox))
    _tell("verified", verified, many)
    received = run_command(units.thornfield, GARETH, "--json", "summary", "receive", str(inbox), "--new")
    _tell("received", received, many)
    _count(units, many, received)
    again = run_command(units.thornfield, GARETH, "--json", "summary", "receive", str(inbox), "--new")
    _tell("received once more", again, many)
    assert _became(again) == {"held already": many}, _became(again)
    _count(units, many, received)
    for one in (verified, received, again):
        assert one.memory < MOST_MEMORY, f"{one.memory / 1e6:,.0f} MB"
    sound = run_command(units.thornfield, ADMIN, "audit", "verify")
    _say(sound.out.strip().splitlines()[0], sound.seconds)
    return Bulk(engine=engine, verified=verified, received=received, again=again, size=size)


def _count(units: TwoUnits, many: int, received: Ran) -> None:
    """Hold what the home holds against what was sent: nothing lost, nothing twice."""
    assert _became(received) == {"received": many}, _became(received)
    rows = units.thornfield.row_counts()
    expected = {"documents": 2 * many, "document_copies": 2 * many, "participants": many, "plans": many}
    found = {table: rows[table] for table in expected}
    assert found == expected, found
    with units.thornfield.sit(GARETH) as sitting, sitting.looking_up() as uow:
        assert len(uow.documents.received_digests()) == many
        courses = sum(len(uow.imports.work_in(one)) for one in _ids(received))
        assert courses == many * INTERVENTIONS, courses
    print(f"  counted: {found}, {courses:,} interventions", flush=True)  # noqa: T201


def _became(ran: Ran) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one in _told(ran):
        counted[one["became"]] = counted.get(one["became"], 0) + 1
    return counted


def _ids(ran: Ran) -> list[str]:
    return [one["document"] for one in _told(ran)]


def _files(units: TwoUnits, many: int) -> Iterator[tuple[str, bytes]]:
    """Summaries as the sender's unit would release them, one after the other: each of somebody else."""
    numbers = nhs_numbers()
    at = utc_now().replace(microsecond=0)
    with units.ashmere.sit(AMARA) as person:
        approver, issuer = person.keys.signer, person.unit
        by = Signatory.of(person.user.person, approver.public_key)
    with units.ashmere.sit(GARETH) as person:
        unit = open_unit_key(person.home.unit_key, person.keys.identity)
        attested = Attestation(author=Signatory.of(person.user.person), approver=by, unit=UnitKey(key=unit.public_key))
    for number, nhs in enumerate(islice(numbers, many)):
        one = replace(_addressed(units, summary_of(number), attested, number, nhs), valid_from=at)
        document = add_proof(encode(one), signer=approver, issuer_id=issuer.id, created=at)
        document = add_proof(document, signer=unit, issuer_id=issuer.id, created=at)
        yield f"{number:06}.json", document_bytes(document)


def _addressed(
    units: TwoUnits, one: TransferSummary, attested: Attestation, number: int, nhs_number: str
) -> TransferSummary:
    """The summary of one of the samples' people, from the one unit to the other, about somebody whom nobody else is."""
    sender, receiver = units.ashmere.unit, units.thornfield.unit
    family = f"{FAMILIES[number % len(FAMILIES)]}-{FAMILIES[number // len(FAMILIES) % len(FAMILIES)]}"
    who = replace(
        one.subject.participant,
        name=PersonName(family=family, given=GIVEN[number % len(GIVEN)]),
        nhs_number=NhsNumber(nhs_number),
        no_nhs_number_because=None,
        prison_number=None,
    )
    return replace(
        one,
        issuer=Issuer(id=sender.id, name=sender.name, tier=sender.tier, contact=sender.contact),
        recipient=Recipient(kind=RecipientKind.ESTABLISHMENT, id=receiver.id, name=receiver.name),
        series=Series(id=one.series.id, version=1),
        attestation=replace(one.attestation, author=attested.author, approver=attested.approver, unit=attested.unit),
        subject=replace(one.subject, participant=who),
    )


def _receivers(units: TwoUnits) -> tuple[str, ...]:
    with units.thornfield.sit(GARETH) as sitting:
        directory = directory_in_force(sitting)
    assert directory is not None
    return directory.directory.entry(units.thornfield.unit.id).seal_to


def _told(ran: Ran) -> list[dict[str, str]]:
    told = json.loads(ran.out)
    files: list[dict[str, str]] = told["files"] if isinstance(told, dict) else told
    return files


def _tell(what: str, ran: Ran, many: int) -> None:
    _say(f"{what}: {many / ran.seconds:,.0f}/s, {ran.memory / 1e6:,.0f} MB", ran.seconds)


def _say(what: str, seconds: float) -> None:
    print(f"  {what}: {shown(seconds)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
