"""What the participant said *not now* about, in their words, wherever a line would touch it."""

from registry.domain.continuity_case import Case
from registry.domain.needs import need_label
from registry.domain.wording import low


def not_wanted_since(case: Case, needs: tuple[str, ...]) -> str | None:
    """Say when and in which words the participant said *not now* about the need that leads; else None."""
    record = case.leading(needs)
    if record is None or record not in case.unwanted(needs) or record.choice is None:
        return None
    return f"On {record.choice.on.words} the participant said not now: {record.choice.said}"


def also_unwanted(case: Case, needs: tuple[str, ...]) -> tuple[str, ...]:
    """Say of each of these needs about which the participant said *not now* when and in which words."""
    return tuple(
        f"It also works on {low(need_label(case.needs, one.need))}, about which the participant said not now on "
        f"{one.choice.on.words}: {one.choice.said}"
        for one in case.unwanted(needs)
        if one.choice
    )
