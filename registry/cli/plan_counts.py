"""`throughcare plan counts`: what the service lead counts about repetition, and by whom it was about."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import plain
from registry.cli.door import door, sitting
from registry.domain.suppression import FEWEST_TOLD, hidden_groups

if TYPE_CHECKING:
    from registry.services.repetition_counts import Repetition


class By(StrEnum):
    """What to lay the counts out by."""

    SEX = "sex"
    ETHNICITY = "ethnicity"
    LEARNING_DISABILITY = "learning-disability"
    TIER_BEFORE = "tier-before"
    PROGRAMME = "programme"


def counts(
    context: typer.Context,
    by: Annotated[By | None, typer.Option(help="Lay each count out by this, small numbers hidden.")] = None,
) -> None:
    """\b
    throughcare plan counts
    throughcare plan counts --by sex
    throughcare plan counts --by ethnicity

    Count for the service: repeats that were stopped, beside refreshers asked for, given and refused, needs with
    nothing here, and the participants' answers at closure. `tier-before` is where they stayed last before they came.
    """
    from registry.services.browsing import list_needs
    from registry.services.repetition_counts import count_repetition

    with sitting(context) as sat:
        counted = count_repetition(sat)
    if door(context).json:
        output.data(plain(counted))
        return
    if by is not None:
        output.table(("WHAT", by.replace("-", " ").upper(), "COUNT"), list(_laid_out(counted, by)))
        output.note(
            f"Fewer than {FEWEST_TOLD} are not told, nor what they could be worked out from. `--json` holds exact "
            "numbers, which stay in the unit."
        )
        return
    labels = {need.id: need.label for need in list_needs()}
    rows = [("Repeats stopped before they began", str(counted.avoided))]
    rows += [(f"Done again: {reason.replace('-', ' ')}", str(number)) for reason, number in counted.begun_again.items()]
    rows += [(f"Refreshers {answer}", str(number)) for answer, number in counted.refreshers.items()]
    rows += [
        (f"Not available here: {labels.get(need, need)}", f"{number} {'person' if number == 1 else 'people'}")
        for need, number in counted.not_available.items()
    ]
    for asked, answers in (
        ("Did it help?", counted.helped),
        ("Were you treated fairly?", counted.treated_fairly),
        ("Did anyone ask what you had already done?", counted.asked_what_was_done),
    ):
        rows.append((asked, ", ".join(f"{given.replace('-', ' ')} {number}" for given, number in answers.items())))
    rows.append(("Assessments for transfer not made anew", str(counted.assessments_avoided)))
    output.table(("WHAT", "COUNT"), rows)
    output.note("Of this unit, all time; small numbers may tell who is meant, so they stay in the unit.")
    output.next_step(f"throughcare plan counts --by {'|'.join(By)}")


def _laid_out(counted: "Repetition", by: By) -> Iterator[tuple[str, str, str]]:
    if not counted.shares:
        yield "Nothing is counted yet", "", ""
    for share in counted.shares:
        groups: dict[str, int] = getattr(share, f"by_{by.replace('-', '_')}")
        hidden = hidden_groups(groups)
        for place, (group, number) in enumerate(groups.items()):
            what = share.what[:1].upper() + share.what[1:] if place == 0 else ""
            yield what, group, "not told" if group in hidden else str(number)
