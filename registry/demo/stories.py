"""The five stories: how each is recorded, what its author says in short, and which identifiers are entered again."""

from collections.abc import Callable
from dataclasses import dataclass

from registry.demo import desmond, ibrahim, lukasz, marcus, sian
from registry.demo.calendar import Calendar
from registry.domain.matching import IdentifierKind
from registry.domain.summary import Statement
from registry.domain.voice import Agreement
from registry.services.sitting import Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One fictional person's story, as the demo tells it."""

    name: str
    record: Callable[[Sitting, Calendar], str]
    confirm: dict[IdentifierKind, str]
    statement: Statement
    answer: Agreement
    answer_words: str
    to_a_board: bool


STORIES: tuple[Story, ...] = (
    Story(
        name="Siân Ó Súilleabháin",
        record=sian.record,
        confirm={IdentifierKind.NHS: "9990000018", IdentifierKind.SURNAME: "Ó Súilleabháin"},
        statement=Statement(
            in_short=(
                "Siân has done the skills group of DBT and uses its skills on the ward most days.",
                "She has not had DBT's individual therapy, so she has not had DBT as a whole.",
                "Trauma therapy was broken off by her move and is hers to take up again when she chooses.",
            ),
            knowledge_of_case="Her psychologist for two and a half years; led the skills group and the trauma work.",
            read_with_care=("Skills group attendance was limited twice by staffing.",),
        ),
        answer=Agreement.AGREES,
        answer_words="That is right.",
        to_a_board=False,
    ),
    Story(
        name="Desmond Achterberg",
        record=desmond.record,
        confirm={IdentifierKind.NHS: "9990000123", IdentifierKind.PRISON: "A1234BC"},
        statement=Statement(
            in_short=(
                "The prison's course list says that Desmond completed Core SOTP and the Thinking Skills Programme.",
                "We hold no reports on either, and the prison has yet to be asked for them.",
                "Core SOTP was later withdrawn for reasons that are not about him.",
            ),
            knowledge_of_case="His named psychologist for sixteen months; not involved in the prison courses.",
            read_with_care=("Everything about the prison courses is reported, not seen by us.",),
        ),
        answer=Agreement.AGREES_IN_PART,
        answer_words="There were more courses than two.",
        to_a_board=True,
    ),
    Story(
        name="Łukasz Żółć",
        record=lukasz.record,
        confirm={IdentifierKind.NHS: "9990000182", IdentifierKind.BORN: "1987-11-03"},
        statement=Statement(
            in_short=(
                "Łukasz was moved in the third of Kaizen's five parts, after 39 of 79 planned sessions.",
                "The four sessions he missed were lost to staffing, to court and to an incident on the ward.",
                "He wants to finish and there is no reason of his own why he should not.",
            ),
            knowledge_of_case="His therapist in Kaizen and his named psychologist for eighteen months.",
            read_with_care=("The plan of modules is Ashmere's own: none is published that we know of.",),
        ),
        answer=Agreement.AGREES,
        answer_words="Yes. I want to finish.",
        to_a_board=True,
    ),
    Story(
        name="Marcus Thistlewood",
        record=marcus.record,
        confirm={IdentifierKind.NHS: "9990000247", IdentifierKind.SURNAME: "Thistlewood"},
        statement=Statement(
            in_short=(
                "Marcus completed Life Minus Violence - Enhanced in 128 sessions.",
                "What he learnt has been seen on the ward, and not yet outside a secure setting.",
                "A follow-up group is due; the programme itself would be repetition.",
            ),
            knowledge_of_case="She co-led the programme and wrote the closing account with him.",
            read_with_care=("What completing it means is Ashmere's own definition.",),
        ),
        answer=Agreement.AGREES,
        answer_words="Fair.",
        to_a_board=True,
    ),
    Story(
        name="Ibrahim Castellane",
        record=ibrahim.record,
        confirm={IdentifierKind.NHS: "9990000301", IdentifierKind.SURNAME: "Castellane"},
        statement=Statement(
            in_short=(
                "Ibrahim has done 26 sessions of individual work on the offence, towards four goals agreed with him.",
                "All four were reviewed with him at the end: three reached, one partly reached.",
                "He has given his account and is not to be asked for it again.",
            ),
            knowledge_of_case="His individual therapist for the whole of the work.",
            read_with_care=("Goals are judged, not counted: there is no dose and no percentage for such work.",),
        ),
        answer=Agreement.AGREES,
        answer_words="Yes, you can send it.",
        to_a_board=True,
    ),
)
