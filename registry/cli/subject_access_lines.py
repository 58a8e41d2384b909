"""How the items of an answer are shown at the command line while they are marked."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from registry.domain.access_ground import Answer
from registry.domain.text import number_of

if TYPE_CHECKING:
    from registry.services.subject_access import Asked
    from registry.services.subject_access_items import Items, LookedAt

_SHOWN_OF_AN_ITEM = 90


def heading(asked: "Asked | Items") -> str:
    """Return the line that says whose request it is."""
    return f"What is recorded about {asked.name}"


def figures(seen: "Items") -> dict[str, int]:
    """Return how many items there are, and how many are marked what."""
    marks = [one.mark.answer for one in seen.items if one.mark is not None]
    return {
        "items": len(seen.items),
        "given": marks.count(Answer.GIVEN),
        "withheld": marks.count(Answer.WITHHELD),
        "unmarked": len(seen.unmarked),
    }


def counts(seen: "Items") -> Iterator[str]:
    """Yield the same in sentences, with what wants a look."""
    many = figures(seen)
    yield (
        f"{number_of(many['items'], 'item')}: {many['given']} given, {many['withheld']} withheld, "
        f"{many['unmarked']} without a mark."
    )
    if look := sum(bool(one.look) for one in seen.unmarked):
        yield f"Of those without a mark, {look} want a look of their own; LOOK says why."
    if seen.waiting:
        yield (
            f"{number_of(seen.waiting, 'received summary', 'received summaries')} wait to be taken in, "
            "and may be about them: see `summary queue`."
        )


def item_lines(chosen: "list[LookedAt]", *, full: bool) -> Iterator[str]:
    """Yield items under their headings, each with its code and mark: in one line, or all that it says."""
    for kind, under in groupby(chosen, key=lambda one: one.item.kind):
        yield kind
        for one in under:
            marked = one.mark.answer.value if one.mark is not None else "-"
            said = "; ".join(f"{label}: {value}" for label, value in one.told)
            brief = "" if full else f"  {' '.join(said.split())[:_SHOWN_OF_AN_ITEM]}"
            yield f"  {one.item.code}  {marked:<8}{brief}".rstrip()
            if full:
                yield from (f"      {label}: {value}" for label, value in one.told)
                yield f"      Whose record: {one.item.origin.words} ({one.item.whence})"
                if one.item.in_error:
                    yield f"      Entered in error: {one.item.in_error}"
                if one.mark is not None and one.mark.ground is not None:
                    yield f"      Withheld: {one.mark.ground.law}"
                if one.mark is not None and one.mark.why is not None:
                    yield f"      Why: {one.mark.why}"
            yield from (f"      LOOK: {why}" for why in one.look)


def item_plain(one: "LookedAt") -> dict[str, object]:
    """Return one item for `--json`."""
    return {
        "code": one.item.code,
        "heading": one.item.kind,
        "says": [{"label": label, "value": value} for label, value in one.told],
        "origin": one.item.origin.value,
        "look": list(one.look),
        **({"mark": one.mark} if one.mark is not None else {}),
    }
