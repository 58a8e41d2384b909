"""A total never passes as a summary judgement, and ordinary sentences with numbers in them do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.structured_words import refuse_totals, total_in

TOTALS = st.sampled_from(
    (
        "Total {}/40",
        "total score: {}",
        "TOTAL SCORE {}",
        "He scored {} on the HCR-20.",
        "A score of {}, which is above the cut-off",
        "sum = {}.",
        "Case prioritisation: moderate. Total {}.",
        "{}/40",
        "{} out of 40",
        "{} of 40 points",
        "HCR-20: {}",
        "HCR-20 V3 = {}, case prioritisation high",
        "H: {}, C: {}, R: {}",
        "Historical scale: {}; clinical: {}",
        "Rating: {}",
        "in the {}th percentile",
    )
)

PLAIN = (
    "Case prioritisation: moderate. Main scenario: an assault on a peer after a refused request.",
    "Two of the five scenarios are likely within 6 months.",
    "2 of 5 scenarios; 3 of 20 sessions had been missed.",
    "Assessed on 12/02/26 and 3/4/2026, with reports of 2025/26 and of 2019.",
    "Items H7 and C3 are present and relevant; R1 is partly present.",
    "He had 14 admissions, a total of three convictions, and 24/7 support.",
    "In total 12 incidents in 24 months were read.",
    "The START is due on 1/5/26; the HCR-20 V3 was completed on 12 February 2026.",
    "HCR-20 V3 (2013), case prioritisation: high. Risk of serious harm: low.",
    "No total is kept since 2019.",
    "Reviewed after 12 weeks; he rated three sessions as helpful.",
    "Section 37/41, before that 47/49. Section 3 before. Form 2 of 3 is with the tribunal.",
)


@given(TOTALS, st.integers(0, 40))
def test_a_total_is_found_however_it_is_written(said: str, number: int) -> None:
    text = said.format(number, number, number)
    assert total_in(text) is not None, text
    with pytest.raises(InvalidValue, match="no total or score") as refused:
        refuse_totals("HCR-20", text)
    assert "in words" in (refused.value.hint or "")


@pytest.mark.parametrize("said", ["Total twenty-four.", "Total \uff12\uff14", "24\u204440", "total score of thirty"])
def test_a_total_in_other_characters_is_a_total(said: str) -> None:
    assert total_in(said)


@pytest.mark.parametrize("said", PLAIN)
def test_ordinary_sentences_are_not_totals(said: str) -> None:
    assert total_in(said) is None
    refuse_totals("HCR-20", said)


@given(
    st.dates(min_value=date(1900, 1, 1)),
    st.sampled_from(("%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%m/%Y", "%Y-%m-%d", "%Y")),
)
def test_a_date_is_not_a_total(day: date, form: str) -> None:
    assert total_in(f"Assessed on {day:{form}}, case prioritisation: low.") is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    total_in(text)


@pytest.mark.parametrize(
    "tool", ["HCR-20", "hcr 20", "HCR-20 V3", "START", "SARA", "HCR-20 risk assessment", "SAPROF-YV"]
)
def test_by_whatever_name_the_tool_is_typed(tool: str) -> None:
    with pytest.raises(InvalidValue, match="structured judgement"):
        refuse_totals(tool, "Total 24/40")


def test_a_tool_named_in_the_words_counts_and_a_scored_measure_is_free() -> None:
    with pytest.raises(InvalidValue, match="structured judgement"):
        refuse_totals("Risk assessment", "HCR-20 total 24/40.")
    refuse_totals("CORE-OM", "Total 24/40.")
    refuse_totals("Cognitive screen", "Sara scored 24/30 at the start.")
