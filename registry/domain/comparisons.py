"""How work stands beside prison programmes by the overlap judgements that a document carries.

A judgement is of programmes, and of no person: it is laid beside the work of this one whose programme it names as done,
where the other side is a prison's. It says what its judge said, and nothing is inferred where nobody judged.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from registry.domain.catalogue import OverlapJudgement, Programme, programme_of
from registry.domain.intervention import Intervention
from registry.domain.judgements import last_of_each
from registry.domain.needs import TargetNeed, need_label
from registry.domain.summary import Comparison
from registry.domain.wording import said, sentence

_PRISON, _BESIDE_PRISON = "custody", "community"
_PRISONS: Final = frozenset({_PRISON, _BESIDE_PRISON})


def beside_prison(
    overlaps: Iterable[OverlapJudgement],
    works: Iterable[Intervention],
    *,
    programmes: Mapping[str, Programme],
    needs: Mapping[str, TargetNeed],
) -> tuple[Comparison, ...]:
    """Return each judgement that lays one of the works beside a prison programme, in the order of the works.

    Of one judge the latest on a need speaks. `programmes` say what an id is called and where it is given; of one that
    they lack nobody knows that it is a prison's, and it is left out, like one that hospitals give as well.
    """
    judged: dict[tuple[str, str], list[OverlapJudgement]] = {}
    for one in overlaps:
        judged.setdefault((one.covers, one.covered), []).append(one)
    told: dict[Comparison, None] = {}
    for work in works:
        done = (work.edition_id, programme_of(work.edition_id)) if work.edition_id else ()
        for (covers, covered), made in judged.items():
            prison = programmes.get(programme_of(covered))
            if covers in done and prison is not None and _is_a_prisons(prison):
                for one in last_of_each(made):
                    told[_compared(work, prison, one, needs)] = None
    return tuple(told)


def _is_a_prisons(programme: Programme) -> bool:
    return _PRISON in programme.settings and _PRISONS.issuperset(programme.settings)


def _compared(
    work: Intervention, prison: Programme, one: OverlapJudgement, needs: Mapping[str, TargetNeed]
) -> Comparison:
    aims = ", ".join(need_label(needs, need).lower() for need in one.needs)
    what = sentence(f"covers {one.strength.words} of it{f', for {aims}' if aims else ''}")
    why = ((label, said(text)) for label, text in (("Basis", one.basis), ("With care", one.caution)))
    return Comparison(
        work=work.title,
        beside=prison.title,
        judgement=" ".join((what, *(f"{label}: {sentence(text)}" for label, text in why if text))),
        by=one.judged_by,
        on=one.on,
    )
