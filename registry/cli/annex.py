"""`throughcare annex`: what travels apart from the summary, because a named person decided so."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.annex_receiving import receipt, receive
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption, MeansOtherOption
from registry.domain.addressing import Recipient, RecipientKind
from registry.domain.annex import Concern, Passage
from registry.domain.errors import InvalidValue
from registry.domain.text import typed

if TYPE_CHECKING:
    from registry.services.releasing import Released

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
    replaces: Annotated[str | None, typer.Option(help="The released annex of which this is the next version.")] = None,
) -> None:
    """\b
    throughcare annex draft 9990000018 --text passage.txt --concern victim --to Thornfield
    throughcare annex draft 9990000018 --text passage.txt --concern application-to-withhold --board "The Parole Board"
    throughcare annex draft 9990000018 --text passage.txt --concern victim --replaces 1a2b3c4d

    Keep the text as a draft, apart from the record. It goes nowhere until a named person decides and signs. The next
    version of an annex goes to whom the last one went, unless you say to whom.
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
            sat,
            participant,
            recipients=tuple(recipients),
            passages=(Passage(concern=concern, text=words),),
            replaces=replaces,
        )
    if door(context).json:
        output.data({"id": made.id, "status": "draft", "version": made.series.version})
        return
    whom = " and ".join(one.name for one in made.recipients)
    output.line(f"Annex draft {short(made.id)}, version {made.series.version}, for {whom}.")
    output.next_step(
        f"read it: throughcare annex preview {short(made.id)}",
        f"a supervisor: throughcare annex sign {short(made.id)} --reason … --unmentioned",
    )


@group.command()
def preview(context: typer.Context, draft: Annotated[str, typer.Argument(help="The draft's id.")]) -> None:
    """\b
    throughcare annex preview 1a2b3c4d

    Read exactly what would be signed: your own draft, or as a supervisor anybody's.
    """
    from registry.services.annexes import preview_annex

    with sitting(context) as sat:
        made, found = preview_annex(sat, draft)
    lines = _lines(made.participant.name.banner, made.recipients, made.passages)
    lines += ["Look at these words before you sign:", *(f"  {hit.words}" for hit in found)] if found else []
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
    means_other: MeansOtherOption = None,
) -> None:
    """\b
    throughcare annex sign 1a2b3c4d --reason "It tells where a victim lives." --unmentioned --confirm nhs=… \\
        --confirm born=…

    Decide that the text stands apart, and sign it with your own key. Your name and the reason stand in it.
    """
    from registry.cli.reentry import confirmations
    from registry.services.annexes import sign_annex

    with sitting(context) as sat:
        kept = sign_annex(
            sat,
            draft,
            confirmations(door(context), confirm),
            reason=typed(reason),
            mentioned=mentioned,
            means_other=tuple(means_other or ()),
        )
    if door(context).json:
        output.data({"id": kept.id, "digest": kept.digest, "status": kept.status})
        return
    output.line(f"Signed the annex {short(kept.id)}. Summaries {'say' if mentioned else 'do not say'} that one exists.")
    output.next_step(f"throughcare annex release {short(kept.id)} -o DIR, by another person")


