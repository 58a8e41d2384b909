"""Makes the three small Latin fonts from the full ones beside this file.

Run by hand, with fonttools, when the full fonts change: ``python exports/fonts/make_subset.py``. Nothing at run time
imports it.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # fonttools ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).parent

# Basic Latin, Latin-1, Extended-A, the Romanian comma letters, capital sharp s, then the dashes, quotation marks,
# arrows and signs of running prose. Everything else is set from the full font, at the cost of some milliseconds.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x218, 0x219, 0x21A, 0x21B, 0x1E9E),
    *(
        0x2009,
        0x2010,
        0x2011,
        0x2013,
        0x2014,
        0x2018,
        0x2019,
        0x201A,
        0x201C,
        0x201D,
        0x201E,
        0x2020,
        0x2022,
        0x2026,
        0x202F,
    ),
    *(0x2032, 0x2033, 0x20AC, 0x2116, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
    *(0x25A0, 0x2610, 0x2611, 0x2713, 0x27E8, 0x27E9),
]


def make(face: str) -> None:
    """Write ``Latin-<face>.ttf`` from ``SourceSans3-<face>.ttf``; raises ``OSError`` when the full font is missing."""
    font = TTFont(HERE / f"SourceSans3-{face}.ttf", recalcTimestamp=False)
    options = Options(
        notdef_outline=True,
        recommended_glyphs=True,
        hinting=False,
        glyph_names=True,  # without them fonttools works the names out anew for every document
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        name_languages=[0x409],
    )
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "BASE", "DSIG", "gasp", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    # One table of characters is enough, and quicker to read than three.
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) == (3, 1)]
    # The licence reserves the name Source for unmodified fonts, so a subset must carry another: one that tells nothing,
    # for it stands in every file, and a discreet copy must not say which program made it.
    names = {
        1: "Plain Sans",
        2: face,
        3: f"Plain Sans {face} Latin",
        4: f"Plain Sans {face}",
        6: f"PlainSans-{face}",
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font.save(HERE / f"Latin-{face}.ttf")


if __name__ == "__main__":
    for each in ("Regular", "Semibold", "It"):
        make(each)
