import io
import os
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from exports.page import Bullets, Cell, Column, Document, Facts, Gauge, Heading, Paragraph, Style, Table
from exports.pdf import BANNER_FIRST, HEIGHT, LARGE, _Frame, render_pdf
from tests.exports import samples
from tests.exports.reading import bodies, heading_words, model_words, packed, pages, read_once, reader


def of(*blocks: object, **more: object) -> Document:
    given = {"title": "A page", "author": "A. Writer", "subject": "", "created": samples.CREATED, **more}
    return Document(blocks=blocks, **given)


def test_page_one_is_one_page() -> None:
    assert len(pages(render_pdf(samples.page_one()))) == 1


@pytest.mark.parametrize(
    "document", [samples.page_one("DRAFT: not signed"), samples.long_report()], ids=["one", "long"]
)
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert render_pdf(document) == render_pdf(document)


def test_another_process_gives_the_same_bytes() -> None:
    script = "import sys; from tests.exports import samples; from exports.pdf import render_pdf;"
    script += "sys.stdout.buffer.write(render_pdf(samples.long_report()))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert seen == {render_pdf(samples.long_report())}


def test_another_word_gives_another_identifier() -> None:
    first, second = (reader(render_pdf(of(Paragraph(text=text)))) for text in ("one", "two"))
    assert first.trailer["/ID"] != second.trailer["/ID"]


def test_the_attachment_comes_back_byte_for_byte_from_two_readers() -> None:
    data = render_pdf(samples.page_one())
    attachment = samples.ATTACHMENT
    assert dict(reader(data).attachments) == {attachment.name: [attachment.data]}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert list(pdf.attachments) == [attachment.name]
        spec = pdf.attachments[attachment.name]
        assert spec.get_file().read_bytes() == attachment.data
        assert spec.get_file().mime_type == "application/json"
        assert spec.relationship == pikepdf.Name.Source
        assert [part.objgen for part in pdf.Root.AF] == [spec.obj.objgen]
        assert spec.description == attachment.description
        assert str(spec.obj.EF.F.Params.ModDate) == "D:20261122093000Z"


def test_without_an_attachment_there_is_none() -> None:
    data = render_pdf(samples.page_one(attachment=None))
    assert not reader(data).attachments
    assert b"/EmbeddedFile" not in data


def test_qpdf_finds_nothing_wrong() -> None:
    for document in (
        samples.page_one("DRAFT: not signed"),
        samples.long_report(),
        of(Paragraph(text="Ωμέγα \U0001f600")),
    ):
        with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert pdf.get_warnings() == []


def test_it_says_that_it_was_made_to_pdf_a_3b() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(samples.page_one()))) as pdf:
        # No older properties that could contradict the metadata; pikepdf adds them once it reads it.
        assert pdf.trailer.get("/Info") is None
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "3B"
            assert metadata["dc:title"] == samples.page_one().title
            assert metadata["dc:creator"] == ["Dr Anwen Ștefănescu"]
            assert metadata["xmp:CreateDate"] == "2026-11-22T09:30:00Z"
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        [intent] = pdf.Root.OutputIntents
        assert intent.S == pikepdf.Name.GTS_PDFA1
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert "/Encrypt" not in pdf.trailer
        assert pdf.pdf_version == "1.7"


def test_every_font_is_embedded_and_readable_back() -> None:
    document = of(
        Heading(level=2, text="Bold"), Paragraph(text="plain Ωμέγα"), Paragraph(text="leant", style=Style.QUOTE)
    )
    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert len(fonts) == 4
        for font in fonts:
            assert font.Subtype == pikepdf.Name.Type0
            assert len(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) > 500
            assert "/ToUnicode" in font


def test_watermark_number_banner_and_footer_run_on_every_page() -> None:
    texts = pages(render_pdf(replace(samples.long_report(), watermark="NOT YET COUNTERSIGNED")))
    assert len(texts) >= 4
    for number, text in enumerate(texts, 1):
        assert text.count("NOT YET COUNTERSIGNED") == 2
        assert f"Page {number} of {len(texts)}" in text
        for line in (*samples.BANNER, *samples.FOOTER):
            assert packed(line) in packed(text)


