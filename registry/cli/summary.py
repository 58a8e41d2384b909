"""`throughcare summary`: the life of a transfer summary, from draft to released, and receiving one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting
from registry.cli.summary_reading import diff, preview, read_and_ask, read_and_confirm, show, showing_of, shown
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.errors import InvalidValue
from registry.domain.text import typed
from registry.domain.voice import Agreement, NotShown, Shown

if TYPE_CHECKING:
    from registry.services.releasing import Released

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
for reading in (preview, diff, shown, show):
    group.command()(reading)

Confirm = Annotated[
    list[str] | None,
    typer.Option("--confirm", help="An identifier entered again, KIND=VALUE: nhs, prison, local, born, surname."),
]


@group.command()
def issue(
    context: typer.Context,
    participant: Annotated[str, typer.Argument(help="A number, name or id.")],
    purpose: Annotated[Purpose, typer.Option(help="Why it is sent; decides what travels.")],
    to: Annotated[str, typer.Option(help="An establishment of the directory, or a board, tribunal or person by name.")],
    in_short: Annotated[list[str] | None, typer.Option(help="The case in short, one sentence; up to three.")] = None,
    knowledge: Annotated[str | None, typer.Option(help="How well you know the case.")] = None,
    care: Annotated[list[str] | None, typer.Option(help="A point to read with care; up to four.")] = None,
    shown_on: Annotated[str | None, typer.Option(help="When it was shown to the participant.")] = None,
    shown_format: Annotated[str, typer.Option(help="How it was shown.")] = "read together on paper",
    shown_answer: Annotated[Agreement | None, typer.Option(help="What they said.")] = None,
    shown_words: Annotated[str | None, typer.Option(help="In their words.")] = None,
    not_shown_because: Annotated[str | None, typer.Option(help="Why it was not shown; printed on page one.")] = None,
    interim: Annotated[bool, typer.Option("--interim", help="For an overnight transfer.")] = False,
    trauma_agreed: Annotated[
        bool, typer.Option("--trauma-agreed", help="The participant agreed that trauma-focused work travels.")
    ] = False,
    trauma_needed: Annotated[
        str | None, typer.Option("--trauma-needed-because", help="Why you, as clinician, let it travel without that.")
    ] = None,
) -> None:
    """\b
    throughcare summary issue 9990000018 --purpose transfer --to "Thornfield" --in-short "…" --knowledge "…"
    throughcare summary issue 9990000018 --purpose parole-board --to "The Parole Board" --in-short "…" \\
        --knowledge "…" --shown-on t --shown-answer agrees

    Make a draft. It can still change until another clinician approves it.
    """
    from registry.domain.summary import Statement
    from registry.services.issuing import find_recipient, issue_summary

    if trauma_agreed and trauma_needed:
        raise InvalidValue("The participant agreed, or a clinician needs it: only one can be said.")
    if in_short and not knowledge:
        raise InvalidValue("The case in short stands without how well you know it.", hint="Add --knowledge.")
    with sitting(context) as sat:
        me = sat.user.person.name
        because = "The participant agreed." if trauma_agreed else None
        showing = showing_of(
            me, on=shown_on, way=shown_format, answer=shown_answer, words=shown_words, because=not_shown_because
        )
        draft = issue_summary(
            sat,
            participant,
            purpose=purpose,
            recipient=_direct(purpose, to) or find_recipient(sat, to),
            statement=Statement(
                in_short=tuple(typed(text) for text in in_short),
                knowledge_of_case=typed(knowledge or ""),
                read_with_care=tuple(typed(text) for text in care or ()),
            )
            if in_short
            else None,
            shown=showing if isinstance(showing, Shown) else None,
            not_shown=showing if isinstance(showing, NotShown) else None,
            interim=interim,
            trauma_because=f"{me}: {typed(trauma_needed)}" if trauma_needed else because,
        )
    if door(context).json:
        output.data({"id": draft.id, "series": draft.series.id, "version": draft.series.version, "status": "draft"})
        return
    name = short(draft.id)
    output.line(f"Draft {name}, version {draft.series.version}, for {draft.recipient.name}.")
    approve = f"throughcare summary approve {name}"
    output.next_step(
        f"throughcare summary preview {name}",
        *((f"throughcare summary diff {name}",) if draft.series.replaces else ()),
        *((f"throughcare summary shown {name}",) if draft.lacks_showing else ()),
        f"you sign it yourself: {approve}" if draft.interim else f"another clinician: {approve}",
    )


@group.command()
def approve(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(help="The draft's id.")],
    confirm: Confirm = None,
    means_other: Annotated[
        list[str] | None,
        typer.Option("--means-other", metavar="PATH:WORD", help="A word of the preview's list that means another."),
    ] = None,
) -> None:
    """\b
    throughcare summary approve 1a2b3c4d --confirm nhs=9990000018 --confirm born=1984-03-01
    throughcare summary approve 1a2b3c4d --means-other "statement/inShort/0:will" --confirm …

    Freeze a draft and sign it with your own key. The author cannot approve it; an interim summary is signed by its
    author. At a terminal it shows exactly what is signed, and asks about each word that may be somebody's name or
    may speak of what does not travel.
    """
    from registry.cli.reentry import confirmations
    from registry.services.approving import approve_summary

    here = door(context)
    with sitting(context) as sat:
        meant = read_and_ask(sat, here, draft, tuple(means_other or ()))
        summary, digest = approve_summary(sat, draft, confirmations(here, confirm), means_other=meant)
    if here.json:
        output.data({"id": summary.id, "digest": digest, "status": "approved"})
        return
    output.line(f"{'Signed' if summary.interim else 'Approved'} {short(summary.id)}; digest {digest[:16]}….")
    output.next_step(
        f"throughcare summary release {short(summary.id)} -o DIR, by somebody with the unit's key"
        if summary.interim
        else f"throughcare summary release {short(summary.id)} -o DIR, by another person"
    )


@group.command()
def release(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="The approved summary's id.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
    confirm: Confirm = None,
    plain_copy: Annotated[str | None, typer.Option(help="Also write the unsealed JSON, for this reason.")] = None,
) -> None:
    """\b
    throughcare summary release 1a2b3c4d -o ./exchange --confirm nhs=9990000018 --confirm surname=Jones

    Add the unit's signature and write the file: sealed for an establishment, plain JSON for a board or a person.
    """
    from registry.cli.reentry import confirmations
    from registry.files import make_private_folder
    from registry.services.releasing import release_summary

    # Before anything is released: a folder that cannot be written must not cost the document.
    make_private_folder(out)
    with sitting(context) as sat:
        read_and_confirm(sat, door(context), document)
        released = release_summary(sat, document, confirmations(door(context), confirm), plain_because=plain_copy)
    _write_released(context, released, out, plain=plain_copy is not None)
    if released.summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL) and not door(context).json:
        output.next_step(f"throughcare report parole {short(released.summary.id)} --purpose WHY -o report.pdf")


@group.command()
def export(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="The released summary's id.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
    plain_copy: Annotated[str | None, typer.Option(help="Also write the unsealed JSON, for this reason.")] = None,
) -> None:
    """\b
    throughcare summary export 1a2b3c4d -o ./exchange

    Write the files of a released summary again: the same document, sealed anew.
    """
    from registry.files import make_private_folder
    from registry.services.releasing import export_summary

    make_private_folder(out)
    with sitting(context) as sat:
        released = export_summary(sat, document, plain_because=plain_copy)
    _write_released(context, released, out, plain=plain_copy is not None)


def _write_released(context: typer.Context, released: "Released", out: Path, *, plain: bool) -> None:
    from registry.files import write_private

    files = []
    if released.sealed is not None:
        files.append((out / f"{released.file_name}.json.age", released.sealed))
    if released.sealed is None or plain:
        files.append((out / f"{released.file_name}.json", released.plain))
    for file, data in files:
        write_private(file, data)
    if door(context).json:
        output.data({"id": released.summary.id, "digest": released.digest, "files": [str(file) for file, _ in files]})
        return
    for file, _ in files:
        output.line(f"Wrote {file}.")


@group.command()
def receive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The summary: sealed, JSON or PDF.")],
    participant: Annotated[str | None, typer.Option(help="Attach it to this participant.")] = None,
    new: Annotated[bool, typer.Option("--new", help="The person is new here.")] = False,
    confirm: Confirm = None,
    accept_intact: Annotated[str | None, typer.Option(help="Accept an INTACT summary, for this reason.")] = None,
) -> None:
    """\b
    throughcare summary receive summary.json.age --new --confirm nhs=9990000018 --confirm surname=Jones
    throughcare summary receive summary.json.age --participant 9990000018 --confirm …

    Verify a summary, attach it, keep its exact bytes and make the plan. Nothing is written if it is refused.
    """
    from registry.cli.plan import plain_plan, show_lines
    from registry.cli.reentry import confirmations
    from registry.files import read_regular
    from registry.services.receiving import receive_summary
    from registry.services.verifying import MOST_FOREIGN, verdict_plain

    if new == (participant is not None):
        raise InvalidValue("Whose record it belongs to is not said.", hint="Give --participant WHO, or --new.")
    data = read_regular(file, MOST_FOREIGN)
    with sitting(context) as sat:
        received = receive_summary(
            sat,
            data,
            participant=participant,
            confirmations=confirmations(door(context), confirm),
            accept_intact=accept_intact,
        )
    who = received.history.participant
    if door(context).json:
        output.data(
            {
                "verdict": verdict_plain(received.ruling),
                "participant": who.id,
                "document": received.document,
                "plan": plain_plan(received.plan),
            }
        )
        return
    output.line(f"{received.ruling.verdict}  {received.ruling.directory}".rstrip())
    if received.ruling.interim:
        output.line("NOT YET COUNTERSIGNED: signed by its author and the unit. It counts as a report until then.")
    output.line(f"Received for {who.name.banner} [{short(who.id)}]. The plan:")
    show_lines(received.plan)
    steps = [f"throughcare plan show {short(who.id)}"]
    if participant is None:
        # A new person here has no stay yet, and everything recorded would lack its place.
        steps.append(f"throughcare placement add {short(who.id)} --since t")
    output.next_step(*steps)


@group.command("list")
def list_all(
    context: typer.Context,
    participant: Annotated[str | None, typer.Argument(help="Only this participant's.")] = None,
) -> None:
    """\b
    throughcare summary list
    throughcare summary list 9990000018

    List drafts, and documents issued and received.
    """
    from registry.services.issuing import list_summaries

    with sitting(context) as sat:
        documents, drafts = list_summaries(sat, participant)
    rows = [
        (
            short(draft.id),
            "draft",
            str(draft.series.version),
            draft.purpose,
            draft.recipient.name,
            f"{draft.made:%Y-%m-%d}",
        )
        for draft in drafts
    ] + [
        (short(one.id), one.status, str(one.version), one.purpose or "", one.recipient_name or "", f"{one.at:%Y-%m-%d}")
        for one in documents
    ]
    if door(context).json:
        names = ("id", "status", "version", "purpose", "recipient", "date")
        output.data([dict(zip(names, row, strict=True)) for row in rows])
    else:
        output.table(("ID", "STATUS", "VERSION", "PURPOSE", "TO", "DATE"), rows)


def _direct(purpose: Purpose, name: str) -> Recipient | None:
    """A recipient that is not in any directory: a board, a tribunal, or the participant."""
    kinds = {
        Purpose.PAROLE_BOARD: RecipientKind.BOARD,
        Purpose.TRIBUNAL: RecipientKind.TRIBUNAL,
        Purpose.OWN_COPY: RecipientKind.PERSON,
    }
    return Recipient(kind=kinds[purpose], name=typed(name)) if purpose in kinds else None
