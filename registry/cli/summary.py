"""`throughcare summary`: the life of a transfer summary, from draft to released, and receiving one."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting
from registry.cli.outgoing_files import write_outgoing
from registry.cli.reentry import ConfirmOption, MeansOtherOption
from registry.cli.summary_batch import attach, issue_all, queue
from registry.cli.summary_reading import diff, preview, read_and_ask, read_and_confirm, showing_of, shown
from registry.cli.summary_receiving import receive
from registry.cli.summary_showing import list_all, show
from registry.domain.addressing import Purpose
from registry.domain.errors import InvalidValue, StorageFailed
from registry.domain.text import typed
from registry.domain.voice import Agreement, NotShown, Shown

if TYPE_CHECKING:
    from registry.services.releasing import Released

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
for reading in (preview, diff, shown):
    group.command()(reading)


@group.command()
def issue(
    context: typer.Context,
    purpose: Annotated[Purpose, typer.Option(help="Why it is sent; decides what travels.")],
    to: Annotated[str, typer.Option(help="An establishment of the directory, or a board, tribunal or person by name.")],
    participant: Annotated[str | None, typer.Argument(help="A number, name or id.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="A draft for everybody who stays here.")] = False,
    in_short: Annotated[list[str] | None, typer.Option(help="The case in short, one sentence; up to three.")] = None,
    knowledge: Annotated[str | None, typer.Option(help="How well you know the case.")] = None,
    care: Annotated[list[str] | None, typer.Option(help="A point to read with care; up to four.")] = None,
    shown_on: Annotated[str | None, typer.Option(help="When it was shown to the participant.")] = None,
    shown_format: Annotated[str | None, typer.Option(help="How it was shown: read together, on paper, …")] = None,
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
        --knowledge "…" --shown-on t --shown-format "on paper" --shown-answer agrees
    throughcare summary issue --all --purpose transfer --to "Thornfield"

    Make a draft. It can still change until another clinician approves it. With --all, one for each participant whose
    stay here has not ended, and none twice: what is said of one case is added to each draft afterwards.
    """
    from registry.domain.summary import Statement
    from registry.services.draft_notices import notices_of_draft
    from registry.services.issuing import issue_summary, recipient_for

    if everybody == (participant is not None):
        raise InvalidValue("Whom it is about must be said.", hint="Name a participant, or give --all.")
    if everybody:
        if any((in_short, knowledge, care, shown_on, shown_answer, shown_words, not_shown_because)) or any(
            (interim, trauma_agreed, trauma_needed)
        ):
            raise InvalidValue("With --all nothing is said of one case.", hint="Issue that participant's by name.")
        issue_all(context, purpose, to)
        return
    assert participant is not None
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
            recipient=recipient_for(sat, purpose, typed(to)),
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
        notices = notices_of_draft(sat, draft)
    if door(context).json:
        told = {"notices": list(notices)} if notices else {}
        which = {"id": draft.id, "series": draft.series.id, "version": draft.series.version}
        output.data({**which, "status": "draft", **({"interim": True} if draft.interim else {}), **told})
        return
    name = short(draft.id)
    kind = "Interim draft" if draft.interim else "Draft"
    output.line(f"{kind} {name}, version {draft.series.version}, for {draft.recipient.name}.")
    output.lines(notices)
    if draft.interim:
        output.line(
            "Nobody approves it: you sign it, then somebody with the unit's key releases it, and it says NOT YET "
            "COUNTERSIGNED wherever it is shown. At the receiver it counts as a report, and its plan only asks, until "
            "the approved version comes: issue that one without --interim as soon as a second clinician is there."
        )
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
    confirm: ConfirmOption = None,
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
    confirm: ConfirmOption = None,
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
    try:
        files = write_outgoing(released.files, out, plain=plain_copy is not None)
    except StorageFailed as problem:
        again = f"throughcare summary export {short(released.document.id)} -o {shlex.quote(str(out))}"
        raise StorageFailed(problem.message, hint=f"It is released; write its file with: {again}") from problem
    _say_released(context, released, files)
    if released.reports and not door(context).json:
        output.next_step(f"throughcare report parole {short(released.document.id)} --purpose WHY -o report.pdf")


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
    _say_released(context, released, write_outgoing(released.files, out, plain=plain_copy is not None))


def _say_released(context: typer.Context, released: "Released", files: list[Path]) -> None:
    document = released.document
    if door(context).json:
        notices = {"notices": [notice.words for notice in released.notices]} if released.notices else {}
        output.data({"id": document.id, "digest": document.digest, "files": [str(file) for file in files], **notices})
        return
    for file in files:
        output.line(f"Wrote {file}.")
    if released.beside:
        output.line(released.beside)
    if released.notices:
        output.line("Tell everybody who was sent a summary of this participant:")
        output.lines(f"  {notice.words}" for notice in released.notices)


@group.command()
def withdraw(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="The released summary's id.")],
    reason: Annotated[str, typer.Option(help="Why it no longer stands; the recipient reads this.")],
    confirm: ConfirmOption = None,
    means_other: MeansOtherOption = None,
) -> None:
    """\b
    throughcare summary withdraw 1a2b3c4d --reason "The dose was another person's." --confirm nhs=… --confirm born=…

    Sign that a summary no longer stands. It stands until another person releases the withdrawal.
    """
    from registry.cli.reentry import confirmations
    from registry.services.withdrawing import withdraw_summary

    with sitting(context) as sat:
        kept = withdraw_summary(
            sat,
            document,
            confirmations(door(context), confirm),
            reason=typed(reason),
            means_other=tuple(means_other or ()),
        )
    if door(context).json:
        output.data({"id": kept.id, "digest": kept.digest, "status": kept.status, "withdraws": kept.about_id})
        return
    output.line(f"Approved the withdrawal {short(kept.id)}, for {kept.recipient_name}. The summary still stands.")
    output.next_step(f"throughcare summary release {short(kept.id)} -o DIR, by another person")


group.command()(receive)
group.command()(queue)
group.command()(attach)
group.command("list")(list_all)
group.command()(show)
