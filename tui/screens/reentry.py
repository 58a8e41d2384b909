"""Two identifiers of a participant, typed again: what was typed says itself which kind it is."""

from collections.abc import Iterator
from datetime import date

from textual.widgets import Input

from registry.domain.dates import read_date
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import NhsNumber, PrisonNumber
from registry.domain.matching import IdentifierKind
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field

FIELDS = ("one", "other")
WORDS = {
    IdentifierKind.NHS: "NHS number",
    IdentifierKind.PRISON: "prison number",
    IdentifierKind.LOCAL: "number of this unit",
    IdentifierKind.BORN: "date of birth",
    IdentifierKind.SURNAME: "surname",
}
HELP = (
    "From the paper or the person, not from the banner: the NHS, prison or this unit's number, the date of birth "
    "(1/3/84), or the surname."
)

NONE_OF_THEM = (
    "That is no identifier. Type the NHS, prison or this unit's number, the date of birth (1/3/84), or the surname; "
    "a surname of one letter as a capital."
)


def recognised(text: str, today: date) -> tuple[IdentifierKind, str] | None:
    """Return which identifier a typed text is and how a service takes it; None for one that is none, or empty."""
    said = " ".join(text.split())
    if not any(each.isdigit() for each in said):
        return (IdentifierKind.SURNAME, said) if _may_be_a_surname(said) else None
    for kind, read in ((IdentifierKind.NHS, NhsNumber.read), (IdentifierKind.PRISON, PrisonNumber.read)):
        try:
            read(said)
        except InvalidValue:
            continue
        return kind, said
    try:
        return IdentifierKind.BORN, read_date(said, today).text
    except InvalidValue:
        return IdentifierKind.LOCAL, said


def _may_be_a_surname(said: str) -> bool:
    """Return False for a stray key: some surnames have one letter, and who types one means it."""
    letters = [each for each in said if each.isalpha()]
    return len(letters) > 1 or any(not each.islower() for each in letters)


def reentry_fields() -> Iterator[FormField]:
    """Yield the two fields."""
    yield form_field(
        "one", "Identifier", Input(id="one", compact=True), HELP, echoes=True, if_empty="It cannot be left empty."
    )
    yield form_field(
        "other", "Another one", Input(id="other", compact=True), HELP, echoes=True, if_empty="It cannot be left empty."
    )


def echo(field: FormField, text: str, today: date) -> None:
    """Say which identifier it is taken for, a date in words."""
    found = recognised(text, today)
    if found is None:
        field.echo("")
    elif found[0] is IdentifierKind.BORN:
        field.echo(f"born {read_date(text, today).words}")
    else:
        field.echo(WORDS[found[0]])


def read_both(texts: tuple[str, str], today: date, problems: dict[str, str]) -> dict[IdentifierKind, str]:
    """Return the two identifiers, or say at each field what is missing."""
    entered: dict[IdentifierKind, str] = {}
    for name, text in zip(FIELDS, texts, strict=True):
        found = recognised(text, today)
        if found is None:
            problems[name] = NONE_OF_THEM if text.strip() else "Type an identifier of the participant again."
        elif found[0] in entered:
            problems[name] = f"That is the {WORDS[found[0]]} a second time. Type another identifier."
        else:
            entered[found[0]] = found[1]
    return entered