def test_words_that_warn_of_nothing_stand_beside_the_banner_alone() -> None:
    document = replace(samples.long_report(), watermark="From the record of 1 March", across=False)
    assert {text.count("From the record of 1 March") for text in pages(render_pdf(document))} == {1}


def test_a_long_banner_stands_under_the_chip_and_not_in_half_the_page_beside_it() -> None:
    def first_body(name: str, watermark: str) -> float:
        document = replace(samples.long_report(), banner=(name,), watermark=watermark, large_print=True)
        return _Frame(document).body_top

    leading = BANNER_FIRST.leading
    assert first_body("Anna Lowe", "DRAFT") - first_body("Anna Lowe", "") < leading
    long = "Featherstonehaugh " * 8
    assert 0 < first_body(long, "DRAFT: not signed") - first_body(long, "") < 2 * leading


@pytest.mark.parametrize("watermark", ["", "DRAFT: not signed"])
@pytest.mark.parametrize("names", [1, 4, 12])
def test_a_banner_takes_an_eighth_of_a_large_page_at_most_and_loses_nothing(names: int, watermark: str) -> None:
    whose = f"{'FEATHERSTONEHAUGH-' * names}ENDE, Maximilian · Born 02-Mar-1999 (27y) · NHS No. 999 000 0018"
    facts = ("Not convicted", "Known as Max", "speaks Tamil", "interpreter: for every meeting", "helps: one thing") * 2
    needs = " · ".join(facts)
    long = replace(samples.long_report(), banner=(whose, needs), watermark=watermark, large_print=True)
    short = replace(long, banner=("LOWE, Anna",))
    room = _Frame(short).body_height - _Frame(long).body_height
    assert room * LARGE <= HEIGHT / 8
    first, *others = pages(render_pdf(long))
    # Once and whole above the first page: said smaller above it too, it would take a third of that.
    assert packed(first).count(packed(whose)) == 1
    assert packed(needs) in packed(first)
    assert others
    assert all(packed(whose) in packed(page) for page in others)
    # As many facts after it as find room, the first of them first.
    running = [packed(" · ".join(facts[:many])) in packed(others[0]) for many in range(1, len(facts) + 1)]
    assert running.count(True) == {1: 3 if watermark else 10, 4: 0 if watermark else 3, 12: 0}[names]
    assert running == sorted(running, reverse=True)


def test_the_lines_below_take_the_whole_width_but_beside_the_page_count() -> None:
    footer = (
        "Document 7d3f 09ac 51b2 e8c4 · harbour · lantern · meadow · quartz",
        "For Marcus Thistlewood (own copy) · Ashmere Hospital · 2026",
    )
    large = replace(samples.page_one(), footer=footer, banner=(), watermark="", large_print=True)
    text = pages(render_pdf(large))[0]
    assert footer[1] in text
    assert footer[0] not in text
    assert "\n·" not in text.replace("\r", "")


def test_no_watermark_leaves_none() -> None:
    assert "DRAFT" not in "".join(pages(render_pdf(samples.page_one())))


def test_words_and_their_order_are_the_documents() -> None:
    document = samples.page_one("DRAFT: not signed")
    assert packed("".join(bodies(render_pdf(document)))) == model_words(document)


def test_a_table_that_breaks_repeats_its_heading_and_loses_nothing() -> None:
    document = samples.long_report()
    table = document.blocks[-1]
    assert isinstance(table, Table)
    head = heading_words(table)
    read = [packed(text) for text in bodies(render_pdf(document))]
    assert read[-1].startswith(f"Register,continued{head}")
    assert read_once(read, document) == model_words(document)


