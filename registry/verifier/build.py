"""`make page`: writes `exports/verify.html`, one file that needs nothing beside it."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from registry.verifier.bundle import bundle
from registry.verifier.data import KINDS, page_data

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = ROOT / "exports" / "verify.html"
FONTS = ROOT / "exports" / "fonts"


def build() -> str:
    """Return the page. Its content policy allows exactly the one script and the one style sheet that it holds."""
    script = bundle(HERE / "page" / "main.js")
    style = _filled("style.css", {"regular": _font("Regular"), "semibold": _font("Semibold")})
    # Inside a script element, only `</script` and `<!--` could end or hide the data.
    data = json.dumps(page_data(), ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    if "</" in script or "<!--" in script or "</" in style:
        raise ValueError("A part of the page would end the element that holds it.")
    parts = {
        "script-digest": _digest(script),
        "style-digest": _digest(style),
        "style": style,
        "script": script,
        "data": data,
        "version": " and ".join(f"{kind} {version}" for kind, version in KINDS),
    }
    return _filled("page.html", parts)


def main() -> None:
    """Write the page."""
    PAGE.write_text(build(), "utf-8")


def _filled(template: str, parts: Mapping[str, str]) -> str:
    text = (HERE / "page" / template).read_text("utf-8")
    return re.sub(r"\{([a-z-]+)\}", lambda found: parts[found[1]], text)


def _font(weight: str) -> str:
    # The small cut for Latin letters; a name in another script is drawn in the reader's own font.
    return _base64((FONTS / f"Latin-{weight}.ttf").read_bytes())


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _digest(text: str) -> str:
    return _base64(hashlib.sha256(text.encode()).digest())


if __name__ == "__main__":
    main()
