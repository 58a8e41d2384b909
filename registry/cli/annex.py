"""`throughcare annex`: what travels apart from the summary, because a named person decided so."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption
from registry.domain.addressing import Recipient, RecipientKind
from registry.domain.annex import Concern, Passage
from registry.domain.errors import InvalidValue
from registry.domain.text import typed

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def draft(
    context: typer.Context,
    participant: Annotated[str, typer.Argument(help="A number, name or id.")],
    text: Annotated[Path, typer.Option(help="A file with the text, in UTF-8.")],
    concern: Annotated[Concern, typer.Option(help="Why it stands apart.")],
    to: Annotated[list[str] | None, typer.Option(help="An establishment of the directory; give it again.")] = None,
    board: Annotated[str | None, typer.Option(help="A board, by name.")] = None,
    tribunal: Annotated[str | None, typer.Option(help="A tribunal, by name.")] = None,
) -> None:
    """\b
    throughcare annex draft 9990000018 --text passage.txt --concern victim --to Thornfield
    throughcare annex draft 9990000018 --text passage.txt --concern application-to-withhold --board "The Parole Board"

    Keep the text as a draft, apart from the record. It goes nowhere until a named person decides and signs.
    """
    from registry.files import read_regular
    from registry.services.annexes import draft_annex
    from registry.services.issuing import find_recipient

    try:
        words = typed(read_regular(text, 100_000).decode("utf-8").strip())
    except UnicodeDecodeError:
        raise InvalidValue(f"{text.name} is not text in UTF-8.") from None
    with sitting(context) as sat:
        recipients = [find_recipient(sat, one) for one in to or ()]
        recipients += [Recipient(kind=RecipientKind.BOARD, name=typed(board))] if board else []
        recipients += [Recipient(kind=RecipientKind.TRIBUNAL, name=typed(tribunal))] if tribunal else []
        made = draft_annex(
            sat, participant, recipients=tuple(recipients), passages=(Passage(concern=concern, text=words),)
        )
    if door(context).json:
        output.data({"id": made.id, "status": "draft"})
        return
    output.line(f"Annex draft {short(made.id)}, for {' and '.join(one.name for one in made.recipients)}.")
    output.next_step(f"a supervisor: throughcare annex sign {short(made.id)} --reason … --unmentioned")


@group.command()
def preview(context: typer.Context, draft: Annotated[str, typer.Argument(help="The draft's id.")]) -> None:
    """\b
    throughcare annex preview 1a2b3c4d

    Read exactly what would be signed.
    """
    from registry.services.annexes import preview_annex

    with sitting(context) as sat:
        made = preview_annex(sat, draft)
    lines = _lines(made.participant.name.banner, made.recipients, made.passages)
    output.data({"text": "\n".join(lines)}) if door(context).json else output.lines(lines)


@group.command()
def sign(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(help="The draft's id.")],
    reason: Annotated[str, typer.Option(help="Why it stands apart; its recipients read this.")],
    mentioned: Annotated[
        bool, typer.Option("--mentioned/--unmentioned", help="Whether summaries may say that an annex exists.")
    ],
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare annex sign 1a2b3c4d --reason "It tells where a victim lives." --unmentioned --confirm nhs=… \\
        --confirm born=…

    Decide that the text stands apart, and sign it with your own key. Your name and the reason stand in it.
    """
    from registry.cli.reentry import confirmations
    from registry.services.annexes import sign_annex

    with sitting(context) as sat:
        kept = sign_annex(sat, draft, confirmations(door(context), confirm), reason=typed(reason), mentioned=mentioned)
    if door(context).json:
        output.data({"id": kept.id, "digest": kept.digest, "status": kept.status})
        return
    output.line(f"Signed the annex {short(kept.id)}. Summaries {'say' if mentioned else 'do not say'} that one exists.")
    output.next_step(f"throughcare annex release {short(kept.id)} -o DIR, by another person")


