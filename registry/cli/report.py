"""`throughcare report`: reports to print."""

import re
from os.path import lexists
from pathlib import Path
from typing import Annotated, Any

import typer

from registry.cli import output
from registry.cli.door import day, door, sitting
from registry.cli.paper import Form, FormOption, drawn, named, numbered, print_page
from registry.cli.report_people import OutOption, PurposeOption, annex, certificate, clinical, participant
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE
from registry.domain.errors import Refusal, Refused
from registry.files import read_regular, write_private

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

# A hearing list is typed by hand; nobody types more.
_LONGEST_LIST = 1 << 20
_LINE = "Each line is a DOCUMENT, with or without a DATE."
_DOCUMENT = re.compile(r"(urn:uuid:)?[0-9a-fA-F-]{1,64}")


@group.command()
def parole(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A released summary's id.")],
    purpose: PurposeOption,
    out: OutOption,
    form: FormOption = Form.PDF,
    hearing: Annotated[str | None, typer.Option(metavar="DATE", help=f"The hearing's date: {DATE}.")] = None,
    applied: Annotated[
        str | None, typer.Option(metavar="DATE", help="A tribunal's: the date of the application or reference.")
    ] = None,
) -> None:
    """\b
    throughcare report parole 1a2b3c4d --purpose "oral hearing 12 March" -o report.pdf
    throughcare report parole 1a2b3c4d --purpose "reading" --format text -o -
    throughcare report parole 1a2b3c4d --purpose "oral hearing" --hearing "12 mar 2027" -o reports

    Print the report of a released summary for a parole board or tribunal; a PDF carries the signed document.
    """
    from registry.services.reporting import report_parole

    on, since = day(hearing), day(applied)
    with sitting(context) as sat:
        page, digest, warnings = report_parole(sat, document, purpose=purpose, hearing=on, applied=since)
    for warning in warnings:
        output.note(f"NOTE: {warning}")
    file = named(out, numbered("treatment-report", page), form)
    if door(context).json and out != "-":
        write_private(Path(file), drawn(page, form))
        output.data({"file": file, "digest": digest, "warnings": list(warnings)})
        return
    print_page(door(context), page, file, f"throughcare verify {file}" if form is Form.PDF else "", form=form)


@group.command("all")
def all_of_a_list(
    context: typer.Context,
    listed: Annotated[Path, typer.Argument(metavar="LIST", help="A text file: on each line a DOCUMENT, and a DATE.")],
    purpose: PurposeOption,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The folder to write to.")],
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare report all hearings.txt --purpose "hearings in March" -o reports

    Print the reports of a hearing list: each line names a released summary and, if you like, the hearing's date.

    A file that is no list is refused before anything is printed. Then every line is tried; one that cannot be printed
    is said by its number, and the command ends with 1.
    """
    from registry.domain.errors import NotAllowed, ThroughcareError
    from registry.domain.long_work import in_parts
    from registry.domain.text import number_of
    from registry.domain.wording import capital
    from registry.services.reporting import report_parole

    if not out.is_dir():
        raise NotAllowed(f"{out} is no folder.", hint="Make it first.")
    lines = _hearings(listed)
    made: list[dict[str, Any]] = []
    left: list[tuple[int, ThroughcareError]] = []

    def tell(done: int, of: int) -> None:
        output.progress(done, of, "reports")

    with sitting(context) as sat:
        for done, (number, (document, *date)) in enumerate(lines):
            in_parts(tell, f"{number_of(len(made), 'report')} written until then stay")(done, len(lines))
            try:
                page, digest, warnings = report_parole(
                    sat, document, purpose=purpose, hearing=day(date[0].strip()) if date else None
                )
                file = out / f"{numbered('treatment-report', page)}{form.suffix}"
                if lexists(file):
                    raise NotAllowed(
                        f"{file.name} is there already; nothing was saved.",
                        hint="Take it away, or write to another folder with -o.",
                    )
                write_private(file, drawn(page, form))
            except ThroughcareError as problem:
                left.append((number, problem))
                continue
            made.append({"file": str(file), "digest": digest, "warnings": list(warnings)})
        tell(len(lines), len(lines))
    output.progress_ends()
    for one in made:
        for warning in one["warnings"]:
            output.note(f"NOTE: {one['file']}: {warning}")
    for number, why in left:
        output.note(f"Line {number}: {why.message} {why.hint or why.what_next}")
    if door(context).json:
        output.data({"made": made, "left": [{"line": number, "why": why.message} for number, why in left]})
    else:
        output.lines(f"Wrote {one['file']}." for one in made)
    if left:
        mend = "mend this line" if len(left) == 1 else "mend these lines"
        raise NotAllowed(
            f"{len(left)} of {len(lines)} lines could not be printed.",
            hint=f"The others are written; {mend}." if made else f"{capital(mend)}.",
        )


def _hearings(listed: Path) -> list[tuple[int, list[str]]]:
    """The lines of a hearing list by their numbers, each its document and, where given, its date."""
    try:
        text = read_regular(listed, _LONGEST_LIST).decode()
    except UnicodeDecodeError:
        raise Refused(
            Refusal.ENCODING, f"{listed.name} is not text in UTF-8.", hint="Save it as plain text in UTF-8."
        ) from None
    lines = [(number, line.split(None, 1)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise Refused(Refusal.SCHEMA, f"{listed.name} names no document.", hint=_LINE)
    # Another kind of file altogether is one refusal, and not one for each of its lines.
    for number, (document, *_) in lines:
        if not _DOCUMENT.fullmatch(document):
            raise Refused(
                Refusal.SCHEMA, f"Line {number} of {listed.name} names no document; nothing was printed.", hint=_LINE
            )
    return lines


group.command()(clinical)
group.command()(participant)
group.command()(certificate)
group.command()(annex)
