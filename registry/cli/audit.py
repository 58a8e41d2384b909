"""`throughcare audit`: what was done, by whom, when; and the proof that nothing was taken out."""

from base64 import b64encode
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import break_glass, output
from registry.cli.door import day, door, sitting
from registry.domain.audit_check import FaultKind, HistoryCheck
from registry.domain.errors import Exit
from registry.domain.times import stamp

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def show(
    context: typer.Context,
    last: Annotated[int, typer.Option(help="How many of the newest rows.", min=1, max=10_000)] = 40,
    by: Annotated[str | None, typer.Option(help="Only what this user did.")] = None,
    about: Annotated[
        str | None, typer.Option(help="Only what was done to this participant's record, or to the record with this id.")
    ] = None,
    act: Annotated[
        str | None, typer.Option(help="Only this act, or all that begin so: `summary`, `plan decide`.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Only from this day on (UTC).")] = None,
    until: Annotated[str | None, typer.Option(help="Only up to this day.")] = None,
) -> None:
    """\b
    throughcare audit show
    throughcare audit show --about 9990000018 --since 2026-11-01
    throughcare audit show --by rhiannon --act "summary release" --last 200 --json

    Show the newest rows. They hold no clinical text: a participant is told by your own number for them, a document by
    its kind and version, everything else by its kind and the first digits of its id.
    """
    from registry.services.auditing import show_audit

    with sitting(context) as sat:
        lines = show_audit(sat, last, user=by, about=about, act=act, since=day(since), until=day(until))
    if door(context).json:
        output.data(
            [
                {
                    "sequence": line.entry.sequence,
                    "at": stamp(line.entry.at),
                    "user": line.entry.user,
                    "role": line.entry.role,
                    "verb": line.entry.verb,
                    "objects": list(line.entry.objects),
                    "about": list(line.about),
                    "purpose": line.entry.purpose,
                    "outcome": line.entry.outcome,
                }
                for line in lines
            ]
        )
        return
    if not lines:
        output.note("No row of the audit fits.")
        return
    output.table(
        ("ROW", "WHEN", "USER", "DID", "ABOUT", "OUTCOME", "PURPOSE"),
        [
            (
                str(entry.sequence),
                stamp(entry.at),
                entry.user,
                entry.verb,
                ", ".join(line.about),
                entry.outcome,
                entry.purpose or "",
            )
            for line in lines
            for entry in (line.entry,)
        ],
    )


@group.command()
def verify(
    context: typer.Context,
    against: Annotated[
        Path | None, typer.Option(help="A checkpoint note, or a summary this unit sent, that somebody else kept.")
    ] = None,
    records: Annotated[
        bool, typer.Option("--records", help="Compare every record too with what the audit says was written.")
    ] = False,
) -> None:
    """\b
    throughcare audit verify
    throughcare audit verify --records
    throughcare audit verify --against checkpoint-2026-11-22.txt
    throughcare audit verify --against summary-6f2c.json

    Build the history's tree again from its rows and compare it with every checkpoint. Exit 1 when anything differs.

    Who can write the file can also sign new checkpoints. Only one that somebody else kept shows that.
    """
    from registry.services.auditing import verify_audit

    with sitting(context) as sat:
        found = verify_audit(sat, against, records=records)
    if door(context).json:
        output.data(
            {
                "sound": found.sound,
                "rows": found.size,
                "root": b64encode(found.root).decode(),
                "checkpoints": found.checkpoints,
                "records": found.records,
                "faults": [
                    {"kind": one.kind, "first": one.first, "last": one.last, "words": one.words} for one in found.faults
                ],
            }
        )
    else:
        for fault in found.faults:
            output.line(fault.words)
        if found.sound:
            output.line(f"Sound: {found.size} rows, each as it was written. Checkpoints compared: {found.checkpoints}.")
            if found.records is not None:
                output.line(f"Records compared: {found.records}, each as an act of the audit left it.")
            if against is None:
                output.next_step("throughcare audit verify --against FILE, with one that somebody else kept")
    if not found.sound:
        output.note(_what_to_do(found))
        raise typer.Exit(int(Exit.REFUSED))


def _what_to_do(found: HistoryCheck) -> str:
    if all(fault.kind is FaultKind.SEEN_OTHERWISE for fault in found.faults):
        return (
            "Where a backup was put back on purpose, an administrator says which and why with `throughcare audit "
            "accept`. Where nobody knows of it, write nothing here, and show it to the auditor with the newest backup."
        )
    return "Do not write to this home. Keep it as it is, and show it to the auditor with the newest backup."


@group.command()
def checkpoint(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", help="The new file to write.")],
) -> None:
    """\b
    throughcare audit checkpoint -o checkpoint.txt

    Sign the history as it stands, for somebody outside this unit to keep: with it they can prove later that nothing
    was taken out.
    """
    from registry.services.auditing import write_checkpoint

    with sitting(context) as sat:
        made = write_checkpoint(sat, out)
    if door(context).json:
        output.data({"file": str(out), "size": made.size, "root": made.root, "key": made.key})
        return
    output.line(f"Wrote {out}: {made.size} rows, root {made.root}.")
    output.note("Give it to somebody outside this unit.")
    output.next_step(f"throughcare audit verify --against {out}")


@group.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", help="The new file to write.")],
) -> None:
    """\b
    throughcare audit export -o audit.jsonl

    Write every row as a line of JSON, and the checkpoint over exactly those rows beside it.
    """
    from registry.services.auditing import export_audit

    with sitting(context) as sat:
        made = export_audit(sat, out)
    if door(context).json:
        output.data({"file": str(made.file), "checkpoint": str(made.note), "rows": made.checkpoint.size})
        return
    output.line(f"Wrote {made.file} (rows: {made.checkpoint.size}) and {made.note}.")


@group.command()
def accept(
    context: typer.Context,
    reason: Annotated[str, typer.Option(help="Why the history is another, for instance which backup was put back.")],
) -> None:
    """\b
    throughcare audit accept --reason "The disk failed on Friday; Thursday's backup was put back."

    Accept a history that is not the one this account saw last, or what the last comparison found in the records, so
    that backups are made again. The reason stands in the audit.
    """
    from registry.services.witness import accept_history

    with sitting(context) as sat:
        words = accept_history(sat, reason)
    if door(context).json:
        output.data({"accepted": words})
        return
    output.line(f"Accepted. {words}")


group.add_typer(break_glass.group, name="break-glass")
group.command()(break_glass.review)