@group.command()
def release(
    context: typer.Context,
    annex: Annotated[str, typer.Argument(help="The signed annex's id.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare annex release 1a2b3c4d -o ./exchange --confirm nhs=9990000018 --confirm surname=Jones

    Add the unit's signature and write the file, sealed to its establishments. Its text is not shown.
    """
    from registry.cli.outgoing_files import write_outgoing
    from registry.cli.reentry import confirmations
    from registry.files import make_private_folder
    from registry.services.annexes import release_annex

    make_private_folder(out)
    with sitting(context) as sat:
        released = release_annex(sat, annex, confirmations(door(context), confirm))
    files = write_outgoing(released.files, out)
    if door(context).json:
        output.data({"id": released.document.id, "files": [str(file) for file in files]})
        return
    for file in files:
        output.line(f"Wrote {file}.")


@group.command()
def receive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The annex: sealed or JSON.")],
    participant: Annotated[str, typer.Option(help="Attach it to this participant.")],
    confirm: ConfirmOption = None,
    accept_intact: Annotated[str | None, typer.Option(help="Accept an INTACT annex, for this reason.")] = None,
) -> None:
    """\b
    throughcare annex receive annex.json.age --participant 9990000018 --confirm nhs=9990000018 --confirm surname=Jones

    Verify an annex and keep its exact bytes apart: it enters no record, plan, list or report.
    """
    from registry.cli.reentry import confirmations
    from registry.files import read_regular
    from registry.services.annexes import receive_annex
    from registry.services.verifying import MOST_FOREIGN, verdict_plain

    data = read_regular(file, MOST_FOREIGN)
    with sitting(context) as sat:
        received = receive_annex(
            sat,
            data,
            participant=participant,
            confirmations=confirmations(door(context), confirm),
            accept_intact=accept_intact,
        )
    if door(context).json:
        output.data({"verdict": verdict_plain(received.ruling), "id": received.document})
        return
    output.line(f"{received.ruling.verdict}  {received.ruling.directory}".rstrip())
    output.line(f"Kept the annex {short(received.document)}, apart from the record.")
    output.next_step(f"throughcare annex show {short(received.document)} --purpose WHY")


@group.command()
def show(
    context: typer.Context,
    annex: Annotated[str, typer.Argument(help="The annex's id.")],
    purpose: Annotated[str, typer.Option(help="Why you open it; written to the audit first.")],
) -> None:
    """\b
    throughcare annex show 1a2b3c4d --purpose "ward round before his leave"

    Open an annex. That you did, and why, is written down first.
    """
    from registry.services.annexes import show_annex

    with sitting(context) as sat:
        document, opened = show_annex(sat, annex, purpose=typed(purpose))
    subject = opened.subject
    lines = [
        *_lines(subject.participant.name.banner, opened.recipients, subject.passages),
        f"Decided by {opened.attestation.decision_maker.person.words}: {' '.join(subject.reason.split())}",
        f"{document.issuer_name}, {document.status}. Do not copy it into the record.",
    ]
    output.data({"text": "\n".join(lines)}) if door(context).json else output.lines(lines)


@group.command("list")
def list_all(context: typer.Context, participant: Annotated[str, typer.Argument(help="A number, name or id.")]) -> None:
    """\b
    throughcare annex list 9990000018

    List the annexes about a participant, without opening them.
    """
    from registry.services.annexes import list_annexes

    with sitting(context) as sat:
        kept = list_annexes(sat, participant)
    rows = [(short(one.id), one.status, one.issuer_name, f"{one.at:%Y-%m-%d}") for one in kept]
    if door(context).json:
        output.data([dict(zip(("id", "status", "from", "date"), row, strict=True)) for row in rows])
        return
    output.table(("ID", "STATUS", "FROM", "DATE"), rows)


def _lines(banner: str, recipients: tuple[Recipient, ...], passages: tuple[Passage, ...]) -> list[str]:
    said = [f"Sensitive annex about {banner}", f"For {' and '.join(one.name for one in recipients)}"]
    for passage in passages:
        said += ["", f"Stands apart: {passage.concern.words}.", *(f"  {line}" for line in passage.text.split("\n")), ""]
    return said
