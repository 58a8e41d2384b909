"""The offline page in a real browser: it agrees on every vector, asks for nothing, and can be used by anybody."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from registry.verifier.build import PAGE, build
from tests.documents.test_vectors import CASES, VECTORS
from tests.verifier.browser import Browser, needs_browser

# What stands in a document for programs: where a record lies, and by which rule a line came about.
_NOT_FOR_READERS = {"evidence"}
# The page's clock, which a test sets to the vector's.
_CLOCK = f"globalThis.clock = Date.parse({json.dumps(CASES[0]['clock'])}); Date.now = () => globalThis.clock"
_RESULT = "(({verdict, reason}) => ({verdict, reason}))(document.getElementById('result').dataset)"
_TRUST = "(({verdict, reason}) => ({verdict, reason}))(document.getElementById('trust').dataset)"


def test_the_page_is_built_from_its_parts() -> None:
    assert PAGE.read_text("utf-8") == build(), "Run `make page`."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        one.open(PAGE, _CLOCK)
        yield one


def settled(browser: Browser, script: str = "") -> None:
    """Run `script`, where there is one, and wait until what was just given is verified and shown."""
    if script:
        browser.run(f"(() => {{ {script} }})()")
    browser.run(
        "new Promise((done) => { const look = () => document.querySelector('main').ariaBusy === 'true' ? "
        "setTimeout(look, 3) : done(); look(); })"
    )


def give(browser: Browser, directory: Path | None, document: Path | None) -> None:
    for field, file in (("directory", directory), ("document", document)):
        if file is not None:
            browser.choose(f"#{field}", file)
        else:  # What a browser does when a person takes a choice back.
            empty = f"const field = document.getElementById('{field}'); field.value = ''; "
            browser.run(f"(() => {{ {empty} field.dispatchEvent(new Event('change')); }})()")
        settled(browser)


@needs_browser
def test_the_same_verdict_and_reason_on_every_vector(browser: Browser) -> None:
    # Of several files the page carries the worst verdict: what each is, test_agreement tells.
    alone = [case for case in CASES if not {"installed", "beside"} & case.keys()]
    said = {case["file"]: judged(browser, case) for case in alone}
    assert said == {case["file"]: (case["verdict"], case.get("reason", "")) for case in alone}
    assert len(said) > 180


def judged(browser: Browser, case: dict[str, Any]) -> tuple[str, str]:
    browser.run(f"globalThis.clock = Date.parse({json.dumps(case['clock'])})")
    if case["kind"] == "directory":
        give(browser, VECTORS / case["file"], None)
        found = browser.run(_TRUST)
    else:
        give(browser, VECTORS / case["directory"] if "directory" in case else None, VECTORS / case["file"])
        recipient = json.dumps(case.get("recipient", ""))
        who = "const who = document.getElementById('recipient')"
        settled(browser, f"{who}; who.value = {recipient}; who.dispatchEvent(new Event('change'))")
        found = browser.run(_RESULT)
    return found["verdict"], found["reason"]


@needs_browser
@pytest.mark.parametrize("case", [case for case in CASES if "beside" in case], ids=lambda case: case["file"])
def test_files_given_together_are_held_against_one_another(browser: Browser, case: dict[str, Any]) -> None:
    give(browser, VECTORS / case["directory"] if "directory" in case else None, None)
    files = {name: (VECTORS / name).read_text("utf-8") for name in (case["file"], *case["beside"])}
    settled(
        browser,
        f"""globalThis.clock = Date.parse({json.dumps(case["clock"])});
        const carried = new DataTransfer();
        for (const [name, text] of Object.entries({json.dumps(files)})) carried.items.add(new File([text], name));
        document.dispatchEvent(new DragEvent("drop", {{ dataTransfer: carried, bubbles: true, cancelable: true }}));""",
    )
    shown = browser.run("[...document.querySelectorAll('.verdict h2')].map((one) => one.textContent)")
    assert len(shown) == len(files)
    interim = case["verdict"] != "REFUSED" and json.loads(files[case["file"]]).get("interim", False)
    marks = ("NOT YET COUNTERSIGNED" if interim else "", "SUPERSEDED" if case.get("superseded") else "")
    assert shown[0] == ", ".join((case["verdict"], *filter(None, marks)))
    first = browser.run("(document.querySelector('section.one') ?? document.getElementById('result')).innerText")
    assert case.get("reason", "") in first
    assert ("WITHDRAWN on" in first) == (case.get("reason") == "withdrawn")


@needs_browser
def test_files_can_be_dropped_together_and_are_told_apart(browser: Browser) -> None:
    give(browser, None, None)
    files = {
        name: (VECTORS / name).read_text("utf-8") for name in ("directories/whole.json", "transfer-summary/whole.json")
    }
    settled(
        browser,
        f"""globalThis.clock = Date.parse({json.dumps(CASES[0]["clock"])});
        const carried = new DataTransfer();
        for (const [name, text] of Object.entries({json.dumps(files)})) carried.items.add(new File([text], name));
        document.dispatchEvent(new DragEvent("drop", {{ dataTransfer: carried, bubbles: true, cancelable: true }}));""",
    )
    assert browser.run(_RESULT)["verdict"] == "TRUSTED"
    assert "Alder Clinic" in browser.run("document.getElementById('result').innerText")


@needs_browser
def test_the_whole_summary_is_said_and_what_cannot_be_seen_is_shown(browser: Browser) -> None:
    give(browser, VECTORS / "directories/whole.json", VECTORS / "transfer-summary/bidi-in-prose.json")
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    text = browser.run("document.getElementById('result').innerText")
    assert "⟨U+202E⟩this⟨U+200B⟩" in text
    for words in (
        "Ó Súilleabháin",
        "Quiet, and being told early.",
        "I did the work.\nRead it “before” you ask.",
        "section 47 with section 49 restrictions",
        "5 sessions recorded: 4 attended in full, 1 not attended. 44 sessions were planned.",
        "no staff",
        "Finish Life Minds Matter",
        "session notes",
    ):
        assert words in text, words
    assert not re.search(r"\b(?:undefined|null|NaN|object Object)\b", text)


@needs_browser
def test_every_member_is_said_in_words(browser: Browser) -> None:
    give(browser, VECTORS / "directories/whole.json", VECTORS / "transfer-summary/every-member-1.json")
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    text = browser.run("document.getElementById('result').innerText")
    for words in (
        "Ann Lowe, trainee psychologist: trainee from November 2023 to February 2024",
        "A part was missing: The skills group was never given.",
        "It was matched to LMM/2015 before. The newer manual.",
        "The wrong course was closed.",
        "Takes leave in the grounds.",
        "Met, by Ann Lee. Every week.",
        "given; their own words are not part of this document",
        "Their choice, September 2026: their own words are not part of this document.",
        "LMM covers part of LMM-B (partial)",
        "Recognised: Seen at every session by the whole team.",
        "Discussed with the participant: not yet: She was away.",
        "Discussed with the participant: disagrees: their own words are not part of this document.",
        "Put off: After the winter.",
        "It was never given.",
        "On hold, February 2026, by Dr Ewa Nkosi: She was unwell.",
        "In the room",
        "There is one, kept apart by the decision of Dr Ewa Nkosi",
    ):
        assert words in text, words
    assert not re.search(r"\b(?:undefined|null|NaN|object Object)\b", text)
    written = _leaves(json.loads((VECTORS / "transfer-summary/every-member-1.json").read_text("utf-8")))
    assert [leaf for leaf in written if leaf not in text] == []
    assert len(written) > 100


def _leaves(document: dict[str, Any]) -> list[str]:
    """Return every sentence of the document: what somebody wrote, and a reader must therefore be shown."""
    found: list[str] = []

    def look(value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in _NOT_FOR_READERS:
                    look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, str) and " " in value:
            found.append(value)

    look(document["credentialSubject"])
    return found


@needs_browser
def test_a_refused_file_shows_nothing_of_what_it_says(browser: Browser) -> None:
    give(browser, VECTORS / "directories/whole.json", VECTORS / "proofs/tampered-field.json")
    text = browser.run("document.getElementById('result').innerText")
    assert text.startswith("✕\nREFUSED")
    assert "bad-signature" in text
    assert "Alder" not in text


@needs_browser
def test_markup_in_a_name_stays_text(browser: Browser) -> None:
    settled(
        browser,
        """const carried = new DataTransfer();
        carried.items.add(new File(["{}"], "<img src=x onerror=alert(1)>\\u202e.json"));
        document.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));""",
    )
    assert browser.run("document.querySelectorAll('img').length") == 0
    assert "<img src=x onerror=alert(1)>⟨U+202E⟩.json" in browser.run("document.body.innerText")


@needs_browser
def test_nothing_is_asked_of_any_network_and_nothing_may_be(browser: Browser) -> None:
    give(browser, VECTORS / "directories/whole.json", VECTORS / "transfer-summary/whole.json")
    asked = [one for one in browser.events if one.get("method") == "Network.requestWillBeSent"]
    urls = {one["params"]["request"]["url"].split(":")[0] for one in asked}
    assert urls <= {"file", "data", "about"}
    # A host that exists nowhere; the policy must stop it before anything looks for it.
    tried = "fetch('https://throughcare.invalid/').then(() => 'sent', () => 'stopped')"
    assert browser.run(tried) == "stopped"
    blocked = browser.run(
        "new Promise((done) => { addEventListener('securitypolicyviolation', (one) => done(one.violatedDirective));"
        "fetch('https://throughcare.invalid/').catch(() => {}); })"
    )
    assert blocked.startswith(("connect-src", "default-src"))
    thrown = [one for one in browser.events if one.get("method") == "Runtime.exceptionThrown"]
    assert thrown == []


@needs_browser
def test_every_control_is_reached_by_the_keyboard_and_has_a_name(browser: Browser) -> None:
    give(browser, VECTORS / "directories/whole.json", VECTORS / "transfer-summary/whole.json")
    browser.run(
        "document.activeElement.blur(); document.body.focus(); getSelection().removeAllRanges(); scrollTo(0, 0)"
    )
    browser.run("document.getElementById('document').focus()")
    order = [browser.run("document.activeElement.id")]
    for _ in range(30):
        for kind in ("keyDown", "keyUp"):
            browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        order.append(browser.run("document.activeElement.id || document.activeElement.tagName"))
        if order[-1] == "again":
            break
    named = [one for one in order if one in {"document", "directory", "recipient", "print", "again"}]
    assert named == ["document", "directory", "recipient", "print", "again"]
    tree = browser.ask("Accessibility.getFullAXTree")["nodes"]
    controls = [one for one in tree if one.get("role", {}).get("value") in {"button", "combobox", "table", "region"}]
    assert len(controls) > 6
    assert [one for one in controls if not one.get("name", {}).get("value")] == []
    levels = browser.run("[...document.querySelectorAll('h1,h2,h3,h4,h5')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@needs_browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_side(browser: Browser, width: int) -> None:
    give(browser, VECTORS / "directories/whole.json", VECTORS / "transfer-summary/whole.json")
    browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    try:
        assert browser.run("document.documentElement.scrollWidth") <= width
    finally:
        browser.ask("Emulation.clearDeviceMetricsOverride")


@needs_browser
def test_on_paper_every_session_is_printed_and_no_control(browser: Browser) -> None:
    import base64
    import io

    from pypdf import PdfReader

    give(browser, VECTORS / "directories/whole.json", VECTORS / "transfer-summary/whole.json")
    paper = base64.b64decode(browser.ask("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"])
    text = " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())
    assert "TRUSTED" in text
    assert "29 February 2024" in text
    assert "5 May 2024" in text
    assert "Choose" not in text
    assert "Print this" not in text


@needs_browser
def test_a_browser_without_the_signature_says_so() -> None:
    with Browser() as old:
        old.open(
            PAGE, "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))"
        )
        # What it can do is asked of it while the page is shown already: the answer comes a moment after the loading.
        old.run(
            "new Promise((done) => { const look = () => document.getElementById('unable').hidden ? "
            "setTimeout(look, 3) : done(); look(); })"
        )
        assert "cannot check Ed25519" in old.run("document.body.innerText")
        assert old.run("document.getElementById('drop').offsetParent === null")


_PAIRS = (
    ("ink", "ground"),
    ("ink", "card"),
    ("ink", "strip"),
    ("quiet", "ground"),
    ("quiet", "card"),
    ("quiet", "strip"),
    ("accent", "ground"),
    ("accent", "card"),
    ("accent-ink", "accent"),
    ("trusted", "trusted-ground"),
    ("intact", "intact-ground"),
    ("refused", "refused-ground"),
    ("ink", "trusted-ground"),
    ("quiet", "intact-ground"),
    ("quiet", "refused-ground"),
)


def test_every_colour_can_be_read() -> None:
    """WCAG 2.2: text at least 4.5 to 1, the edges of controls at least 3 to 1, in light and in dark."""
    style = (PAGE.parent.parent / "registry" / "verifier" / "page" / "style.css").read_text("utf-8")
    blocks = re.findall(r":root \{([^}]*)\}", style)[:2]
    assert len(blocks) == 2
    for block in blocks:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        assert {pair: round(contrast(colours, *pair), 2) for pair in _PAIRS if contrast(colours, *pair) < 4.5} == {}
        assert contrast(colours, "edge", "ground") >= 3
        assert contrast(colours, "edge", "card") >= 3


def contrast(colours: dict[str, str], one: str, other: str) -> float:
    light, dark = sorted((_luminance(colours[one]), _luminance(colours[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
