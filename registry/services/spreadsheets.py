"""What the imports of spreadsheets share: who a row is about, what would be written, and all of it or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.long_work import Tell, part_of, untold
from registry.domain.participant import Participant
from registry.domain.text import number_of
from registry.intake.person_cells import PersonCells
from registry.intake.problems import RowProblem
from registry.intake.template import explain_columns, make_template
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork

MOST_SPREADSHEET = 20_000_000
"""How many bytes are read at most; the reader says the same for what it is handed."""
MANY = 1_000
"""So many rows take long enough to write that others notice: it is one act, and one act writes at a time."""
_WAITS = "Nobody else can save while {} rows are written. Take a quiet hour for it, or smaller files."


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSaid:
    """A row of the spreadsheet: its number there, whose record it is for, and what it says in words."""

    row: int
    whose: str
    words: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"Row {self.row}  {self.whose}: {self.words}".replace("\n", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a file would add (`new`), what of it is recorded already, and what stands in the way of all of it."""

    new: tuple[RowSaid, ...]
    known: tuple[RowSaid, ...]
    problems: tuple[RowProblem, ...]
    told: tuple[str, ...] = ()
    written: bool = False

    @property
    def refusal(self) -> NotAllowed | None:
        """Why nothing of it can be written; None where no row has a problem."""
        if not self.problems:
            return None
        return NotAllowed(
            f"{number_of(len(self.problems), 'row')} cannot be imported; nothing was written.",
            hint="Mend them in the spreadsheet and try again: all of it is imported, or nothing.",
        )

    def counted(self, thing: str) -> str:
        """How many `thing`s were or would be written, and how many rows are recorded already, in words."""
        known = f" {number_of(len(self.known), 'row')} recorded already." if self.known else ""
        return f"{'Wrote' if self.written else 'Would write'} {number_of(len(self.new), thing)}.{known}"


@dataclass(slots=True, kw_only=True)
class Prepared:
    """A proposal in the making: how each new row is written, and whose records the file speaks of."""

    new: list[tuple[RowSaid, Callable[[UnitOfWork], None]]] = field(default_factory=list)
    known: list[RowSaid] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    told: tuple[str, ...] = ()
    about: dict[str, None] = field(default_factory=dict)

    def proposal(self, *, written: bool = False) -> Proposal:
        """Return it as a value; beforehand with a word where writing so much would keep others waiting."""
        waits = () if written or len(self.new) < MANY else (_WAITS.format(f"{len(self.new):,}"),)
        return Proposal(
            new=tuple(said for said, _ in self.new),
            known=tuple(self.known),
            problems=tuple(self.problems),
            told=(*self.told, *waits),
            written=written,
        )


def run_import(
    sitting: Sitting,
    verb: str,
    data: bytes,
    prepare: Callable[[UnitOfWork, Tell], Prepared],
    *,
    write: bool,
    tell: Tell = untold,
) -> Proposal:
    """Return what a file adds, and add it where `write` is said: all of it, or nothing where a row has a problem.

    `tell` hears of every row: as it is looked at, and where it is written, as it is looked at once more and written.
    Showing it is a read of everybody's record in it, and written down as one; a file with a problem shows nobody's.
    """
    with sitting.looking_up() as uow:
        first = prepare(uow, part_of(tell, 0, 3) if write else tell)
    if first.problems:
        return Proposal(new=(), known=(), problems=tuple(first.problems), told=first.told)
    digest = f"file {hashlib.sha256(data).hexdigest()}"
    if not (write and first.new):
        with sitting.reading(verb, *first.about, purpose=digest, outcome="nothing new" if write else "shown"):
            return first.proposal(written=write)
    with sitting.writing(verb, *first.about, purpose=digest, outcome=f"{len(first.new)} rows") as uow:
        # Again, now that nobody else can write: what was looked up may have changed.
        last = prepare(uow, part_of(tell, 1, 3))
        if [said for said, _ in last.new] != [said for said, _ in first.new]:
            raise NotAllowed("The record changed meanwhile; nothing was written.", hint="Look at it once more.")
        for done, (_, enter) in enumerate(last.new):
            part_of(tell, 2, 3)(done, len(last.new))
            enter(uow)
        tell(1, 1)
    return last.proposal(written=True)


def match_person(uow: UnitOfWork, said: PersonCells) -> Participant:
    """Return the one participant that a row is about: every number and the surname agree, and the birth date as
    far as it is on record.

    Never by name, never by likeness. Raises InvalidValue in one sentence that repeats nobody's data.
    """
    found: Participant | None = None
    for what, number, holders in (
        ("NHS number", said.nhs, uow.participants.by_nhs_number(said.nhs) if said.nhs else ()),
        ("prison number", said.prison, uow.participants.by_prison_number(said.prison) if said.prison else ()),
        ("local number", said.local, uow.participants.by_local_number(said.local) if said.local else ()),
    ):
        if number is None:
            continue
        if not holders:
            raise InvalidValue(f"Nobody here has this {what}.")
        if len(holders) > 1 or (found is not None and holders[0].id != found.id):
            raise InvalidValue("The numbers lead to more than one participant.")
        found = holders[0]
    assert found is not None
    if said.surname.casefold() != found.name.family.casefold():
        raise InvalidValue("The number belongs to somebody with another surname.")
    if said.born != found.born:
        whole = said.born.is_exact and found.born.is_exact
        raise InvalidValue(
            "The number belongs to somebody born on another day."
            if whole
            else "The birth date does not stand so on record: give as much of it as the record has."
        )
    return found


def template_bytes(what: str, *, workbook: bool) -> bytes:
    """Return an empty template of `log` or `history`, as XLSX or CSV."""
    return make_template(what, workbook=workbook)


def template_words(what: str) -> tuple[tuple[str, str], ...]:
    """Return the headings of a template and what is written under each."""
    return explain_columns(what)
