"""No word of what is withheld from a participant is in their answer, whatever is withheld: tried with planted words."""

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from random import Random

import pytest

from tests.cli.test_subject_access_commands import RELEASE, access, ok
from tests.copied import copied_two_units
from tests.hostile.test_canaries import NUMBERS, make_words, record_everything
from tests.reports.amount import CASES
from tests.reports.unpacked import everything_in_pdf
from tests.two_units import TwoUnits


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TwoUnits, list[str]]]:
    """Somebody of whom a word of its own stands in every field that commands fill."""
    folder = tmp_path_factory.mktemp("planted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = copied_two_units(folder / "units")
        words = list(make_words(216))
        left = iter(words)
        record_everything(units.ashmere, folder, lambda many: " ".join(next(left) for _ in range(many)))
        ok(access(units, "open", NUMBERS[0]))
        yield units, words


@pytest.mark.parametrize("seed", range(max(2, CASES // 25)))
def test_no_word_of_what_is_withheld_is_in_any_form(
    planted: tuple[TwoUnits, list[str]], seed: int, tmp_path: Path
) -> None:
    units, words = planted
    draw = Random(seed)
    items = ok(access(units, "show", NUMBERS[0], "--json")).json["items"]
    withheld = [item["code"] for item in items if draw.random() < 0.4]
    given = [item["code"] for item in items if item["code"] not in withheld]
    ok(access(units, "mark", NUMBERS[0], *given, "--given", "--why", "Looked at one by one."))
    ok(access(units, "mark", NUMBERS[0], *withheld, "--withheld", "crime", "--why", "An inquiry is open."))
    says = {item["code"]: json.dumps(item["says"]) for item in items}
    allowed = " ".join(says[code] for code in given)
    # Who the answer is for stands on every page, whatever is given.
    listed = ok(access(units, "list")).out
    named = [word for word in words if word in listed]
    secret = [word for word in words if any(word in says[code] for code in withheld) and word not in allowed]
    secret = [word for word in secret if word not in named]
    assert secret
    for form in ("pdf", "html", "text", "json"):
        out = tmp_path / f"answer.{form}"
        ok(access(units, "release", NUMBERS[0], *RELEASE, "--format", form, "-o", str(out)))
        data = out.read_bytes()
        said = everything_in_pdf(data) if form == "pdf" else unescape(data.decode())
        said = said.casefold()
        assert [word for word in secret if word.casefold() in said] == [], form
        found = [word for word in words if word in allowed and word.casefold() in said]
        assert len(found) > len(named), form
