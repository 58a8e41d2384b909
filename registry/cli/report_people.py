"""`throughcare report clinical`, `participant` and `certificate`: for those who treat somebody, and for the person; and
`annex`, for those named in it.
"""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli.door import door, sitting
from registry.cli.paper import Form, FormOption, named, numbered, print_page
from registry.cli.reentry import MeansOtherOption

PurposeOption = Annotated[str, typer.Option(help="Why it is printed; kept in the audit.")]
OutOption = Annotated[str, typer.Option("-o", "--out", help="The file or folder to write, or - for stdout.")]
LargeOption = Annotated[
    bool | None,
    typer.Option("--large-print/--usual-print", help="Letters of 16 points and more; else as they asked."),
]
PicturesOption = Annotated[
    bool | None, typer.Option("--pictures/--no-pictures", help="A picture beside each heading; else as they asked.")
]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT|PARTICIPANT", help="A released summary's id, or whose record: then a draft.")
]


def clinical(
    context: typer.Context,
    asked: DocumentArgument,
    purpose: PurposeOption,
    out: OutOption,
    community: Annotated[bool, typer.Option("--community", help="From a record: for a community team.")] = False,
    means_other: MeansOtherOption = None,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare report clinical 1a2b3c4d --purpose "ward round" -o clinical.pdf
    throughcare report clinical 9990000018 --community --purpose "discharge meeting" --format html -o clinical.html

    Print the report for a receiving team: the first two weeks, the plan by need, and what to go on from.

    For a community team it leads with what to keep going.
    """
    from registry.services.printing import report_clinical

    with sitting(context) as sat:
        page = report_clinical(sat, asked, purpose=purpose, community=community, means_other=tuple(means_other or ()))
    print_page(door(context), page, named(out, numbered("clinical-report", page), form), form=form)


def participant(
    context: typer.Context,
    asked: DocumentArgument,
    purpose: PurposeOption,
    out: OutOption,
    full: Annotated[bool, typer.Option("--full", help="Name the work and the places; needs --kept-at.")] = False,
    kept_at: Annotated[str | None, typer.Option("--kept-at", help="With --full: where the copy will be kept.")] = None,
    large_print: LargeOption = None,
    pictures: PicturesOption = None,
    means_other: MeansOtherOption = None,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare report participant 9990000018 --purpose "their own copy" -o my-copy.pdf
    throughcare report participant 9990000018 --large-print --pictures --purpose "their own copy" -o my-copy.pdf
    throughcare report participant 1a2b3c4d --full --kept-at "locked property" --purpose "asked for" -o full.pdf

    Print a participant's own copy: to them, in plain words, with space to write, and safe to hold.

    Large print and pictures follow the format they asked for, as `participant communication` recorded it.
    """
    from registry.services.printing import report_participant

    file = named(out, "my-full-copy" if full else "my-copy", form)
    with sitting(context) as sat:
        page = report_participant(
            sat,
            asked,
            purpose=purpose,
            full=full,
            kept_where=kept_at,
            large_print=large_print,
            pictures=pictures,
            means_other=tuple(means_other or ()),
            file_name=None if out == "-" else Path(file).name,
        )
    print_page(door(context), page, file, form=form)


def certificate(
    context: typer.Context,
    asked: DocumentArgument,
    purpose: PurposeOption,
    out: OutOption,
    work: Annotated[
        str | None,
        typer.Argument(metavar="[INTERVENTION]", help="Its id, or the first eight digits, where there are several."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Name the work and where it was.")] = False,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare report certificate 9990000018 1a2b3c4d --purpose "they asked for one" -o my-certificate.pdf
    throughcare report certificate 5e6f7a8b --purpose "they asked for one" -o my-certificate.pdf

    Print a certificate to sign by hand: of completion where completed by definition, else of the work done.
    """
    from registry.services.printing import report_certificate

    file = named(out, "my-certificate", form)
    with sitting(context) as sat:
        page = report_certificate(
            sat,
            asked,
            work,
            purpose=purpose,
            full=full,
            file_name=None if out == "-" else Path(file).name,
        )
    print_page(door(context), page, file, form=form)


def annex(
    context: typer.Context,
    asked: Annotated[str, typer.Argument(metavar="ANNEX", help="A released annex's id.")],
    purpose: PurposeOption,
    out: OutOption,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare report annex 1a2b3c4d --purpose "application to withhold" -o annex.pdf

    Print a sensitive annex as a document by itself, for those it is addressed to: no open report holds any of it.

    Who may open an annex prints it; a PDF carries the signed document.
    """
    from registry.services.annex_printing import report_annex

    with sitting(context) as sat:
        page = report_annex(sat, asked, purpose=purpose)
    file = named(out, numbered("sensitive-annex", page), form)
    print_page(door(context), page, file, f"throughcare verify {file}" if form is Form.PDF else "", form=form)
