"""Realistic documents to draw: a dense page one, and a long report. People, units and numbers are invented."""

from datetime import UTC, datetime

from exports.chart import Bar, Chart
from exports.page import (
    Attachment,
    Bullets,
    Cell,
    CheckBlock,
    Column,
    Document,
    Facts,
    Gauge,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    SignatureBlock,
    Style,
    Table,
)

CREATED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NUMBER = "7d3f 09ac 51b2 e8c4 66f0 1a9d 3b7e c2d5 8841 f6a3 9c0b 27de 5f14 b09a e36c d872"
WORDS = ("harbour", "lantern", "meadow", "quartz")
BANNER = (
    "SÚILLEABHÁIN, Siân Ó · Born 01-Mar-1984 (42y) · NHS No. 999 000 0018 · Prison No. A1234BC",
    "Known as Shaun · Hearing aid, left ear · Short sessions, written summary in large print after each one",
)
FOOTER = (
    f"Document {NUMBER[:39]} … · {' · '.join(WORDS)}",
    "Alder Clinic psychology department · 01632 960 111 · confidential",
)


def cell(*lines: str, strong: bool = False) -> Cell:
    return Cell(lines=lines, strong=strong)


ROWS = (
    (
        cell("Violence", "Use of force", strong=True),
        cell("Life Minds Matter, Alder Clinic, 2024"),
        cell("38 of 40 offered, of 44 planned. 4 cancelled by the unit: no staff"),
        cell("Completed. Judged by Dr Łukasz Żółć, 3 May 2025"),
        cell("Walked away from two disputes on the ward; seen by nursing staff"),
        cell("Nothing. A repeat would be duplication"),
    ),
    (
        cell("Emotional regulation", "Managing feelings", strong=True),
        cell("Skills group and individual sessions, 2023–2025"),
        cell("51 of 60 offered, of 60 planned. Unwell 6, court 3"),
        cell("Completed. Judged by the treating team"),
        cell("Uses paced breathing; asks for time out"),
        cell("Keep going: weekly practice with a named worker"),
    ),
    (
        cell("Substance use", "Alcohol", strong=True),
        cell("Relapse planning, one to one, 2025"),
        cell("9 of 12 offered, of 16 planned. Moved ward"),
        cell("Not completed: left by transfer"),
        cell("Not yet seen outside sessions"),
        cell("Seven sessions, from session 10"),
    ),
    (
        cell("Trauma", "Not named in prison lists", strong=True),
        cell("Individual therapy with a shared formulation"),
        cell("Goals reviewed on 12 June 2025: two of three met"),
        cell("Goals answered by Siân and therapist"),
        cell("Sleeps through most nights; own diary"),
        cell("One open goal, if and when chosen"),
    ),
    (
        cell("Relationships", "Intimate partner work", strong=True),
        cell("None offered: not available here"),
        cell("0 of 0 offered"),
        cell("Not started. Alder Clinic has asked Rowan House"),
        cell("Not yet tested"),
        cell("Assessment of need first"),
    ),
)
TABLE = Table(
    columns=(
        Column(heading="Area of need", weight=1.05),
        Column(heading="Work, and where", weight=1.3),
        Column(heading="Received of offered of planned", weight=1.4),
        Column(heading="Outcome, and judge", weight=1.25),
        Column(heading="Seen outside sessions", weight=1.3),
        Column(heading="Left to do", weight=1.1),
    ),
    rows=ROWS,
)
PAGE_ONE = (
    Heading(level=1, text="Report on treatment received"),
    Facts(
        rows=(
            ("Name", "Siân Ó Súilleabháin"),
            ("Born", "1 March 1984"),
            ("Prison number", "A1234BC"),
            ("Legal status", "Section 47/49, since 9 January 2023"),
            ("Unit", "Alder Clinic, Birch Ward"),
            ("Hearing", "14 January 2027"),
        )
    ),
    Heading(level=2, text="What this is"),
    Paragraph(
        text="Psychological treatment up to 20 November 2026. It is not a risk assessment and makes no"
        " recommendation. Written by Dr Anwen"
        " Ștefănescu, forensic psychologist, who has worked with Siân since March 2023."
    ),
    Heading(level=2, text="In short"),
    Paragraph(
        text="Siân has completed the violence work asked of her and most of the work on feelings. Work on"
        " alcohol stopped when she moved"
        " ward, not by her choice. What remains can be done in the community or in prison."
    ),
    Heading(level=2, text="By area of need"),
    TABLE,
    Heading(level=2, text="What remains"),
    Bullets(
        items=(
            (
                "Seven relapse-planning sessions, from session 10 → at Rowan House or by the prison team, from"
                " February 2027."
            ),
            "Offering the violence programme again would be repetition.",
        )
    ),
    Heading(level=2, text="Read with care"),
    Bullets(
        items=(
            "Attendance before May 2023 was not recorded by the service.",
            "Staff and self-ratings of anger differ; both are in section 4.",
        )
    ),
    Heading(level=2, text="Beside prison programmes"),
    Paragraph(text="No comparison has been recorded. That is not evidence the work is less."),
    Heading(level=2, text="Siân’s words"),
    Paragraph(
        text="“I did the work. I want someone to read what I wrote before they ask me again.”", style=Style.QUOTE
    ),
    Paragraph(
        text="Disputes: the date of the second review. Shown to Siân on 18 November 2026, in large print;"
        " agrees with the rest."
    ),
    Heading(level=2, text="Limits"),
    Paragraph(
        text="From the records of one unit only. Two earlier units were asked and have not answered.", style=Style.SMALL
    ),
    SignatureBlock(
        rows=(
            Signature(
                role="Author",
                name="Dr Anwen Ștefănescu",
                detail="Forensic psychologist, PYL012345",
                signed="Signed electronically, 20 November 2026",
            ),
            Signature(
                role="Approver",
                name="Prof. Łukasz Żółć",
                detail="Consultant psychologist, PYL067890",
                signed="Signed electronically, 21 November 2026",
            ),
        )
    ),
    CheckBlock(
        number=NUMBER,
        words=WORDS,
        sentences=(
            (
                "To check this page without a computer, telephone the unit on 01632 960 111 and read out the"
                " number and the four words."
            ),
        ),
    ),
)
ATTACHMENT = Attachment(
    name="throughcare.json",
    data=b'{"kind":"example","text":"' + b"Made for tests, and of no account. " * 600 + b'"}',
    mime="application/json",
    description="The signed document from which these pages were drawn",
    modified=CREATED,
)
CHART = Chart(
    label="Anger on the ward, version 2",
    scale="From 0 to 60; lower is better.",
    rows=(
        Bar(label="Self-rating: before, March 2023", words="41", share=41 / 60),
        Bar(label="Self-rating: after, May 2025", words="28.5", share=28.5 / 60),
        Bar(label="Staff: after, May 2025", words="not read", share=None),
    ),
    sentences=("The self rating fell by 12.5 points.", "A change in a reading shows nothing else."),
)
PROSE = (
    "The first weeks were spent on getting to know one another and on agreeing what the work was for. Siân"
    " said that groups were hard"
    " because of her hearing, and asked to sit where she could see faces; the unit moved the table, and"
    " attendance rose from then on."
    " By the ninth session she led the opening round herself. “It stopped being a lesson,” she said."
)


