"""What a reading is read against: the catalogue's word, else what is stated, never a guess."""

from typing import Any

import pytest

from registry.domain.assessment import Direction, Rater
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.measure import Measure, Scale
from registry.domain.measure_frame import Frame, Stated, frame
from tests.domain.test_measure import measure, scale

LOWER, HIGHER = Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER
KNOWN = measure(
    acronym="WAS",
    versions=("V2",),
    raters=(Rater.SELF, Rater.STAFF),
    scales=(scale(direction=LOWER), Scale(id="ward", title="on the ward"), scale(id="temper", title="temper")),
)


def framed(against: Measure | None = KNOWN, rater: Rater = Rater.SELF, **said: Any) -> Frame:
    return frame(against, Stated(**{"measure": "was", **said}), rater)


def test_the_catalogue_fills_in_what_it_knows() -> None:
    assert framed() == Frame(measure="WAS", version="V2", subscale=None, lowest="0", highest="40", direction=LOWER)
    assert framed(version="v2", lowest="0.0", direction=LOWER).version == "V2"
    assert framed(subscale="Temper", direction=LOWER).subscale == "temper"
    assert framed(subscale="total").subscale is None


def test_what_it_does_not_know_has_to_be_stated() -> None:
    for said, missing in (
        ({"subscale": "temper"}, "--direction"),
        ({"subscale": "ward"}, "--lowest, --highest, --direction"),
        ({"subscale": "weather"}, "--lowest, --highest, --direction"),
        ({"version": "V3"}, "--lowest, --highest, --direction"),
        ({"version": "V3", "lowest": "0", "highest": "9"}, "--direction"),
    ):
        with pytest.raises(NotFound, match="does not know") as refused:
            framed(**said)
        assert refused.value.hint.endswith(f": {missing}.")
    stated = {"lowest": "0", "highest": "8", "direction": HIGHER}
    assert framed(subscale="ward", **stated).subscale == "on the ward"
    assert framed(subscale="prorated total", **stated).highest == "8"
    assert framed(version="V3", **stated).version == "V3"


def test_a_measure_nobody_knows_is_taken_with_its_range_or_not_at_all() -> None:
    with pytest.raises(NotFound, match="does not know the measure 'was'") as refused:
        framed(None)
    assert refused.value.hint.endswith(": --version, --lowest, --highest, --direction.")
    assert framed(None, version="1", lowest="1", highest="5", direction=HIGHER).measure == "was"


@pytest.mark.parametrize("said", [{"highest": "50"}, {"lowest": "-1"}, {"lowest": "x"}, {"direction": HIGHER}])
def test_the_catalogue_is_not_overruled_in_silence(said: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="The catalogue knows WAS, total, as 0 to 40, lower is better"):
        framed(**said)


def test_who_may_rate() -> None:
    with pytest.raises(NotAllowed, match="not rated by carer"):
        framed(rater=Rater.CARER)
    with pytest.raises(NotAllowed, match="not rated by carer"):
        framed(rater=Rater.CARER, subscale="weather")
    assert framed(measure(scales=(scale(direction=LOWER),)), Rater.CARER, version="1").version == "1"


def test_the_version_is_stated_unless_there_is_only_one() -> None:
    two = measure(versions=("1", "2"), scales=(scale(direction=LOWER),))
    for known in (two, measure(scales=two.scales)):
        with pytest.raises(NotFound, match="version"):
            framed(known)
    assert framed(two, version="2").version == "2"


@pytest.mark.parametrize("name", ["HCR-20 V3", "saprof", "START"])
def test_structured_judgement_goes_to_its_own_command(name: str) -> None:
    with pytest.raises(InvalidValue, match="assessment add"):
        framed(None, measure=name, version="1", lowest="0", highest="40", direction=LOWER)


@pytest.mark.parametrize(
    "said", [{"measure": "hcr-20 total"}, {"measure": "SARA sum"}, {"measure": "Risk", "subscale": "HCR-20 V3"}]
)
def test_structured_judgement_is_not_got_around_by_another_name(said: dict[str, str]) -> None:
    with pytest.raises(InvalidValue, match="structured judgement"):
        framed(None, version="1", lowest="0", highest="40", direction=LOWER, **said)


def test_a_measure_whose_name_only_begins_alike_is_taken() -> None:
    stated = {"version": "1", "lowest": "0", "highest": "40", "direction": LOWER}
    assert framed(None, measure="A good start", **stated).measure == "A good start"
