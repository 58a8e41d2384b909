"""A name in letters of two scripts, one of which may be made to look like the other."""

import pytest

from registry.documents.scripts import mixes_scripts


@pytest.mark.parametrize(
    "name", ["\u0410nn Lee", "Ann L\u0435e", "P\u03b1ul", "\u0391\u0438", "\u4e2dAnn", "Ann \u0581"]
)
def test_letters_of_two_scripts_are_mixed(name: str) -> None:
    assert mixes_scripts(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Ann Lee-O’Neill 2nd",
        "Łukasz Żółć",
        "\u0250nn",
        "Анна Иванова",
        "Мар\u02bcяна",
        "Ανδρέας 1\u00aa 2\u00ba \u00b5",
        "東京 ひらがな カタカナ",
        "Анна (2) – 7",
    ],
)
def test_one_script_with_what_belongs_to_none_is_not(name: str) -> None:
    assert not mixes_scripts(name)
