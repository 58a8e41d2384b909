"""`throughcare disposal`: propose to dispose of a record, look at what would go, approve or refuse it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, short, sitting
from registry.cli.retention import hold_words
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import ParticipantArgument
from registry.domain.access import Permission, may
from registry.domain.dates import PartialDate, day_said
from registry.domain.disposal import Disposal, Ground

if TYPE_CHECKING:
    from registry.cli.door import Door
    from registry.domain.disposal import Proposal, RowsGone
    from registry.domain.stored_documents import KeptDocument
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
    from registry.services.disposing import list_proposals, list_stubs, show_proposal

    here = door(context)
    with sitting(context) as sat:
        stubs = list_stubs(sat)
        if asked is None:
            _show_all(here, list_proposals(sat) if may(sat.user.roles, Permission.KEEP_RECORDS) else (), stubs)
            return
        named = f"urn:uuid:{asked.strip().casefold().removeprefix('urn:uuid:')}"
        left = [
            one for one in stubs if any((id_ or "").startswith(named) for id_ in (one.participant_id, one.proposal_id))
        ]
        found = None if len(left) == 1 else show_proposal(sat, asked)
        today = sat.today
    if found is None:
        answer(here, left[0], *_stub_words(left[0]))
    elif here.json:
        output.data(_plain(found))
    else:
        _show_proposed(found, today)


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
        left = {"logIsClear": done.log_is_clear, "inBackupsUntil": done.in_backups_until.isoformat()}
        output.data({**plain(done.stub), **left})
        return
    until = PartialDate.of(done.in_backups_until).words
    backups = (
        f"Backups made before hold it still: those that `backup prune` thins until {until}, any other until somebody "
        "takes it away. What was exported or printed is wherever it was taken."
    )
    said = [*_stub_words(done.stub), backups]
    if on_server:
        said.append("The server's own log and backups hold it until its keeper has vacuumed and thinned those.")
    elif not done.log_is_clear:
        said.append("Somebody else has the home open: the file's log holds former pages until all have closed it.")
    output.screen(said)
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


def _show_all(here: "Door", proposals: "tuple[Proposal, ...]", stubs: tuple[Disposal, ...]) -> None:
    if here.json:
        output.data({"proposals": plain(proposals), "disposals": plain(stubs)})
        return
    if not proposals and not stubs:
        output.line("Nothing is proposed, and nothing was disposed of.")
        return
    waiting = [
        (short(one.id), "proposed", one.class_id, one.review_on.words, one.by.name, "nobody yet") for one in proposals
    ]
    gone = [
        (
            short(one.participant_id),
            f"disposed of, {day_said(one.approved_at)}",
            one.class_id,
            one.review_on.words,
            one.proposed_by.name,
            one.approved_by.name,
        )
        for one in stubs
    ]
    output.table(("ID", "WHAT", "CLASS", "REVIEW", "PROPOSED BY", "APPROVED BY"), [*waiting, *gone])


def _show_proposed(found: "Proposed", today: date) -> None:
    proposal, refused = found.proposal, found.proposal.refused
    said = [
        *found.participant.banner(today)[:1],
        f"Kept as {proposal.class_id}; to be reviewed from {proposal.review_on.words} on.",
        f"Proposed by {proposal.by.name} on {day_said(proposal.at)}: {proposal.ground.words}.",
        f"What the review found: {proposal.review}",
        f"Would go, with every former version: {_counted(found.removed)}.",
    ]
    if refused is not None:
        said.append(f"Refused by {refused.by.name} on {day_said(refused.at)}: {refused.reason}")
    said += map(hold_words, found.holds)
    output.screen([*said, *(f"In the way: {obstacle}." for obstacle in found.obstacles)])
    if not found.obstacles and refused is None:
        output.note("For good: nothing brings it back but a backup made before.")
        output.note("Look whether a public stop on destroying records keeps it: throughcare retention classes")
        output.next_step(
            f"throughcare disposal approve {short(proposal.id)}",
            f"throughcare disposal refuse {short(proposal.id)} --reason '...'",
        )


def _stub_words(stub: Disposal) -> list[str]:
    return [
        f"Record {short(stub.participant_id)} was disposed of on {day_said(stub.approved_at)}.",
        f"It was kept as {stub.class_id}, to be reviewed from {stub.review_on.words} on: {stub.ground.words}.",
        f"Proposed by {stub.proposed_by.words} on {day_said(stub.proposed_at)}, approved by {stub.approved_by.words}.",
        f"Gone: {_counted(stub.removed)}.",
        *map(_document_words, stub.documents),
    ]


def _document_words(document: "KeptDocument") -> str:
    version = f", version {document.version}" if document.version else ""
    to = document.recipient_name or (document.purpose.replace("-", " ") if document.purpose else "")
    went = f", to {to}" if to else ""
    what = f"{document.kind.words.capitalize()} {short(document.id)}{version}"
    return f"{what}: {document.direction} on {day_said(document.at)}{went}; it was {document.status} then."


def _counted(gone: "tuple[RowsGone, ...]") -> str:
    return ", ".join(f"{one.kind.replace('-', ' ')} {one.rows}" for one in gone)


def _plain(found: "Proposed") -> dict[str, object]:
    return {
        "proposal": plain(found.proposal),
        "removed": plain(found.removed),
        "holds": plain(found.holds),
        "obstacles": [one.name.lower().replace("_", "-") for one in found.obstacles],
    }
