"""Two facts beside each other: the same, different, or not known."""

import pytest

from tui.screens.compare import beside_each_other


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("no", "no", "same"),
        ("no", "yes", "differs"),
        ("none", "a booster", "differs"),
        ("A\nB", "A", "differs"),
        ("not known", "not known", "not known"),
        ("no", "not known", "not known"),
        ("dates not known", "dates not known", "not known"),
        ("A\nB", "not known", "not known"),
        ("sex male; from age 18; risk band not known", "sex male; from age 18; risk band high", "not known"),
        ("sex male; from age 18; risk band not known", "sex female; from age 18; risk band not known", "differs"),
    ],
)
def test_what_is_not_known_is_neither_the_same_nor_another(one: str, other: str, said: str) -> None:
    assert beside_each_other(one, other) == said
    assert beside_each_other(other, one) == said
