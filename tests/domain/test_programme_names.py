"""A name that several programmes go by is answered with all of them, and never with the likeliest."""

import pytest

from registry.catalogue.loader import load_catalogue
from registry.catalogue.search import named_edition
from registry.domain.errors import NotFound
from registry.domain.programme_names import programmes_meant, programmes_named
from tests.domain.vignette import catalogue

BOTH = ["SCP", "SCP-S"]
KAIZEN = ["KAIZEN-GV", "KAIZEN-IPV", "KAIZEN-SO"]


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("SCP", BOTH),
        ("s.c.p.", BOTH),
        ("Self Change Programme", BOTH),
        ("SCP and Self Change Programme", BOTH),
        ("the SCP, at HMP Wexmoor", BOTH),
        ("SCP's second half", BOTH),
        ("Self Change Programme (Scotland)", ["SCP-S"]),
        ("Self Change Programme (Scotland), 2011", ["SCP-S"]),
        ("Cognitive Self Change Programme, block six", ["CSCP"]),
        ("Kaizen", KAIZEN),
        ("Kaizen group", KAIZEN),
        ("Kaizen: general violence offence, in 2019", ["KAIZEN-GV"]),
        ("done BNM+ there", ["BNMP-GV", "BNMP-IPV", "BNMP-SO"]),
        ("did thinking skills programme there", ["TSP"]),
        ("Care planning", []),
        ("therapy", []),
        ("a care group", []),
        ("", []),
        ("...", []),
    ],
)
def test_every_programme_that_a_title_may_mean_is_told(title: str, meant: list[str]) -> None:
    assert sorted(one.id for one in programmes_meant(catalogue().values(), title)) == meant


def test_only_a_whole_title_is_a_name() -> None:
    assert [one.id for one in programmes_named(catalogue().values(), "SCP")] == BOTH
    assert programmes_named(catalogue().values(), "SCP group") == ()


def test_nothing_is_recorded_of_one_programme_by_a_name_that_two_have() -> None:
    shipped = load_catalogue()
    for typed in ("SCP", "scp"):
        with pytest.raises(NotFound, match="2 programmes are called") as refused:
            named_edition(shipped, typed)
        assert "SCP/undated is Self Change Programme" in str(refused.value)
        assert "SCP-S/undated is Self Change Programme (Scotland)" in str(refused.value)
        assert refused.value.hint is not None
        assert "SCP/undated or SCP-S/undated" in refused.value.hint
        assert named_edition(shipped, typed, by_code=True)[0].id == "SCP"
    assert named_edition(shipped, "SCP/undated")[0].id == "SCP"
    assert named_edition(shipped, "SCP-S")[0].id == "SCP-S"
    with pytest.raises(NotFound, match="Several programmes answer"):
        named_edition(shipped, "Self Change Programme")