def page_one(watermark: str = "", attachment: Attachment | None = ATTACHMENT) -> Document:
    return Document(
        title="Report on treatment received: Siân Ó Súilleabháin",
        author="Dr Anwen Ștefănescu",
        subject="Treatment received up to 20 November 2026",
        created=CREATED,
        banner=BANNER,
        footer=FOOTER,
        watermark=watermark,
        attachment=attachment,
        code="urn:example:" + NUMBER.replace(" ", ""),
        blocks=PAGE_ONE,
    )


def long_report() -> Document:
    """Four pages: page one, then sections with every kind of block and a table that breaks."""
    sections = []
    for number, name in enumerate(("Violence", "Emotional regulation", "Substance use", "Trauma", "Relationships"), 2):
        sections += [
            Heading(level=2, text=f"{number}. {name}"),
            Paragraph(text=PROSE),
            Gauge(label="Sessions received", done=6 * number, of=40, words=f"{6 * number} of 40 offered"),
            Gauge(label="Goals answered", done=number, of=7, words=f"{number} of 7, by both"),
            CHART,
            Heading(level=3, text="What was learnt"),
            Paragraph(text=PROSE[:280]),
            Paragraph(text="“Walk first, talk after.”", style=Style.QUOTE),
            Paragraph(text="Self-ratings were taken twice; the second was read out and agreed.", style=Style.NOTE),
        ]
    register = Table(
        caption="Every session, as marked on the day",
        columns=(Column(heading="Date"), Column(heading="Session", weight=3), Column(heading="Marked", weight=2)),
        rows=tuple(
            (
                cell(f"{1 + n % 28:02}-Mar-2025"),
                cell(f"Session {n}: review of the week and practice"),
                cell("Attended" if n % 5 else "Cancelled by the unit: no staff"),
            )
            for n in range(1, 49)
        ),
    )
    return Document(
        title="Report on treatment received",
        author="Dr Anwen Ștefănescu",
        subject="Treatment received",
        created=CREATED,
        banner=BANNER,
        footer=FOOTER,
        attachment=ATTACHMENT,
        code="urn:example:" + NUMBER.replace(" ", ""),
        blocks=(*PAGE_ONE, PageBreak(), *sections, Heading(level=2, text="Register"), register),
    )
