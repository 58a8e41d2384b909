"""`throughcare disposal`: propose to dispose of a record, look at what would go, approve or refuse it."""

from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import ParticipantArgument
from registry.domain.dates import PartialDate
from registry.domain.disposal import Disposal, Ground

if TYPE_CHECKING:
    from registry.domain.disposal import Proposal, RowsGone
    from registry.services.disposing import Proposed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)
ProposalArgument = Annotated[
    str, typer.Argument(metavar="PROPOSAL", help="Its id, or the first eight digits; see `disposal show`.")
]


@group.command()
def propose(
    context: typer.Context,
    participant: ParticipantArgument,
    ground: Annotated[Ground, typer.Option(help="Why it goes; the stub says this and no sentence.")],
    review: Annotated[str, typer.Option(help="What your review found. It goes with the record.")],
) -> None:
    """\b
    throughcare disposal propose 9990000018 --ground no-longer-needed \\
        --review "Read on 3 May with the team: no claim, no inquiry, nobody here needs it."

    Propose to dispose of a record whose review date has come. Another person approves it; until then nothing goes.
    """
    from registry.services.disposing import propose_disposal

    with sitting(context) as sat:
        proposal = propose_disposal(sat, participant, ground=ground, review=review)
    answer(
        door(context),
        proposal,
        f"Proposed as {short(proposal.id)}. A supervisor other than you approves it.",
        next_steps=(f"throughcare disposal show {short(proposal.id)}",),
    )


@group.command()
def show(
    context: typer.Context,
    asked: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A proposal's id or a stub's, or its first eight digits.")
    ] = None,
) -> None:
    """\b
    throughcare disposal show
    throughcare disposal show 1a2b3c4d

    List what waits for another person and what was disposed of; or show one: what would go, or what is left of it.
    """
    from registry.services.disposing import list_disposals, show_disposal

    here = door(context)
    if asked is not None:
        with sitting(context) as sat:
            found = show_disposal(sat, asked)
        if here.json:
            output.data(plain(found) if isinstance(found, Disposal) else _plain(found))
        elif isinstance(found, Disposal):
            _show_stub(found)
        else:
            _show_proposed(found)
        return
    with sitting(context) as sat:
        all_found = list_disposals(sat)
    if here.json:
        output.data({"proposals": plain(all_found.proposals), "disposals": plain(all_found.stubs)})
        return
    if not all_found.proposals and not all_found.stubs:
        output.line("Nothing is proposed, and nothing was disposed of.")
        return
    output.table(
        ("ID", "WHAT", "CLASS", "REVIEW", "PROPOSED BY", "APPROVED BY"),
        [
            *((short(one.id), "proposed", *_words(one), "") for one in all_found.proposals),
            *(
                (
                    short(one.participant_id),
                    f"disposed of, {one.approved_at:%d %B %Y}",
                    one.class_id,
                    one.review_on.words,
                    one.proposed_by.name,
                    one.approved_by.name,
                )
                for one in all_found.stubs
            ),
        ],
    )


@group.command()
def approve(context: typer.Context, proposal: ProposalArgument) -> None:
    """\b
    throughcare disposal approve 1a2b3c4d

    Remove everything about the participant of a proposal, for good. A stub is left that names nobody. Look at it first
    with `disposal show`.
    """
    from registry.services.disposing import approve_disposal

    with sitting(context) as sat:
        done = approve_disposal(sat, proposal)
        on_server = sat.store.on_server
    here = door(context)
    if here.json:
        said = {"logIsClear": done.log_is_clear, "inBackupsUntil": done.in_backups_until.isoformat()}
        output.data({**plain(done.stub), **said})
        return
    _show_stub(done.stub)
    until = PartialDate.of(done.in_backups_until).words
    output.line(
        f"Backups made before hold it still: those that are thinned by `backup prune` until {until}, any other until "
        "somebody takes it away. Files that were exported or printed are wherever they were taken."
    )
    if on_server:
        output.line("The server's own log and backups hold it until its keeper has vacuumed and thinned those.")
    elif not done.log_is_clear:
        output.line("Somebody else has the home open: the file's log holds former pages until all have closed it.")
    output.next_step("throughcare backup create FOLDER", "throughcare audit verify --records")


@group.command()
def refuse(
    context: typer.Context,
    proposal: ProposalArgument,
    reason: Annotated[str, typer.Option(help="Why the record is kept.")],
) -> None:
    """\b
    throughcare disposal refuse 1a2b3c4d --reason "The family's solicitor wrote in April; a hold is laid."

    Say no to a proposal, or take back your own. The record is kept.
    """
    from registry.services.disposing import refuse_disposal

    with sitting(context) as sat:
        refused = refuse_disposal(sat, proposal, reason=reason)
    answer(
        door(context),
        refused,
        f"Refused {short(refused.id)}: the record is kept.",
        next_steps=(f"throughcare retention show {short(refused.participant_id)}",),
    )


def _words(proposal: "Proposal") -> tuple[str, str, str]:
    return proposal.class_id, proposal.review_on.words, proposal.by.name


def _show_proposed(found: "Proposed") -> None:
    proposal = found.proposal
    output.line(found.participant.name.banner)
    output.line(f"Kept as {proposal.class_id}; to be looked at from {proposal.review_on.words} on.")
    output.line(f"{proposal.by.name} proposes on {proposal.at:%d %B %Y}: {proposal.ground.words}. {proposal.review}")
    if proposal.refused is not None:
        output.line(
            f"Refused by {proposal.refused.by.name} on {proposal.refused.at:%d %B %Y}: {proposal.refused.reason}"
        )
    output.line(f"Would go: {_counted(found.removed)}, with every former version.")
    output.lines(f"In the way: {obstacle}." for obstacle in found.obstacles)
    if not found.obstacles and proposal.refused is None:
        output.note("For good: nothing brings it back but a backup made before.")
        output.next_step(
            f"throughcare disposal approve {short(proposal.id)}",
            f"throughcare disposal refuse {short(proposal.id)} --reason '...'",
        )


def _show_stub(stub: Disposal) -> None:
    output.line(f"Record {short(stub.participant_id)} was disposed of on {stub.approved_at:%d %B %Y}.")
    output.line(f"Kept as {stub.class_id} until {stub.review_on.words}; {stub.ground.words}.")
    output.line(
        f"Proposed by {stub.proposed_by.words} on {stub.proposed_at:%d %B %Y}, approved by {stub.approved_by.words}."
    )
    output.line(f"Gone: {_counted(stub.removed)}.")
    for one in stub.documents:
        version = f", version {one.version}" if one.version else ""
        to = one.recipient_name or (one.purpose.replace("-", " ") if one.purpose else "")
        output.line(
            f"{one.kind.words.capitalize()} {short(one.id)}{version}: {one.direction} on {one.at:%d %B %Y}"
            f"{f', to {to}' if to else ''}; it was {one.status}."
        )


def _counted(gone: "tuple[RowsGone, ...]") -> str:
    return ", ".join(f"{one.rows} {one.kind.replace('-', ' ')}" for one in gone)


def _plain(found: "Proposed") -> dict[str, object]:
    return {
        "proposal": plain(found.proposal),
        "removed": plain(found.removed),
        "obstacles": [one.name.lower().replace("_", "-") for one in found.obstacles],
    }
