"""`throughcare subject-access`: a participant asks what is recorded about them, and is answered item by item."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, required_day, short, sitting, whole_day
from registry.cli.paper import Form, named, print_page, write_file
from registry.cli.report_people import OutOption, PurposeOption
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE, OnOption, ParticipantArgument
from registry.cli.subject_access_lines import counts, figures, heading, item_lines, item_plain
from registry.cli.typed_values import parts, words
from registry.domain.access_ground import Answer, Ground, Opinion
from registry.domain.errors import InvalidValue
from registry.domain.text import typed
from registry.domain.wording import capital
from registry.files import require_free

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

OPINION = "NAME|PROFESSION|DATE"
_RELEASING = f'--purpose "..." --kept "..." --opinion "{OPINION}" -o answer.pdf'

RequestArgument = Annotated[
    str, typer.Argument(metavar="REQUEST", help="Its id, or the participant it is about; see `subject-access list`.")
]


class AccessForm(StrEnum):
    """How an answer is written."""

    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """What a file of this form ends in."""
        return ".json" if self is AccessForm.JSON else Form(self.value).suffix


@group.command("open")
def begin(
    context: typer.Context,
    participant: ParticipantArgument,
    received: Annotated[
        str, typer.Option(metavar="DATE", help=f"When it came or, later, when it was clear who asks: {DATE}.")
    ] = "t",
    asked_by: Annotated[str | None, typer.Option(help="Who asks for them, where they do not themselves.")] = None,
    authority: Annotated[str | None, typer.Option(help="By what that person may.")] = None,
) -> None:
    """\b
    throughcare subject-access open 9990000018 --received 3/11/26
    throughcare subject-access open 9990000018 --asked-by "Ann Reyes, solicitor" --authority "letter of 2 November"

    Enter a request to be told what is recorded. The answer is due one month later.
    """
    from registry.services.subject_access import open_request

    came = whole_day(received)
    with sitting(context) as sat:
        opened = open_request(sat, participant, received=came, asker=words(asked_by), authority=words(authority))
        today = sat.today
    answer(
        door(context),
        opened,
        heading(opened),
        f"Request {short(opened.request.id)}: {opened.request.due_words(today)}.",
        next_steps=(f"throughcare subject-access show {short(opened.request.id)}",),
    )


@group.command("list")
def list_all(
    context: typer.Context,
    closed: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
) -> None:
    """\b
    throughcare subject-access list
    throughcare subject-access list --all

    List the requests that are open, those due first at the top, and say which are overdue.
    """
    from registry.services.subject_access import list_requests

    with sitting(context) as sat:
        found, today = list_requests(sat, closed=closed), sat.today
    if door(context).json:
        output.data(plain(found))
        return
    if not found:
        output.line("No request is recorded." if closed else "No request is open.")
        return
    output.table(
        ("REQUEST", "PARTICIPANT", "CAME", "STANDS"),
        [
            (
                short(one.request.id),
                one.name,
                one.request.received.words,
                f"{one.request.due_words(today)}{', longer was taken' if one.request.extension else ''}",
            )
            for one in found
        ],
    )


@group.command()
def show(
    context: typer.Context,
    request: RequestArgument,
    items: Annotated[
        list[str] | None, typer.Argument(metavar="[ITEM]...", help="Items by their codes, in full; else all, briefly.")
    ] = None,
    unmarked: Annotated[bool, typer.Option("--unmarked", help="Only what still wants a mark.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Every item in full.")] = False,
) -> None:
    """\b
    throughcare subject-access show 9990000018
    throughcare subject-access show 9990000018 --unmarked --full
    throughcare subject-access show 9990000018 1a2b3c4d 5e6f7a8b

    Show everything that is held about somebody who asks, each item with its code and its mark.
    """
    from registry.services.subject_access_items import show_items

    with sitting(context) as sat:
        seen, today = show_items(sat, request), sat.today
    codes = {code.casefold() for code in items or ()}
    if unknown := codes - {one.item.code for one in seen.items}:
        raise InvalidValue(f"No item is called {min(unknown)[:60]!a}.", hint="Copy the codes from the list.")
    chosen = [one for one in seen.items if (not codes or one.item.code in codes) and not (unmarked and one.mark)]
    if door(context).json:
        output.data(plain({"request": seen.request, "items": [item_plain(one) for one in chosen]}))
        return
    output.screen((heading(seen), f"Request {short(seen.request.id)}: {seen.request.due_words(today)}.", ""))
    output.screen(item_lines(chosen, full=full or bool(codes)))
    output.lines(["", *counts(seen)])
    if left := seen.unmarked:
        of = short(seen.request.id)
        look = next((one.item.code for one in left if one.look), left[0].item.code)
        output.next_step(
            f"throughcare subject-access show {of} {look}",
            *([f"throughcare subject-access mark {of} --given"] if any(not one.look for one in left) else []),
        )


@group.command()
def mark(
    context: typer.Context,
    request: RequestArgument,
    items: Annotated[list[str] | None, typer.Argument(metavar="[ITEM]...", help="Items by their codes.")] = None,
    given: Annotated[
        bool, typer.Option("--given", help="They are given. Without items: all that want no look of their own.")
    ] = False,
    withheld: Annotated[
        Ground | None, typer.Option(help="They are withheld, on this ground; see `subject-access grounds`.")
    ] = None,
    why: Annotated[str | None, typer.Option(help="Why, in a sentence; nobody who asks is told.")] = None,
    opinion: Annotated[
        str | None,
        typer.Option(metavar=OPINION, help="With serious-harm: the health professional whose opinion it is."),
    ] = None,
) -> None:
    """\b
    throughcare subject-access mark 9990000018 --given
    throughcare subject-access mark 9990000018 1a2b3c4d --given --why "She was asked on the 9th and has agreed."
    throughcare subject-access mark 9990000018 5e6f7a8b --withheld other-person --why "His sister asked us not to."
    throughcare subject-access mark 9990000018 5e6f7a8b --withheld serious-harm --why "It tells where she lives." \\
        --opinion "Dr Ann Lowe|consultant psychiatrist|9/11/26"

    Mark items given or withheld. A later mark replaces an earlier one, which is kept.

    What names somebody from a group, what a carer said, annexes and entries made in error are marked one by one.
    """
    from registry.services.subject_access_items import mark_items

    if given == (withheld is not None):
        raise InvalidValue("An item is either given or withheld.", hint="Say --given, or --withheld GROUND.")
    with sitting(context) as sat:
        seen = mark_items(
            sat,
            request,
            tuple(items or ()),
            Answer.GIVEN if given else Answer.WITHHELD,
            ground=withheld,
            why=words(why),
            opinion=_opinion(opinion) if opinion is not None else None,
        )
    of = short(seen.request.id)
    step = f"show {of} --unmarked" if seen.unmarked else f"release {of} {_RELEASING}"
    if door(context).json:
        output.data({"request": seen.request.id, **figures(seen)})
        return
    output.screen((heading(seen), *counts(seen)))
    output.next_step(f"throughcare subject-access {step}")


@group.command()
def grounds(context: typer.Context) -> None:
    """\b
    throughcare subject-access grounds

    List the grounds on which the law lets an item be withheld. Which one holds, whoever marks judges.
    """
    found = [{"ground": one.value, "law": one.law, "words": one.words} for one in Ground]
    if door(context).json:
        output.data(found)
        return
    for one in found:
        output.screen((f"{one['ground']}   {one['law']}", f"    {capital(one['words'])}."))


@group.command()
def extend(
    context: typer.Context,
    request: RequestArgument,
    reason: Annotated[str, typer.Option(help="Why, as whoever asked was told.")],
    told_on: Annotated[str, typer.Option(metavar="DATE", help=f"When they were told: {DATE}.")] = "t",
) -> None:
    """\b
    throughcare subject-access extend 9990000018 --reason "Forty years of records from three units." --told-on 20/11/26

    Take two further months. Whoever asked is told, with the reason, within the first.
    """
    from registry.services.subject_access import extend_request

    when = whole_day(told_on)
    with sitting(context) as sat:
        extended, today = extend_request(sat, request, reason=typed(reason), told_on=when), sat.today
    answer(door(context), extended, heading(extended), f"{capital(extended.request.due_words(today))}.")


@group.command()
def release(
    context: typer.Context,
    request: RequestArgument,
    purpose: PurposeOption,
    opinion: Annotated[
        str,
        typer.Option(
            metavar=OPINION,
            help="Whose opinion it is, as the appropriate health professional, that giving this is not likely to cause "
            "serious harm; at most six months old (DPA 2018, Sch. 3, para. 6).",
        ),
    ],
    out: OutOption,
    kept: Annotated[
        str | None,
        typer.Option(help="How long the record is kept, and by which rule; they are told. Default: its class's words."),
    ] = None,
    form: Annotated[AccessForm, typer.Option("--format", help="PDF, a web page, plain text or JSON.")] = AccessForm.PDF,
) -> None:
    """\b
    throughcare subject-access release 9990000018 --purpose "their request of 3 November" \\
        --kept "20 years after the last contact, by the trust's schedule" \\
        --opinion "Dr Ann Lowe|consultant psychiatrist|9/11/26" -o answer.pdf

    Write the answer, once every item is marked. It holds what is given and no trace of anything else.

    It may be released again, in another form or after other marks, until the request is closed.
    """
    from registry.services.subject_access_release import release_answer

    asked = _opinion(opinion)
    file = named(out, "subject-access", form)
    if file != "-":
        require_free(Path(file))
    with sitting(context) as sat:
        page, data = release_answer(sat, request, purpose=typed(purpose), kept=words(kept), opinion=asked)
    done = f'throughcare subject-access close "{request}" --words "handed over in the interview room"'
    if form is AccessForm.JSON:
        write_file(door(context), data, file, done)
    else:
        print_page(door(context), page, file, done, form=Form(form.value))


@group.command()
def close(
    context: typer.Context,
    request: RequestArgument,
    said: Annotated[str, typer.Option("--words", help="How it ended: handed over, taken back, refused.")],
    on: OnOption = "t",
) -> None:
    """\b
    throughcare subject-access close 9990000018 --words "handed over on paper, with her advocate"
    throughcare subject-access close 9990000018 --words "he took it back" --on 5/11/26

    End a request. Its marks and releases stay; they may ask again at any time.
    """
    from registry.services.subject_access import close_request

    when = required_day(on)
    with sitting(context) as sat:
        ended, today = close_request(sat, request, on=when, words=typed(said)), sat.today
    answer(door(context), ended, heading(ended), f"{capital(ended.request.due_words(today))}.")


def _opinion(given: str) -> Opinion:
    name, profession, on = parts(given, OPINION)
    return Opinion(name=name, profession=profession, on=required_day(on))
