"""What a file is called is what it holds: a name that says otherwise is refused before anything is drawn."""

from pathlib import Path

import pytest

from registry.cli.paper import Form, named
from registry.domain.errors import NotAllowed


@pytest.mark.parametrize("name", ["x.docx", "x.HTML", "x.txt", "folder/x.json"])
def test_a_name_that_says_what_the_file_is_not_is_refused(name: str) -> None:
    with pytest.raises(NotAllowed, match=r"would hold \.pdf") as refused:
        named(name, "plain", Form.PDF)
    assert "--format" in str(refused.value.hint)


@pytest.mark.parametrize(("name", "form"), [("x.pdf", Form.PDF), ("x.PDF", Form.PDF), ("report 12.3.27", Form.PDF),
                                            ("x.txt", Form.TEXT), ("-", Form.HTML), ("plain", Form.HTML)])  # fmt: skip
def test_any_other_name_is_taken_as_it_is(name: str, form: Form) -> None:
    assert named(name, "plain", form) == name


def test_in_a_folder_it_is_called_plainly(tmp_path: Path) -> None:
    assert named(str(tmp_path), "plain", Form.TEXT) == str(tmp_path / "plain.txt")
