"""Makes the fonts of other writing systems from Debian's `fonts-noto-core`, `fonts-droid-fallback` and `fonts-nanum`.

Run by hand, with fonttools, when those change: ``python exports/fonts/make_scripts.py /usr/share/fonts/truetype``.
Nothing at run time imports it. Hinting is taken away, which paper does not need, and of Nanum all but Hangul.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # fonttools ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

INTO = Path(__file__).parent / "scripts"
NOTO = (
    *("Adlam", "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew"),
    *("Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "NKo", "Oriya", "Sinhala", "Syriac", "Tamil", "Telugu"),
    *("Thaana", "Thai", "Tifinagh"),
)


HANGUL = [0x20, *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4)]


def make(name: str, source: Path, only: list[int] | None = None) -> None:
    """Write ``<name>.ttf`` from *source*, of all its characters or *only* some; raises ``OSError`` when it is missing.

    A part of a font whose name its licence reserves must carry another.
    """
    font = TTFont(source, recalcTimestamp=False)
    options = Options(notdef_outline=True, recommended_glyphs=True, hinting=False, glyph_names=True)
    options.layout_features = ["*"]
    options.drop_tables += ["DSIG", "gasp", "meta", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=only or list(font.getBestCmap()))
    subsetter.subset(font)
    for record in font["name"].names if only else ():
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"Plain{name}" if record.nameID == 6 else f"Plain {name}"
    font.save(INTO / f"{name}.ttf")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for script in NOTO:
        make(script, folder / "noto" / f"NotoSans{script}-Regular.ttf")
    make("Tibetan", folder / "noto" / "NotoSerifTibetan-Regular.ttf")
    make("Han", folder / "droid" / "DroidSansFallbackFull.ttf")
    make("Hangul", folder / "nanum" / "NanumGothic.ttf", HANGUL)
