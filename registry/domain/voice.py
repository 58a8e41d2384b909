"""The participant's own words, the audiences they chose for them, and the facts about sharing."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.text import check_name, check_prose


class Audience(StrEnum):
    """Who may read an entry. The participant chooses; by default only self and the treating teams."""

    SELF = "self"
    TREATING_TEAMS = "treating-teams"
    PRISON = "prison"
    COMMUNITY = "community"
    PANEL = "panel"


class VoiceKind(StrEnum):
    """What an entry is. `no-statement`, `not-offered` and `declined` are three different sentences."""

    ACCOUNT = "account"
    HELPED = "what-helped"
    DID_NOT_HELP = "what-did-not-help"
    HOPE = "hope"
    AGREES = "agrees-with-the-record"
    DISPUTES = "disputes-the-record"
    NO_STATEMENT = "no-statement"
    NOT_OFFERED = "not-offered"
    DECLINED = "declined"
    CARER = "carers-view"

    @property
    def words(self) -> str:
        """The kind as a reader sees it."""
        return "carer's view" if self is VoiceKind.CARER else self.value.replace("-", " ")


_SENTENCES = {
    VoiceKind.NO_STATEMENT: "They were asked and have made no statement.",
    VoiceKind.NOT_OFFERED: "They were not offered the chance to make a statement.",
    VoiceKind.DECLINED: "They were offered the chance to make a statement and said no, which is their right.",
}

# What stands where nobody named an audience. A carer's view then goes to the treating teams only.
DEFAULT_AUDIENCES = (Audience.SELF, Audience.TREATING_TEAMS)
_CARERS_AUDIENCES = (Audience.TREATING_TEAMS,)


@dataclass(frozen=True, kw_only=True)
class VoiceEntry:
    """Words kept character for character, who typed them, whether they were read back, and who may read them.

    A carer's view is for the treating teams only, unless the carer names its audiences.
    """

    id: str
    participant_id: str
    kind: VoiceKind
    on: PartialDate
    text: str | None = None
    typed_by: str
    read_back: bool = False
    audiences: tuple[Audience, ...] = DEFAULT_AUDIENCES
    about: str | None = None
    staff_comment: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The voice entry's id")
        check_id(self.participant_id, "The participant's id")
        check_name(self.typed_by, "Who typed the entry")
        if self.kind is VoiceKind.CARER and self.audiences is DEFAULT_AUDIENCES:
            # The default itself, and not the same audiences named by the carer: those are another tuple.
            object.__setattr__(self, "audiences", _CARERS_AUDIENCES)
        for text in (self.about, self.staff_comment):
            if text is not None:
                check_prose(text, "What stands beside the participant's words")
        if self.kind in _SENTENCES:
            if self.text is not None:
                raise InvalidValue(f"An entry of kind {self.kind} holds words.", hint="Record the words as an account.")
        elif self.text is None:
            raise InvalidValue("The entry holds no words.", hint="Write them, or choose no-statement or declined.")
        else:
            check_prose(self.text, "The participant's words")
        if not self.audiences:
            raise InvalidValue("The entry has no audience.", hint="At least `self`.")
        if self.kind is VoiceKind.CARER and Audience.TREATING_TEAMS not in self.audiences:
            raise InvalidValue("A carer's view is for the treating teams first.", hint="Add `treating-teams`.")

    @property
    def words(self) -> str:
        """The participant's words, or the sentence that stands for there being none."""
        return self.text if self.text is not None else _SENTENCES[self.kind]


class Agreement(StrEnum):
    """What the participant said of what they were shown."""

    AGREES = "agrees"
    AGREES_IN_PART = "agrees-in-part"
    DISAGREES = "disagrees"
    NO_ANSWER = "no-answer"

    @property
    def words(self) -> str:
        """The answer as a reader sees it."""
        return {
            "agrees": "agrees",
            "agrees-in-part": "agrees in part",
            "disagrees": "disagrees",
            "no-answer": "gave no answer",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The summary was shown to the participant: when, in which format, what they said."""

    on: PartialDate
    format: str
    answer: Agreement
    words: str | None = None
    by: str

    def __post_init__(self) -> None:
        check_name(self.format, "The format it was shown in")
        check_name(self.by, "Who showed it")
        if self.words is not None:
            check_prose(self.words, "What the participant said of it")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotShown:
    """A named person's reason why the summary was not shown. It is printed on page one."""

    by: str
    reason: str

    def __post_init__(self) -> None:
        check_name(self.by, "Who decided")
        check_prose(self.reason, "The reason for not showing it")


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """Four separate facts about consent and sharing. Absent means not recorded."""

    consents_to_treatment: str | None = None
    told_about_sharing: str | None = None
    objects_to_sharing: str | None = None
    shared_despite_objection: str | None = None

    def __post_init__(self) -> None:
        for text in (
            self.consents_to_treatment,
            self.told_about_sharing,
            self.objects_to_sharing,
            self.shared_despite_objection,
        ):
            if text is not None:
                check_prose(text, "The fact about sharing")