@group.command()
def release(
    context: typer.Context,
    annex: Annotated[str, typer.Argument(help="The id of the signed annex, or of its signed withdrawal.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare annex release 1a2b3c4d -o ./exchange --confirm nhs=9990000018 --confirm surname=Jones

    Add the unit's signature and write the file, sealed to its establishments. Its text is not shown.
    """
    from registry.cli.reentry import confirmations
    from registry.files import make_private_folder
    from registry.services.annex_sending import release_annex

    make_private_folder(out)
    with sitting(context) as sat:
        released = release_annex(sat, annex, confirmations(door(context), confirm))
    _written(context, released, out)


@group.command()
def export(
    context: typer.Context,
    annex: Annotated[str, typer.Argument(help="The id of the released annex, or of its withdrawal.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
) -> None:
    """\b
    throughcare annex export 1a2b3c4d -o ./exchange

    Write the files of a released annex again: the same document, sealed anew.
    """
    from registry.files import make_private_folder
    from registry.services.annex_sending import export_annex

    make_private_folder(out)
    with sitting(context) as sat:
        released = export_annex(sat, annex)
    _written(context, released, out)


@group.command()
def withdraw(
    context: typer.Context,
    annex: Annotated[str, typer.Argument(help="The released annex's id.")],
    reason: Annotated[str, typer.Option(help="Why it no longer stands; its recipients read this.")],
    confirm: ConfirmOption = None,
    means_other: MeansOtherOption = None,
) -> None:
    """\b
    throughcare annex withdraw 1a2b3c4d --reason "It names the wrong street." --confirm nhs=… --confirm born=…

    Sign that an annex no longer stands. It stands until another person releases the withdrawal.
    """
    from registry.cli.reentry import confirmations
    from registry.services.annex_sending import withdraw_annex

    with sitting(context) as sat:
        kept = withdraw_annex(
            sat,
            annex,
            confirmations(door(context), confirm),
            reason=typed(reason),
            means_other=tuple(means_other or ()),
        )
    if door(context).json:
        output.data({"id": kept.id, "digest": kept.digest, "status": kept.status, "withdraws": kept.about_id})
        return
    output.line(f"Signed the withdrawal {short(kept.id)}. The annex still stands.")
    output.next_step(f"throughcare annex release {short(kept.id)} -o DIR, by another person")


group.command()(receive)
group.command()(receipt)


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
        kept, opened = show_annex(sat, annex, purpose=typed(purpose))
    subject = opened.subject
    lines = [
        *((kept.standing, "") if kept.standing else ()),
        *_lines(subject.participant.name.banner, opened.recipients, subject.passages),
        f"Decided by {opened.attestation.decision_maker.person.words}: {' '.join(subject.reason.split())}",
        f"{kept.document.issuer_name}, version {opened.series.version}: {kept.document.status}.",
        "Do not copy it into the record.",
        *(f"Held by {one}, by receipt." for one in kept.holders),
    ]
    if door(context).json:
        output.data({"text": "\n".join(lines), "status": kept.document.status, "version": opened.series.version})
        return
    output.lines(lines)


@group.command("list")
def list_all(context: typer.Context, participant: Annotated[str, typer.Argument(help="A number, name or id.")]) -> None:
    """\b
    throughcare annex list 9990000018

    List the annexes about a participant, without opening them: version, whether it stands, and who holds it. Drafts
    that wait for somebody to decide stand among them. A clinician sees their own drafts and nothing else.
    """
    from registry.services.annexes import list_annexes

    with sitting(context) as sat:
        kept, drafts = list_annexes(sat, participant)
    rows = [
        (
            short(one.id),
            "draft",
            f"{one.series.version}",
            one.author.name,
            "",
            f"{one.made:%Y-%m-%d}",
        )
        for one in drafts
    ]
    rows += [
        (
            short(one.document.id),
            one.document.status,
            f"{one.document.version}",
            one.document.issuer_name,
            "; ".join(one.holders),
            f"{one.document.at:%Y-%m-%d}",
        )
        for one in kept
    ]
    if door(context).json:
        names = ("id", "status", "version", "from", "heldBy", "date")
        output.data([dict(zip(names, row, strict=True)) for row in rows])
        return
    output.table(("ID", "STATUS", "VERSION", "FROM", "HELD BY", "DATE"), rows)
    output.lines(f"{short(one.document.id)}: {one.standing}" for one in kept if one.standing)
    if drafts:
        output.next_step(*(f"throughcare annex preview {short(one.id)}" for one in drafts))


def _written(context: typer.Context, released: "Released", out: Path) -> None:
    """Write the files and say whom to tell."""
    from registry.cli.outgoing_files import write_outgoing

    files = write_outgoing(released.files, out)
    if door(context).json:
        notices = {"notices": [notice.words for notice in released.notices]} if released.notices else {}
        output.data({"id": released.document.id, "files": [str(file) for file in files], **notices})
        return
    for file in files:
        output.line(f"Wrote {file}.")
    if released.notices:
        output.line("Tell everybody who was sent a version of this annex:")
        output.lines(f"  {notice.words}" for notice in released.notices)


def _lines(banner: str, recipients: tuple[Recipient, ...], passages: tuple[Passage, ...]) -> list[str]:
    said = [f"Sensitive annex about {banner}", f"For {' and '.join(one.name for one in recipients)}"]
    for passage in passages:
        said += ["", f"Stands apart: {passage.concern.words}.", *(f"  {line}" for line in passage.text.split("\n")), ""]
    return said
