"""`throughcare summary receive FOLDER`, and what came of it that waits for a person: `summary queue` and `attach`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption
from registry.cli.summary_taking import receive_one
from registry.domain.addressing import Purpose
from registry.domain.errors import Exit, InvalidValue
from registry.domain.text import typed

if TYPE_CHECKING:
    from registry.domain.waiting import Waiting
    from registry.services.taking_together import Taken


def receive_all(context: typer.Context, folder: Path, *, new: bool) -> None:
    """Receive a folder and say what became of each file. Exit 1 when any was refused, else 6 when any waits."""
    from registry.services.bulk_receiving import receive_folder
    from registry.services.taking_together import Became

    def tell(done: int, of: int) -> None:
        output.progress(done, of, "files")

    with sitting(context) as sat:
        taken = receive_folder(sat, folder, new=new, tell=tell)
        output.progress_ends()
    counts = {became: sum(1 for one in taken if one.became is became) for became in Became}
    if door(context).json:
        output.data({"counts": counts, "files": [_plain(one) for one in taken]})
    else:
        output.table(("FILE", "VERDICT", "BECAME", "WHO", ""), [_row(one) for one in taken])
        output.line(", ".join(f"{count} {became}" for became, count in counts.items() if count) or "No files.")
        if counts[Became.WAITS]:
            output.next_step("throughcare summary queue")
    if counts[Became.REFUSED]:
        raise typer.Exit(int(Exit.REFUSED))
    if counts[Became.WAITS]:
        raise typer.Exit(int(Exit.NOT_ENOUGH))


def queue(
    context: typer.Context,
    turn_away: Annotated[str | None, typer.Option(help="This one will not be received.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why it will not be received.")] = None,
) -> None:
    """\b
    throughcare summary queue
    throughcare summary queue --turn-away 1a2b3c4d --reason "addressed to us by mistake; the sender was told"

    List the summaries that came in batches and wait for a person to say whose they are.
    """
    from registry.services.bulk_receiving import list_waiting
    from registry.services.bulk_receiving import turn_away as turn_one_away

    if (turn_away is None) != (reason is None):
        raise InvalidValue("Who turns a summary away says which, and why.", hint="Give --turn-away ID --reason WHY.")
    with sitting(context) as sat:
        if turn_away is not None:
            gone = turn_one_away(sat, turn_away, reason or "")
            output.line(f"{short(gone.id)} from {gone.issuer} will not be received.")
            return
        waiting = list_waiting(sat)
    if door(context).json:
        output.data([_waiting_plain(one) for one in waiting])
        return
    if not waiting:
        output.line("Nothing waits.")
        return
    output.table(
        ("ID", "CAME", "FROM", "ABOUT", "BORN", "NUMBER", "WAITS BECAUSE"),
        [
            (
                short(one.id),
                f"{one.arrived:%Y-%m-%d}",
                one.issuer,
                one.participant.name.words,
                one.participant.born.text,
                _number(one),
                one.reason,
            )
            for one in waiting
        ],
    )
    first = short(waiting[0].id)
    output.next_step(
        f"throughcare summary attach {first} --participant WHO --confirm …", f"throughcare summary attach {first} --new"
    )


def attach(
    context: typer.Context,
    waiting: Annotated[str, typer.Argument(help="The waiting summary's id.")],
    participant: Annotated[str | None, typer.Option(help="Whose it is.")] = None,
    new: Annotated[bool, typer.Option("--new", help="The person is new here.")] = False,
    confirm: ConfirmOption = None,
    accept_intact: Annotated[str | None, typer.Option(help="Accept an INTACT document, for this reason.")] = None,
    accept_gap: Annotated[
        str | None, typer.Option(help="Go on without a version that never came, for this reason.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write the receipt into this folder.")] = None,
) -> None:
    """\b
    throughcare summary attach 1a2b3c4d --participant 9990000018 --confirm nhs=9990000018 --confirm surname=Jones
    throughcare summary attach 1a2b3c4d --new --confirm nhs=9990000018 --confirm surname=Jones

    Receive a summary that waits: the same as `summary receive`, from the bytes that were kept.
    """
    from registry.files import make_private_folder
    from registry.services.bulk_receiving import waiting_bytes

    if new == (participant is not None):
        raise InvalidValue("Whose summary it is must be said.", hint="Give --participant WHO, or --new.")
    if out is not None:
        make_private_folder(out)
    with sitting(context) as sat:
        data = waiting_bytes(sat, waiting)
        receive_one(context, sat, data, participant, confirm, accept_intact, accept_gap, out)


def issue_all(context: typer.Context, purpose: Purpose, to: str) -> None:
    """Make a draft for everybody who stays here, and say what came of each. Exit 6 when somebody got none."""
    from registry.services.bulk_issuing import issue_for_all
    from registry.services.issuing import recipient_for

    def tell(done: int, of: int) -> None:
        output.progress(done, of, "participants")

    with sitting(context) as sat:
        recipient = recipient_for(sat, purpose, typed(to))
        issued = issue_for_all(sat, purpose=purpose, recipient=recipient, tell=tell)
        output.progress_ends()
    if door(context).json:
        output.data(
            [
                {"participant": one.participant.id, "draft": one.draft, "there": one.there, "words": one.words}
                for one in issued
            ]
        )
    else:
        rows = [
            (one.participant.name.words, short(one.draft), "was there already" if one.there else one.words)
            for one in issued
        ]
        output.table(("WHO", "DRAFT", ""), rows)
        made = sum(1 for one in issued if one.draft and not one.there)
        output.line(f"{made} drafts made for {recipient.name}; {len(issued)} participants stay here.")
        if made:
            output.next_step("throughcare summary list")
    if any(not one.draft for one in issued):
        raise typer.Exit(int(Exit.NOT_ENOUGH))


def _row(one: "Taken") -> tuple[str, str, str, str, str]:
    return one.file, one.verdict, one.became, short(one.participant), one.words


def _plain(one: "Taken") -> dict[str, str]:
    told = {"participant": one.participant, "document": one.document, "words": one.words, "verdict": one.verdict}
    return {"file": one.file, "became": one.became.value, **{name: text for name, text in told.items() if text}}


def _waiting_plain(one: "Waiting") -> dict[str, str]:
    return {
        "id": one.id,
        "file": one.file,
        "arrived": one.arrived.isoformat(),
        "issuer": one.issuer,
        "name": one.participant.name.words,
        "born": one.participant.born.text,
        "number": _number(one),
        "reason": one.reason.name.casefold().replace("_", "-"),
        "words": one.reason.value,
    }


def _number(one: "Waiting") -> str:
    who = one.participant
    return who.nhs_number.digits if who.nhs_number else who.prison_number.text if who.prison_number else ""
