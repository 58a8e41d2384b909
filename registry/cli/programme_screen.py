"""One programme of the catalogue as lines on a screen: what is known, what is not, and from where."""

from collections.abc import Iterator, Mapping, Sequence

from registry.domain.catalogue import Programme, Sensitivity
from registry.domain.catalogue_words import unknowns
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import CompletionDefinition, DeliveryShape, Edition, Module, Range
from registry.domain.local_ids import code_of
from registry.domain.needs import TargetNeed, need_label
from registry.domain.wording import kind_words, known_words, period_words

NOT_KNOWN = "not known"


def programme_lines(
    programme: Programme,
    editions: Sequence[Edition],
    needs: Mapping[str, TargetNeed],
    local: Sequence[LocalDefinition] = (),
) -> Iterator[str]:
    """Yield the programme, then each edition with what this unit laid down for it."""
    acronym = f" ({programme.acronym})" if programme.acronym and programme.acronym != programme.id else ""
    yield f"{code_of(programme.id)}  {programme.title}{acronym}"
    yield from (f"  {name}: {said}" for name, said in _facts(programme, needs).items() if said)
    for edition in editions:
        yield ""
        yield from _edition(edition)
        yield from _indented("Not known or not verified", unknowns(programme, edition))
        for definition in local:
            if definition.edition_id == edition.id:
                yield from _local(definition)
    yield ""
    yield "Sources"
    for source, fields in _sources(programme).items():
        yield f"  {source}: {', '.join(fields)}"


def edition_facts(programme: Programme, edition: Edition, needs: Mapping[str, TargetNeed]) -> dict[str, str]:
    """Return what is known of one edition by label, so that two can stand side by side; what is not says so."""
    known = edition.valid_from or edition.valid_until
    own = {
        "Edition": code_of(edition.id),
        "In use": period_words(edition.valid_from, edition.valid_until) if known else "dates not known",
        "Accreditation": "\n".join(entry.words for entry in edition.accreditation) or NOT_KNOWN,
        "Delivery": "\n".join(_shape(shape) for shape in edition.shapes) or NOT_KNOWN,
        "Modules": "\n".join(module.title for module in edition.modules) or NOT_KNOWN,
        "Components": "\n".join(
            f"{one.title}, {'required' if one.required else 'optional'}" for one in edition.components
        ),
        "Completing it": _completion(edition.completion) if edition.completion else NOT_KNOWN,
        "Booster": edition.booster.title if edition.booster else "",
        "Its own words": "\n".join(f"{term.theirs}: {term.common}" for term in edition.glossary),
        "Not known": "\n".join(unknowns(programme, edition)),
    }
    said = {"Programme": programme.title, **_facts(programme, needs), **own}
    return {label: words for label, words in said.items() if words}


def _facts(programme: Programme, needs: Mapping[str, TargetNeed]) -> dict[str, str]:
    suits = programme.suitability
    return {
        "Kind": kind_words(programme.kind),
        "Course form": programme.form.words,
        "Plain activity name": programme.activity,
        "Also called": ", ".join(programme.aliases),
        "Owner": programme.owner,
        "Settings": ", ".join(programme.settings) or NOT_KNOWN,
        "Modality": programme.modality or NOT_KNOWN,
        "Sensitivity": ""
        if programme.sensitivity is Sensitivity.NONE
        else f"{programme.sensitivity.replace('-', ' ')}; never resumed at a named session",
        "Needs": ", ".join(need_label(needs, need) for need in programme.needs) or NOT_KNOWN,
        "For": f"sex {suits.sex or NOT_KNOWN}; from age {suits.min_age or NOT_KNOWN}; "
        f"risk band {suits.risk_band or NOT_KNOWN}; offence {suits.offence or NOT_KNOWN}",
        "Learning disability": suits.learning_disability
        or f"made for it: {known_words(suits.for_learning_disability)}",
        "Discusses the offence": known_words(suits.discusses_offence),
        "Comes after": ", ".join(suits.prerequisites),
        "Replaced by": "; ".join(f"{one.programme_id} ({one.basis})" for one in programme.successors),
        "Codes": "; ".join(f"{code.system} {code.code} {code.label}" for code in programme.codes),
        "Overlaps": "; ".join(
            f"{one.words} ({one.strength}; {one.judged_by}, {one.on.words}): {one.caution}"
            for one in programme.overlaps
        ),
        "Note": programme.note or "",
    }


def _edition(edition: Edition) -> Iterator[str]:
    known = edition.valid_from or edition.valid_until
    yield f"{code_of(edition.id)}  " + (
        period_words(edition.valid_from, edition.valid_until) if known else "in use: dates not known"
    )
    yield from _indented("Accreditation", [entry.words for entry in edition.accreditation] or ["Not known."])
    yield from _indented("Delivery shapes", [_shape(shape) for shape in edition.shapes] or ["Not known."])
    yield from _indented("Modules", [_module(module) for module in edition.modules] or ["Not known."])
    yield from _indented(
        "Components",
        [f"{one.id}: {one.title}, {'required' if one.required else 'optional'}" for one in edition.components],
    )
    yield f"  Completing it means: {_completion(edition.completion) if edition.completion else NOT_KNOWN}"
    if edition.booster:
        due = f", due after {edition.booster.months} months" if edition.booster.months else ", due date not known"
        yield f"  Booster: {edition.booster.title}{due}"
    yield from _indented("Its own words", [f"{term.theirs}: {term.common}" for term in edition.glossary])
    if edition.note:
        yield f"  Note: {edition.note}"


def _local(definition: LocalDefinition) -> Iterator[str]:
    signed = f"signed off by {definition.signed_off_by.words}, {definition.signed_off_on.words}"
    yield f"  As delivered at {definition.establishment.name} ({signed})"
    for title, minutes in (("Group", definition.group_minutes), ("Individual", definition.individual_minutes)):
        if minutes:
            yield f"    {title} sessions: {minutes.words} minutes"
    for module in definition.modules:
        yield f"    {_module(module)}"
    if definition.completion:
        yield f"    Completing it means: {_completion(definition.completion)}"
    if definition.booster:
        yield f"    Booster: {definition.booster.title}"


def _shape(shape: DeliveryShape) -> str:
    said = [
        f"{amount.words} {what}"
        for amount, what in (
            (shape.group, "group sessions"),
            (shape.individual, "individual sessions"),
            (shape.group_minutes, "minutes each in the group"),
            (shape.individual_minutes, "minutes each alone"),
            (shape.weeks, "weeks"),
        )
        if amount
    ]
    note = f" ({shape.note})" if shape.note else ""
    return f"{shape.id}: {shape.title}: {', '.join(said) or 'amounts not known'}{note}"


def _module(module: Module) -> str:
    required = {"yes": "required", "no": "optional"}.get(module.required, "required or not: not known")
    amounts = _amount(module.sessions, "sessions") + _amount(module.minutes, "minutes")
    return f"{module.id}: {module.title}, {required}{amounts}"


def _amount(amount: Range | None, what: str) -> str:
    return f", {amount.words} {what}" if amount else ""


def _completion(definition: CompletionDefinition) -> str:
    return f"{definition.text} Judged by {definition.judged_by}."


def _sources(programme: Programme) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    for name, fact in programme.facts.items():
        sources.setdefault(f"{fact.source} [{fact.confidence}]", []).append(name)
    return sources


def _indented(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    {line}" for line in lines)
