"""Complete work: by its completion definition, answered by the recorded modules or by the judge's own words."""

from dataclasses import replace

from registry.domain.catalogue import Kind
from registry.domain.closure import MET_ALL_THE_SAME, Closure, Outcome
from registry.domain.described_edition import DescribedEdition, LocalDefinition
from registry.domain.dose import left_by_definition
from registry.domain.edition import CompletionDefinition
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.intervention import Intervention
from registry.domain.room_for_words import clip
from registry.domain.text import check_reason
from registry.domain.wording import sentence
from registry.services.later_definitions import take_up_words

_NEEDS_A_START = (Outcome.COMPLETED, Outcome.PARTLY, Outcome.TRANSFERRED)
_MOST_WORDS = 40  # of a definition in a refusal, which is read on one line or two


def refuse_outcome(
    was: Intervention, edition: DescribedEdition | None, outcome: Outcome, *, later: LocalDefinition | None = None
) -> None:
    """Raise NotAllowed, saying what is missing, for an outcome that this work cannot have, whatever else is said of it.

    Work that never started here was neither completed nor done in part. Completion needs a completion definition, and
    time lived in a setting has none. `later` is a local definition that the work could take up.
    """
    if was.started is None and outcome in _NEEDS_A_START:
        raise NotAllowed(
            f"{was.title} never started here, so it cannot be {outcome.words}.",
            hint="Close it as not completed, or say when it started with `intervention open`.",
        )
    if outcome is Outcome.COMPLETED:
        _definition(was, edition, later)


def with_definition(
    was: Intervention,
    edition: DescribedEdition | None,
    closure: Closure,
    because: str | None,
    *,
    later: LocalDefinition | None,
) -> Closure:
    """Return the closure with the completion definition in force, answered.

    `because` is the judge's own words why it is met although modules it asks for are not recorded as done or waived:
    they are the closure's note. Raises NotAllowed as `refuse_outcome` and where the definition is not answered,
    InvalidValue for words where nothing is missing.
    """
    definition = _definition(was, edition, later)
    closure, left = replace(closure, definition=definition.text), left_by_definition(was, edition)
    if not left:
        if because is not None:
            raise InvalidValue(
                "No module that the completion definition asks for is missing.", hint="Leave the reason out."
            )
        return closure
    if because is None:
        means = sentence(clip(" ".join(definition.text.split()), _MOST_WORDS))
        many = "1 required module is" if len(left) == 1 else f"{len(left)} required modules are"
        named = ", ".join(f"{one.id} ({one.title})" for one in left)
        raise NotAllowed(
            f"Completing {was.title} means: {means} {many} not recorded as done or waived: {named}.",
            hint="Use `intervention mark`, or give the judge's words why it is met all the same: --met-because.",
        )
    if closure.reason_note is not None:
        raise InvalidValue("There is a note and the judge's words beside it.", hint="Put both in --met-because.")
    check_reason(because, "Why the definition is met")
    return replace(closure, reason_note=f"{MET_ALL_THE_SAME}: {because}")


def _definition(
    was: Intervention, edition: DescribedEdition | None, later: LocalDefinition | None
) -> CompletionDefinition:
    if edition is not None and edition.kind is Kind.SETTING:
        raise NotAllowed(
            f"{was.title} is time lived in a therapeutic setting, which is not treatment to be completed.",
            hint="Close it as not completed with its reason: it is shown as time lived there either way.",
        )
    if edition is None or edition.definition is None:
        raise NotAllowed(
            f"{was.title} has no completion definition, so it cannot be completed.", hint=_define_first(was, later)
        )
    return edition.definition


def _define_first(was: Intervention, later: LocalDefinition | None) -> str:
    """What to do about work without a completion definition, in the order it has to be done."""
    other = "or close it as partly completed. What another unit says it completed is --recorded reported."
    if was.edition_id is None:
        return f"Match it first: `intervention match {was.id.removeprefix('urn:uuid:')[:8]} PROGRAMME`; {other}"
    if later is not None and later.completion is not None:
        return f"One was signed off on {later.signed_off_on.words}: take it up with {take_up_words(was)}, {other}"
    return f"Sign one off with `catalogue define`, then take it up with {take_up_words(was)}; {other}"
