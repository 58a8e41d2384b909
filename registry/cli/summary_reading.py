"""Reading a summary before and after it is signed: preview, differences, what is kept, and who has been shown it."""

from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import Door, door, required_day, short, sitting
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.text import typed
from registry.domain.voice import Agreement, NotShown, Shown

if TYPE_CHECKING:
    from exports.page import Document
    from registry.services.sitting import Sitting


def preview(context: typer.Context, draft: Annotated[str, typer.Argument(help="The draft's id.")]) -> None:
    """\b
    throughcare summary preview 1a2b3c4d

    Read exactly what will be signed, and which words somebody must look at first.
    """
    from registry.services.reporting import preview_page

    with sitting(context) as sat:
        page, found = preview_page(sat, draft)
    if door(context).json:
        looked = [
            {"name": hit.name, "kind": hit.kind, "path": hit.path, "word": hit.word, "around": hit.around}
            for hit in found
        ]
        output.data({"text": _text(page), "lookAt": looked})
        return
    output.lines(_text(page).splitlines())
    if found:
        output.note(f"Before it can be approved, {len(found)} word{'s' * (len(found) > 1)} to look at:")
        for hit in found:
            output.note(f"  {hit.words}")
        output.note('Change the record and issue again; or approve with --means-other "PATH:WORD" for each.')


def diff(
    context: typer.Context, document: Annotated[str, typer.Argument(help="The draft's or the summary's id.")]
) -> None:
    """\b
    throughcare summary diff 1a2b3c4d

    Read what it says otherwise than the version it replaces: added, changed and removed, section by section.
    """
    from registry.services.reporting import diff_page

    with sitting(context) as sat:
        page, changes = diff_page(sat, document)
    if door(context).json:
        names = ("section", "kind", "what", "part", "before", "after")
        output.data([{name: str(getattr(change, name)) for name in names} for change in changes])
    else:
        output.lines(_text(page).splitlines())


def shown(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(help="The draft's id.")],
    on: Annotated[str | None, typer.Option(help="When it was shown to the participant.")] = None,
    how: Annotated[str | None, typer.Option(help="How it was shown: read together, on paper, …")] = None,
    answer: Annotated[Agreement | None, typer.Option(help="What they said.")] = None,
    words: Annotated[str | None, typer.Option(help="In their words.")] = None,
    not_because: Annotated[str | None, typer.Option(help="Why it was not shown; printed on page one.")] = None,
) -> None:
    """\b
    throughcare summary shown 1a2b3c4d --on t --how "on paper" --answer agrees-in-part --words "The dates are wrong."
    throughcare summary shown 1a2b3c4d --not-because "He was moved overnight."

    Record that a draft was shown to the participant and what they said, or why it was not. A prison, a board and a
    tribunal get nothing without it.
    """
    from registry.services.drafts import record_showing

    with sitting(context) as sat:
        said = showing_of(sat.user.person.name, on=on, way=how, answer=answer, words=words, because=not_because)
        if said is None:
            raise InvalidValue("Shown or not shown is not said.", hint="Give --on and --answer, or --not-because.")
        changed = record_showing(sat, draft, said)
    if door(context).json:
        output.data({"id": changed.id, "shown": isinstance(said, Shown)})
        return
    told = f"shown on {said.on.words}: {said.answer.words}" if isinstance(said, Shown) else "not shown"
    output.line(f"Draft {short(changed.id)}: {told}.")
    output.next_step(f"throughcare summary preview {short(changed.id)}")


def showing_of(
    by: str, *, on: str | None, way: str | None, answer: Agreement | None, words: str | None, because: str | None
) -> Shown | NotShown | None:
    """Return what the options say of the showing, or None where they say nothing.

    Raises InvalidValue for both, and for a showing of which nobody says how.
    """
    if because and (on or way or answer or words):
        raise InvalidValue("Shown to the participant, and not shown: only one can be.")
    if because:
        return NotShown(by=by, reason=typed(because))
    if on is None:
        if way or answer or words:
            raise InvalidValue("What they said of it stands without the day it was shown.", hint="Add the day.")
        return None
    if not way:
        # A page says how it was shown: nobody but who showed it can say that.
        raise InvalidValue(
            "How it was shown is not said.", hint="Say it: read together, on paper, with an interpreter."
        )
    return Shown(
        on=required_day(on),
        format=typed(way),
        answer=answer or Agreement.NO_ANSWER,
        words=typed(words) if words else None,
        by=by,
    )


def read_and_ask(sat: "Sitting", here: Door, draft: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the hits that mean something else: those given, and those confirmed at a terminal.

    At a terminal the person first reads exactly what they will sign. Raises NotAllowed when they say no.
    """
    if not here.may_ask:
        return named
    from registry.services.reporting import preview_page

    page, found = preview_page(sat, draft)
    for line in _text(page).splitlines():
        output.note(line)
    meant = list(named)
    for hit in found:
        if hit.name not in named:
            output.note(hit.words)
            if not here.asks.sure("Is this another word or person, or meant to be said here?"):
                raise NotAllowed("Not approved.", hint="Change it in the record, and issue again.")
            meant.append(hit.name)
    if not here.asks.sure("Is this what you want to sign?"):
        raise NotAllowed("Not approved.", hint="Its author can change the record and issue again.")
    return tuple(meant)


def read_and_confirm(sat: "Sitting", here: Door, document: str) -> None:
    """At a terminal, show the approved summary and ask whether it goes out. Raises NotAllowed for a no."""
    if not here.may_ask:
        return
    from registry.services.reporting import document_page

    for line in _text(document_page(sat, document)).splitlines():
        output.note(line)
    if not here.asks.sure("Is this what you want to release?"):
        raise NotAllowed("Not released.", hint="It stays approved; a change is a new version.")


def _text(page: "Document") -> str:
    from exports.text import render_text

    return render_text(page)
