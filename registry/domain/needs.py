"""Target needs: what treatment aims at, in one list, with the words of the hospital and of the prison."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef
from registry.domain.quoting import WORDS_LEFT_OUT, quoted
from registry.domain.text import check_code, check_name, check_prose, one_of

# Stands in a plan where neither the record nor the edition says what the work was for.
NO_NEED = "need-not-recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNeed:
    """One need: our label, the hospital's wording (formulation, HCR-20 style) and the prison's (OASys style)."""

    id: str
    label: str
    hospital: str
    prison: str

    def __post_init__(self) -> None:
        check_code(self.id, "The need's id")
        for text in (self.label, self.hospital, self.prison):
            check_name(text, "The need's wording")


def need_label(needs: Mapping[str, TargetNeed], need_id: str) -> str:
    """Return our label for a need; the bare id where the sender's list knows more than ours."""
    if need_id == NO_NEED:
        return "Need not recorded"
    need = needs.get(need_id)
    return need.label if need else need_id


def require_need(needs: Mapping[str, TargetNeed], need_id: str) -> TargetNeed:
    """Return the need, or raise NotFound naming the nearest ways on."""
    if need_id not in needs:
        meant = get_close_matches(need_id.casefold(), needs, n=2)
        raise NotFound(
            f"There is no target need called {need_id[:40]!a}.",
            hint=(f"Did you mean {one_of(meant)}? " if meant else "") + "See `throughcare need list`.",
        )
    return needs[need_id]


class NeedStanding(StrEnum):
    """How a need stands for one participant, by somebody's judgement."""

    PRESENT = "present"
    OUTSTANDING = "outstanding"
    MET = "met"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The participant does not want this now: their words, the date, and when to ask again.

    `words_left_out` is True where a document goes to readers for whom the words were never meant.
    """

    words: str | None = None
    on: PartialDate
    ask_again: PartialDate | None = None
    words_left_out: bool = False

    def __post_init__(self) -> None:
        if (self.words is None) != self.words_left_out:
            raise InvalidValue("The participant does not want this now, but not in which words.", hint="Write them.")
        if self.words is not None:
            check_prose(self.words, "The participant's words")

    @property
    def said(self) -> str:
        """The words as a quotation, or that they are not part of the document."""
        return quoted(self.words) if self.words else WORDS_LEFT_OUT


@dataclass(frozen=True, kw_only=True)
class NeedRecord:
    """A need of one participant: how it stands, by whom, when; their choice, or a clinical reason against now.

    `not_advised_because` holds clinical reasons only. A person's choice is never filed there.
    """

    id: str
    participant_id: str
    need: str
    standing: NeedStanding
    on: PartialDate
    by: str
    establishment: EstablishmentRef
    choice: Choice | None = None
    not_advised_because: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The need record's id")
        check_id(self.participant_id, "The participant's id")
        check_code(self.need, "The need")
        check_name(self.by, "Who judged the need")
        for text in (self.not_advised_because, self.note):
            if text is not None:
                check_prose(text, "The note on the need")
