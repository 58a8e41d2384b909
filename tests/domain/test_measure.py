"""Measures cannot be built wrong, and a reliable change is only what two published figures give."""

from decimal import Decimal
from typing import Any

import pytest

from registry.domain.assessment import Rater
from registry.domain.errors import InvalidValue
from registry.domain.measure import Measure, MeasureKind, ReliableChange, Scale


def scale(**changes: Any) -> Scale:
    return Scale(**{"id": "total", "title": "total", "lowest": "0", "highest": "40", **changes})


def measure(**changes: Any) -> Measure:
    members: dict[str, Any] = {"id": "WAS", "title": "Ward Anger Scale", "kind": MeasureKind.SCORED, **changes}
    return Measure(**members)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "was"},
        {"title": " "},
        {"versions": ("",)},
        {"licence": " "},
        {"scales": (scale(), scale(title="Another"))},
        {"scales": (scale(), scale(id="part", title="Total"))},
        {"kind": MeasureKind.STRUCTURED},
        {"id": "HCR-20", "title": "HCR-20"},
        {"id": "HCR-20", "title": "HCR-20", "kind": MeasureKind.STRUCTURED, "scales": (scale(),)},
    ],
)
def test_a_measure_cannot_be_built_wrong(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        measure(**changes)


@pytest.mark.parametrize(
    "changes",
    [{"lowest": None}, {"highest": None}, {"highest": "many"}, {"lowest": "40"}, {"title": "\u200b"}, {"id": "a b"}],
)
def test_a_scale_has_a_range_or_none(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        scale(**changes)
    assert scale(lowest=None, highest=None).range_words == "range not known"


def test_scales_and_raters_are_found_by_id_or_title() -> None:
    part = scale(id="part", title="The part", raters=(Rater.CARER,))
    one = measure(scales=(part, scale()), raters=(Rater.SELF,))
    assert one.scale("the-part") is part
    assert one.scale("PART") is part
    assert one.scale("weather") is None
    assert one.scale(None) is one.scales[1]
    assert (one.raters_of(part), one.raters_of(None)) == ((Rater.CARER,), (Rater.SELF,))
    assert measure(scales=(part,)).scale(None) is None


@pytest.mark.parametrize(
    "changes", [{"sd": "0"}, {"sd": "-1"}, {"sd": "x"}, {"reliability": "1"}, {"reliability": "0"}, {"source": " "}]
)
def test_figures_are_published_figures(changes: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        ReliableChange(**{"sd": "7.5", "reliability": "0.8", "source": "A paper.", **changes})


def test_the_least_reliable_change_is_that_of_jacobson_and_truax() -> None:
    # 1.96 * sqrt(2) * 7.5 * sqrt(1 - 0.8), worked by hand: 2.771859 * 3.354102 = 9.297097
    least = ReliableChange(sd="7.5", reliability="0.8", source="A made-up paper.").least
    assert round(least, 4) == Decimal("9.2971")
