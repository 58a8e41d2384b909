"""Participants as rows, and how they are found: by the beginnings of words, and exactly for matching."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Index, Table, and_, delete, exists, func, insert, or_, select, tuple_
from sqlmodel import Field

from registry.domain.dates import PartialDate
from registry.domain.entry import Found
from registry.domain.errors import InvalidValue
from registry.domain.ethnicity import Ethnicity
from registry.domain.folding import fold
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.participant import Known, Participant, Sex
from registry.store.base import RecordRow, Rows, table_of
from registry.store.records import Records
from registry.store.search_terms import TermKind, asked_words, terms_of
from registry.structure import to_plain

# Sorts after every character, so that it ends the range of texts beginning with a word.
_LAST = "\U0010ffff"
_BETWEEN = "\x1f"
_AT_ONCE = 1_000
_NUMBERS = tuple(f"{one}_number" for one in ("nhs", "prison", "local", "pnc", "cro", "chi", "hc"))


class ParticipantRow(RecordRow, table=True):
    """A participant. `surname` is folded for exact matching; `sort_name` orders the whole list."""

    __tablename__ = "participants"
    __table_args__ = (Index(None, "sort_name", "id"), Index(None, "surname", "born"), Index(None, "establishment_id"))

    sort_name: str
    surname: str
    born: str
    nhs_number: str | None = Field(default=None, index=True)
    prison_number: str | None = Field(default=None, index=True)
    local_number: str | None = Field(default=None, index=True)
    pnc_number: str | None = Field(default=None, index=True)
    cro_number: str | None = Field(default=None, index=True)
    chi_number: str | None = Field(default=None, index=True)
    hc_number: str | None = Field(default=None, index=True)


class ParticipantTermRow(Rows, table=True):
    """One word a participant is found by; drawn from the record and replaced with it."""

    __tablename__ = "participant_terms"
    __table_args__ = (Index(None, "term", "participant_id", "kind"),)

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    kind: str = Field(primary_key=True)
    term: str = Field(primary_key=True)


PARTICIPANTS = table_of(ParticipantRow)
TERMS = table_of(ParticipantTermRow)


class Participants(Records[Participant]):
    """The participants of this unit."""

    _table = PARTICIPANTS
    _kind = Participant
    _what = "participant"
    _hint = "Try `throughcare participant find`."

    def _to_row(self, record: Participant) -> dict[str, Any]:
        return {
            "id": record.id,
            "sort_name": f"{fold(record.name.family)} {fold(record.name.given)}",
            "surname": fold(record.name.family),
            "born": record.born.text,
            "nhs_number": record.nhs_number.digits if record.nhs_number else None,
            "prison_number": record.prison_number.text if record.prison_number else None,
            "local_number": record.local_number.text if record.local_number else None,
            "pnc_number": record.pnc_number.text if record.pnc_number else None,
            "cro_number": record.cro_number.text if record.cro_number else None,
            "chi_number": record.chi_number.digits if record.chi_number else None,
            "hc_number": record.hc_number.digits if record.hc_number else None,
            "body": to_plain(record),
        }

    def add_all(self, records: Iterable[Participant]) -> None:
        """Enter many new participants at once. Raises as `add`."""
        entered = list(records)
        super().add_all(entered)
        self._add_terms(entered)

    def save(self, record: Participant, *, version: int | None = None) -> int:
        """Replace the newest version, keep the former, and return the new version's number."""
        saved = super().save(record, version=version)
        self._drop_terms(record.id)
        self._add_terms([record])
        return saved

    def mark_in_error(self, record_id: str, reason: str, *, version: int | None = None) -> int:
        """Withdraw a participant as entered in error; nobody finds the record by name any more."""
        saved = super().mark_in_error(record_id, reason, version=version)
        self._drop_terms(record_id)
        return saved

    def count(self) -> int:
        """Return how many participants stand."""
        asked = select(func.count()).select_from(PARTICIPANTS).where(PARTICIPANTS.c.entered_in_error.is_(None))
        return self._db.execute(asked).scalar_one()

    def ids(self) -> tuple[str, ...]:
        """Return the ids of everybody who stands."""
        asked = select(PARTICIPANTS.c.id).where(PARTICIPANTS.c.entered_in_error.is_(None))
        return tuple(self._db.execute(asked.order_by(PARTICIPANTS.c.id)).scalars())

    def some(self, ids: Collection[str]) -> tuple[Participant, ...]:
        """Return those of these participants who stand."""
        return self._list(PARTICIPANTS.c.id.in_(ids))

    def traits(self) -> Iterator[tuple[str, Sex, Ethnicity | None, Known]]:
        """Give of everybody who stands, by id, the sex, the ethnicity and whether they have a learning disability.

        Nothing else of them is decoded: they are counted by the hundred thousand.
        """
        asked = select(PARTICIPANTS.c.id, PARTICIPANTS.c.body).where(PARTICIPANTS.c.entered_in_error.is_(None))
        for one, body in self._db.execute(asked.execution_options(yield_per=_AT_ONCE)):
            ethnicity, disability = body.get("ethnicity"), body.get("communication", {}).get("learningDisability")
            yield (
                one,
                Sex(body.get("sex", Sex.NOT_RECORDED)),
                Ethnicity(ethnicity) if ethnicity else None,
                Known(disability) if disability else Known.UNKNOWN,
            )

    def find(self, text: str = "", *, limit: int = 50, after: str | None = None) -> Found[Participant]:
        """Return those whose names or numbers begin with every word of `text`; all of them for no text.

        Ordered by the word that matched, by name where nothing was asked. `after` continues an earlier answer.
        """
        words = asked_words(text)
        if text.strip() and not words:
            return Found(items=())
        key = PARTICIPANTS.c.sort_name
        asked = select(PARTICIPANTS, key.label("found_by"))
        if words:
            key = TERMS.c.term
            asked = select(PARTICIPANTS, key.label("found_by")).join(TERMS, TERMS.c.participant_id == PARTICIPANTS.c.id)
            asked = asked.where(_begins(TERMS, words[0]), ~_earlier(words[0]))
            for word in words[1:]:
                other = TERMS.alias()
                asked = asked.where(
                    exists().where(other.c.participant_id == TERMS.c.participant_id, _begins(other, word))
                )
        owner = TERMS.c.participant_id if words else PARTICIPANTS.c.id
        if after is not None:
            asked = asked.where(tuple_(key, owner) > tuple_(*_place(after)))
        asked = asked.where(PARTICIPANTS.c.entered_in_error.is_(None)).order_by(key, owner).limit(limit + 1)
        rows = self._db.execute(asked).all()
        more = f"{rows[limit - 1].found_by}{_BETWEEN}{rows[limit - 1].id}" if len(rows) > limit else None
        return Found(items=tuple(self._from_row(row) for row in rows[:limit]), after=more)

    def answering(self, text: str) -> list[Participant]:
        """Return whom `text` names: an id or its first 8 digits, a number, or names in full, accents or none."""
        if text.startswith("urn:uuid:"):
            return [one for one in self.starting(text) if one.id == text]
        words = set(asked_words(text))
        found = [
            person
            for person in self.find(text, limit=50).items
            if words and words <= {word for kind, word in terms_of(person) if kind is not TermKind.FORMER}
        ]
        return found or (list(self.starting(text)) if len(text) >= 8 else [])

    def kept_by(self, participant_id: str) -> str:
        """Return the id of the establishment that a record was entered for. Raises NotFound."""
        return str(self._row(participant_id).establishment_id)

    def by_nhs_number(self, number: NhsNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this NHS number."""
        return self._list(PARTICIPANTS.c.nhs_number == number.digits)

    def by_prison_number(self, number: PrisonNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this prison number."""
        return self._list(PARTICIPANTS.c.prison_number == number.text)

    def by_local_number(self, number: LocalNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this local number."""
        return self._list(PARTICIPANTS.c.local_number == number.text)

    def by_pnc_number(self, number: PncNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this PNC number."""
        return self._list(PARTICIPANTS.c.pnc_number == number.text)

    def by_cro_number(self, number: CroNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this CRO number."""
        return self._list(PARTICIPANTS.c.cro_number == number.text)

    def by_chi_number(self, number: ChiNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this CHI number."""
        return self._list(PARTICIPANTS.c.chi_number == number.digits)

    def by_hc_number(self, number: HcNumber) -> tuple[Participant, ...]:
        """Return those who have exactly this H&C number."""
        return self._list(PARTICIPANTS.c.hc_number == number.digits)

    def by_name_and_birth(self, family: str, born: PartialDate) -> tuple[Participant, ...]:
        """Return those with this surname, now or formerly, and exactly this birth date. Never enough to match on."""
        formerly = select(TERMS.c.participant_id).where(
            TERMS.c.term == fold(family), TERMS.c.kind == TermKind.FORMER.value
        )
        same_name = or_(PARTICIPANTS.c.surname == fold(family), PARTICIPANTS.c.id.in_(formerly))
        return self._list(same_name, PARTICIPANTS.c.born == born.text)

    def alike(self, people: Iterable[Participant]) -> tuple[Participant, ...]:
        """Return whoever shares a number with one of these people, or a surname, now or formerly, and a birth date.

        Some may be among them whose surname is one's and whose birth date another's: one question for many.
        """
        rows = [self._to_row(one) for one in people]
        same: list[ColumnElement[bool]] = [
            PARTICIPANTS.c[number].in_(values)
            for number in _NUMBERS
            if (values := {row[number] for row in rows} - {None})
        ]
        surnames = {row["surname"] for row in rows}
        formerly = select(TERMS.c.participant_id).where(
            TERMS.c.term.in_(surnames), TERMS.c.kind == TermKind.FORMER.value
        )
        named = or_(PARTICIPANTS.c.surname.in_(surnames), PARTICIPANTS.c.id.in_(formerly))
        same.append(and_(named, PARTICIPANTS.c.born.in_({row["born"] for row in rows})))
        found = {one.id: one for condition in same for one in self._list(condition)}
        return tuple(found.values())

    def _add_terms(self, participants: Iterable[Participant]) -> None:
        rows = [
            {"participant_id": one.id, "kind": kind.value, "term": term}
            for one in participants
            for kind, term in sorted(terms_of(one))
        ]
        if rows:
            self._db.execute(insert(TERMS), rows)

    def _drop_terms(self, participant_id: str) -> None:
        self._db.execute(delete(TERMS).where(TERMS.c.participant_id == participant_id))


def _begins(terms: Table | Any, word: str) -> ColumnElement[bool]:
    return and_(terms.c.term >= word, terms.c.term < word + _LAST, terms.c.kind != TermKind.FORMER.value)


def _earlier(word: str) -> ColumnElement[bool]:
    """True for a row whose participant is found by an earlier word too: each participant is listed once."""
    other = TERMS.alias()
    return exists().where(
        other.c.participant_id == TERMS.c.participant_id,
        _begins(other, word),
        tuple_(other.c.term, other.c.kind) < tuple_(TERMS.c.term, TERMS.c.kind),
    )


def _place(after: str) -> tuple[str, str]:
    key, found, owner = after.partition(_BETWEEN)
    if not found:
        raise InvalidValue("The list cannot be continued from there.", hint="Ask for it from the beginning.")
    return key, owner
