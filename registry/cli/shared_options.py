"""Arguments and options that several commands take, each worded once."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli.typed_values import STAFF
from registry.domain.dates import Recorded
from registry.domain.participant import Known
from registry.domain.people import Tier
from registry.domain.repeat import RepeatReason

# How a date may be typed; said once in every help text that takes one.
DATE = "t, y, -3, 1/3/26, 1 mar, 2026-03 or 2019"

ParticipantArgument = Annotated[str, typer.Argument(metavar="PARTICIPANT", help="A number, a name or an id.")]
InterventionArgument = Annotated[
    str, typer.Argument(metavar="INTERVENTION", help="Its id, or the first eight digits; see `participant show`.")
]

SessionArgument = Annotated[
    str, typer.Argument(metavar="SESSION", help="Its id, or the first eight digits; see `group show`.")
]
GroupArgument = Annotated[str, typer.Argument(metavar="GROUP", help="Its whole name, or an id.")]

OnOption = Annotated[str, typer.Option("--on", metavar="DATE", help=f"When: {DATE}.")]
RecordedOption = Annotated[
    Recorded | None, typer.Option("--recorded", help="When and on whose word it was written down.")
]

AtIdOption = Annotated[str | None, typer.Option("--at-id", metavar="URN", help="Another establishment's id.")]
AtNameOption = Annotated[str | None, typer.Option("--at-name", help="Another establishment, as reported.")]
AtTierOption = Annotated[Tier | None, typer.Option("--at-tier", help="Where it stands in the pathway.")]

StaffOption = Annotated[
    list[str] | None,
    typer.Option(
        "--staff",
        metavar=STAFF,
        help="Who was in the room; repeat. `me`, a login, a name, or `same` for those of the session before.",
    ),
]

OutOption = Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="The file to write, or - for stdout.")]

FileOption = Annotated[
    Path | None, typer.Option("--text-file", metavar="FILE", help="Read the words from a file; - for stdin.")
]

LanguageOption = Annotated[str | None, typer.Option("--language", help="The language they speak best.")]
InterpreterOption = Annotated[str | None, typer.Option("--interpreter", help="Which interpreter is needed.")]
HearingOption = Annotated[str | None, typer.Option("--hearing", help="What to know about hearing.")]
LiteracyOption = Annotated[str | None, typer.Option("--literacy", help="What to know about reading and writing.")]
LearningDisabilityOption = Annotated[Known | None, typer.Option("--learning-disability", help="As far as known.")]
AutismOption = Annotated[Known | None, typer.Option("--autism", help="As far as known.")]
BrainInjuryOption = Annotated[Known | None, typer.Option("--brain-injury", help="As far as known.")]
FormatWantedOption = Annotated[str | None, typer.Option("--format-wanted", help="The format they want papers in.")]
WhatHelpsOption = Annotated[str | None, typer.Option("--what-helps", help="What helps them in a conversation.")]

AgainOption = Annotated[RepeatReason | None, typer.Option("--again-because", help="Why it is done again, where it is.")]
AgainWordsOption = Annotated[
    str | None, typer.Option("--words", help="That reason in a sentence; it stays with the record and travels.")
]