def test_a_row_never_splits_and_is_never_last_alone() -> None:
    long = "These words fill three lines of their cell, so that a row has a middle. " * 2
    table = Table(
        columns=(Column(heading="No."), Column(heading="Words", weight=2)),
        rows=tuple((Cell(lines=(f"begin{n}",)), Cell(lines=(f"{long} end{n}",))) for n in range(60)),
    )
    for text in bodies(render_pdf(of(Heading(level=1, text="Rows"), table))):
        assert text.count("begin") == text.count(" end")
        assert text.count("begin") != 1


def test_a_row_taller_than_a_page_goes_on_under_the_heading() -> None:
    words = [f"word{number}" for number in range(3000)]
    table = Table(
        columns=(Column(heading="Left"), Column(heading="Right")),
        rows=((Cell(lines=("once",)), Cell(lines=(" ".join(words),))),),
    )
    texts = bodies(render_pdf(of(table)))
    assert len(texts) > 1
    assert all(text.split()[:2] == ["Left", "Right"] for text in texts)
    assert [word for text in texts for word in text.split()[2:]] == ["once", *words]


def test_no_heading_is_last_on_a_page() -> None:
    blocks = [
        block
        for number in range(120)
        for block in (
            Heading(level=2 + number % 2, text=f"Heading{number}"),
            Paragraph(text=f"text{number} " * (number % 37 + 1)),
        )
    ]
    for text in bodies(render_pdf(of(*blocks))):
        assert not text.split()[-1].startswith("Heading")


def test_a_paragraph_leaves_no_line_alone() -> None:
    words = " ".join(f"w{number:04}" for number in range(40))  # three lines and a bit
    document = of(*(Paragraph(text=f"begin{number} {words} end{number}") for number in range(60)))
    for text in bodies(render_pdf(document)):
        lines = text.strip().splitlines()
        assert not lines[0].rstrip().endswith(tuple(f"end{number}" for number in range(60)))
        assert not lines[-1].startswith("begin")


def test_nothing_is_set_outside_the_margins() -> None:
    endless = "unbroken" * 60
    document = of(
        Heading(level=1, text=endless),
        Facts(rows=((endless, endless), ("Born", "1984"))),
        Heading(level=2, text=endless),
        Paragraph(text=endless + " " + "\U0001f600" * 80 + "\u202e" * 80),
        Bullets(items=(endless,)),
        Gauge(label=endless, done=3, of=4, words=endless),
        Table(
            columns=tuple(Column(heading=f"{endless}{number}") for number in range(6)),
            rows=(tuple(Cell(lines=(endless, endless), strong=True) for _ in range(6)),),
        ),
        *samples.PAGE_ONE[-2:],
        banner=(endless,),
        footer=(endless[:300],),
        watermark="W" * 40,
    )
    data = render_pdf(document)
    assert packed("".join(bodies(data))).replace("[U+1F600]", "").count("unbroken" * 60) >= 10
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            image = page.render(scale=1, grayscale=True).to_pil()
            width, height = image.size
            for edge in (
                (0, 0, 48, height),
                (width - 48, 0, width, height),
                (0, 0, width, 20),
                (0, height - 16, width, height),
            ):
                assert min(image.crop(edge).tobytes()) > 200, "ink in the margin"


def test_scripts_in_the_fonts_print_and_others_are_spelt_out() -> None:
    names = "Siân Ó Súilleabháin, Łukasz Żółć, ẞ Ș Đ ’ “ ” – — · → ≥, Ωμέγα, Щука, Nguyễn"
    text = "".join(bodies(render_pdf(of(Paragraph(text=names + " \u1681 \U0001f600 \u202eabc\x07 plan [sic] [/]")))))
    assert packed(names) in packed(text)
    assert packed("[U+1681] [U+1F600] ⟨U+202E⟩abc⟨U+0007⟩ plan [sic] [/]") in packed(text)


def test_the_code_is_drawn_when_there_is_one() -> None:
    with_code, without = samples.page_one(), replace(samples.page_one(), code="")
    boxes = [
        reader(render_pdf(document)).pages[0].get_contents().get_data().count(b" re\n")
        for document in (with_code, without)
    ]
    assert boxes[0] - boxes[1] > 200
