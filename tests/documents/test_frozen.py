"""Schemas under which documents are accepted: a listed set of versions, each frozen by its folder's digest."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import schemas
from registry.documents.envelope import TYPES, begin_envelope, open_envelope
from registry.documents.signing import document_bytes
from registry.documents.verification import verify_bytes
from registry.domain.errors import Refusal, Refused
from schemas import ACCEPTED
from schemas.freeze import FROZEN, HERE, digests, folder_digest, freeze, main
from tests.documents.clinic import NOW, signed, trusted


def frozen() -> dict[str, str]:
    folders: dict[str, str] = json.loads(FROZEN.read_text("utf-8"))["folders"]
    return folders


def test_no_frozen_folder_has_changed() -> None:
    assert digests() == frozen(), "A schema was changed. A released one must not be: give it a new version."


def test_every_signed_kind_and_every_folder_of_one_is_accepted() -> None:
    assert {*TYPES} <= ACCEPTED.keys()
    there = {f"{kind}/{folder.name}" for kind in ACCEPTED for folder in (HERE / kind).iterdir()}
    assert there == frozen().keys()


def test_an_entry_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "frozen.json"
    assert main(file) == 0
    assert main(file) == 0
    whole = json.loads(file.read_text("utf-8"))
    whole["folders"]["receipt/1.0"] = "00" * 32
    text = json.dumps(whole)
    file.write_text(text, "utf-8")
    assert main(file) == 1
    assert file.read_text("utf-8") == text
    assert "receipt/1.0" in capsys.readouterr().err


def test_a_folder_that_is_frozen_cannot_go() -> None:
    found = digests()
    found.pop("annex/1.0")
    with pytest.raises(ValueError, match=r"annex/1\.0"):
        freeze(frozen(), found)


@pytest.mark.parametrize("change", ["content", "name", "another file"])
def test_whatever_changes_in_a_folder_changes_its_digest(change: str, tmp_path: Path) -> None:
    folder = tmp_path / "1.0"
    shutil.copytree(HERE / "receipt" / "1.0", folder)
    before = folder_digest(folder)
    schema = folder / "schema.json"
    if change == "content":
        schema.write_bytes(schema.read_bytes() + b" ")
    elif change == "name":
        schema.rename(folder / "other.json")
    else:
        (folder / "more.json").write_text("{}")
    assert folder_digest(folder) != before


@pytest.mark.parametrize(("accepted", "verdict"), [(("1.1", "1.0"), "TRUSTED"), (("1.1",), "REFUSED")])
def test_an_older_minor_version_is_accepted_only_from_the_list(
    accepted: tuple[str, ...], verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = trusted()
    monkeypatch.setattr(schemas, "ACCEPTED", {**ACCEPTED, "transfer-summary": accepted})
    if verdict == "TRUSTED":
        assert verify_bytes(document_bytes(signed()), now=NOW, directory=directory).verdict == verdict
        return
    with pytest.raises(Refused) as caught:
        verify_bytes(document_bytes(signed()), now=NOW, directory=directory)
    assert caught.value.reason is Refusal.UNKNOWN_SCHEMA


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_version_that_is_not_listed_is_refused_although_its_schema_is_there(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document: dict[str, Any] = begin_envelope(kind, "1.0", "urn:uuid:0")
    assert open_envelope(document) == (kind, "1.0")
    monkeypatch.setattr(schemas, "ACCEPTED", {**ACCEPTED, kind: ("2.0",)})
    with pytest.raises(Refused) as caught:
        open_envelope(document)
    assert caught.value.reason is Refusal.UNKNOWN_SCHEMA
