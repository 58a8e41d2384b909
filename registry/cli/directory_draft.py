"""The commands that make the next version of a directory, one change at a time. None needs a home or a passphrase."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.directory_screen import MOST_BYTES, draft_lines, file_plain
from registry.cli.door import door, moment, required_day
from registry.domain.dates import PartialDate
from registry.domain.directory import KeyState, WithdrawnDocument
from registry.domain.errors import InvalidValue
from registry.domain.text import typed
from registry.files import read_regular, write_private

if TYPE_CHECKING:
    from registry.services.trust_list import DirectoryFile

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The signed directory, or the draft already begun from it.")
]
OutOption = Annotated[
    Path | None, typer.Option("-o", "--out", help="The draft to write. Without it a draft is changed in place.")
]
SinceOption = Annotated[
    str | None, typer.Option(help="From the beginning of which day (2026-03-01). Left out: from now.")
]


NOTHING_CHANGED = "Nothing is changed by this."


def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The directory's name.")],
    card: Annotated[list[Path], typer.Option(help="A unit's card (`key export`); give it again for each.")],
    root_key: Annotated[list[str], typer.Option(help="A root key (z6Mk…); give it again for each.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The draft to write.")],
    threshold: Annotated[int, typer.Option(help="How many roots must sign.")] = 1,
    days: Annotated[int, typer.Option(min=1, max=3660, help="Valid for so many days.")] = 365,
) -> None:
    """\b
    throughcare directory create --name "North pathway" --card high.json --card medium.json \\
        --root-key z6Mk… --root-key z6Mk… --threshold 2 -o draft.json

    Write the first version from the units' cards, still unsigned. Each root keeper then signs it.
    """
    from registry.services.trust_list import describe_file, make_directory

    now = moment().replace(microsecond=0)
    data = make_directory(
        name=typed(name),
        cards=[read_regular(file, MOST_BYTES) for file in card],
        root_keys=tuple(root_key),
        threshold=threshold,
        valid_from=now,
        valid_until=now + timedelta(days=days),
    )
    write_private(out, data)
    _told(context, describe_file(data), out)


def add(
    context: typer.Context,
    file: FileArgument,
    card: Annotated[list[Path], typer.Option(help="A unit's card (`key export`); give it again for each.")],
    words: Annotated[
        list[str] | None, typer.Option(help="The card's eight words, as the unit reads them out; one for each card.")
    ] = None,
    out: OutOption = None,
) -> None:
    """\b
    throughcare directory add directory.json --card ashmere.json --words "amber harbour …" -o draft.json

    List a new establishment, or take over the new keys on the card of one that is listed.
    """
    from registry.services.trust_list import add_cards, require_card_words

    if words is not None and len(words) != len(card):
        raise typer.BadParameter("Give the words of every card, in the order of the cards.", param_hint="--words")
    cards = [read_regular(one, MOST_BYTES) for one in card]
    for data, told in zip(cards, words or (), strict=False):
        require_card_words(data, told)
    _change(context, file, out, lambda data, now: add_cards(data, cards, now=now))
    if words is None:
        output.note("Anybody can write a card. Have each unit read its eight words out before a root signs.")


def mark(
    context: typer.Context,
    file: FileArgument,
    key: Annotated[str, typer.Argument(help="The key, or its first twelve letters.")],
    state: Annotated[KeyState, typer.Argument(help="retired, revoked or compromised.")],
    since: SinceOption = None,
    out: OutOption = None,
) -> None:
    """\b
    throughcare directory mark directory.json z6MkpTHR8VNs retired --since 2026-03-01 -o draft.json

    Say that a key no longer counts. Retired: what it signed before stays good. Revoked: nothing it signed is believed
    any more. Compromised: somebody else may have it; only what a unit had received before stays good there.
    """
    from registry.services.trust_list import mark_key

    when = _since(since)
    _change(context, file, out, lambda data, now: mark_key(data, key, state, since=when or now, now=now))


def withdraw(
    context: typer.Context,
    file: FileArgument,
    establishment: Annotated[str, typer.Argument(help="The issuer's id, code or whole name.")],
    document: Annotated[str, typer.Option(help="The withdrawn document's id.")],
    digest: Annotated[str, typer.Option(help="Its digest; spaces do not matter.")],
    since: SinceOption = None,
    out: OutOption = None,
) -> None:
    """\b
    throughcare directory withdraw directory.json Ashmere --document urn:uuid:… --digest "3f2a 90bc …" -o draft.json

    List a document that its issuer has withdrawn, so that every reader refuses it.
    """
    from registry.services.trust_list import list_withdrawn

    when = _since(since)

    def change(data: bytes, now: datetime) -> bytes:
        gone = WithdrawnDocument(document=document, digest="".join(digest.split()), since=when or now)
        return list_withdrawn(data, establishment, gone, now=now)

    _change(context, file, out, change)


def renew(
    context: typer.Context,
    file: FileArgument,
    days: Annotated[int, typer.Option(min=1, max=3660, help="Valid for so many days from now.")] = 365,
    out: OutOption = None,
) -> None:
    """\b
    throughcare directory renew directory.json --days 365 -o draft.json

    Make it valid for longer. Under an expired directory no document is more than INTACT.
    """
    from registry.services.trust_list import renew as renew_directory

    _change(context, file, out, lambda data, now: renew_directory(data, days=days, now=now))


def rotate(
    context: typer.Context,
    file: FileArgument,
    root_key: Annotated[list[str], typer.Option(help="Every root key from now on (z6Mk…); give it again for each.")],
    threshold: Annotated[int, typer.Option(help="How many roots must sign.")],
    out: OutOption = None,
) -> None:
    """\b
    throughcare directory rotate directory.json --root-key z6Mk… --root-key z6Mk… --threshold 2 -o draft.json

    Change the root keys. The old roots sign the draft, as many as had to until now, and the new ones too.
    """
    from registry.services.trust_list import change_roots

    _change(context, file, out, lambda data, now: change_roots(data, tuple(root_key), threshold, now=now))


def write_draft(
    file: Path, out: Path | None, change: Callable[[bytes, datetime], bytes], *, now: datetime
) -> "DirectoryFile":
    """Write the changed draft, in place without `out`, and return what it says and changes.

    Raises InvalidValue where a signed file would be written over, and what the change raises; nothing is written then.
    """
    from registry.services.trust_list import describe_change

    before = read_regular(file, MOST_BYTES)
    if out is None and _is_signed(before):
        raise InvalidValue(f"{file.name} is signed and stays as it is.", hint="Name the draft to write.")
    changed = change(before, now.replace(microsecond=0))
    write_private(out or file, changed, replace=out is None)
    return describe_change(before, changed)


def _change(context: typer.Context, file: Path, out: Path | None, change: Callable[[bytes, datetime], bytes]) -> None:
    if out is None and _is_signed(read_regular(file, MOST_BYTES)):
        raise typer.BadParameter(f"{file.name} is signed; name the draft to write.", param_hint="-o")
    said = write_draft(file, out, change, now=moment())
    _told(context, said, out or file)
    if not said.changes and not door(context).json:
        output.note(NOTHING_CHANGED)


def _is_signed(data: bytes) -> bool:
    from registry.services.trust_list import describe_file

    return describe_file(data).proofs > 0


def _told(context: typer.Context, said: "DirectoryFile", target: Path) -> None:
    if door(context).json:
        output.data({"file": str(target), **file_plain(said)})
        return
    output.lines(draft_lines(said))
    output.line(f"Wrote {target}.")
    output.next_step(f"throughcare directory sign {target} --root-bag FILE -o SIGNED")


def day_began(when: PartialDate) -> datetime:
    """Return the moment a whole day begins. Raises InvalidValue for a month or a year."""
    if not when.is_exact:
        raise InvalidValue(f"{when.words} is no whole day.", hint="Write 2026-03-01.")
    return datetime.combine(when.first, datetime.min.time(), UTC)


def _since(text: str | None) -> datetime | None:
    return None if text is None else day_began(required_day(text))
