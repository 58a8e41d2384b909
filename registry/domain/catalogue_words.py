"""What is not known about a programme, said in plain words, so that a gap is never read as a fact."""

from collections.abc import Iterator

from registry.domain.catalogue import Confidence, CourseForm, Programme
from registry.domain.edition import AccreditationStatus, Edition
from registry.domain.participant import Known

OWN_CLASSIFICATION = "Throughcare's own classification"
"""The source of what no public paper says and we had to decide: kind, course form, needs and the like."""

_FIELDS = {
    "title": "title",
    "owner": "owner",
    "activity": "plain activity name",
    "settings": "settings",
    "kind": "kind",
    "form": "course form",
    "modality": "modality",
    "sensitivity": "sensitivity",
    "needs": "target needs",
    "suitability": "who it is for",
    "suitability.discussesOffence": "whether it discusses the offence",
    "suitability.prerequisites": "what comes before it",
    "editions.validUntil": "the edition's last day",
    "shapes": "amounts",
    "modules": "modules",
    "components": "components",
    "completion": "completion definition",
    "booster": "booster",
    "accreditation": "accreditation",
    "glossary": "glossary",
    "successors": "successors",
    "overlaps": "overlaps",
    "codes": "codes",
}


def unknowns(programme: Programme, edition: Edition) -> tuple[str, ...]:
    """Return a sentence for each thing that is not known about this edition, then for what is not verified."""
    return (
        *_amounts(programme, edition),
        *_contents(programme, edition),
        *_standing(programme, edition),
        *_audience(programme),
        *_unverified(programme),
    )


def _amounts(programme: Programme, edition: Edition) -> Iterator[str]:
    if programme.form is not CourseForm.PROGRAMME:
        return
    if not any(shape.sessions for shape in edition.shapes):
        yield "How many sessions are expected is not known."
    if not any(shape.group_minutes or shape.individual_minutes for shape in edition.shapes):
        yield "How long a session lasts is not known."


def _contents(programme: Programme, edition: Edition) -> Iterator[str]:
    if programme.form is CourseForm.PROGRAMME and not edition.modules:
        yield "The modules are not known."
    if any(module.required is Known.UNKNOWN for module in edition.modules):
        yield "Which modules are required is not known."
    if edition.modules and any(module.sessions is None for module in edition.modules):
        yield "How many sessions each module takes is not known."
    if edition.completion is None and programme.form is CourseForm.PROGRAMME:
        yield "No public paper says in writing what completing it means."
    if edition.booster is not None and edition.booster.months is None:
        yield f"When {edition.booster.title} falls due is not known."


def _standing(programme: Programme, edition: Edition) -> Iterator[str]:
    if edition.valid_from is None:
        yield "From when the edition was in use is not known."
    lasting = (AccreditationStatus.NEVER, AccreditationStatus.NOT_KNOWN)
    if not edition.accreditation or all(
        entry.status is AccreditationStatus.NOT_KNOWN for entry in edition.accreditation
    ):
        yield "Its accreditation is not known."
    elif any(entry.since is None and entry.status not in lasting for entry in edition.accreditation):
        yield "From when its accreditation status holds is not known."
    if not programme.needs:
        yield "Which target needs it serves is not known."


def _audience(programme: Programme) -> Iterator[str]:
    suits = programme.suitability
    missing = [
        word
        for word, known in (
            ("sex", suits.sex is not None),
            ("least age", suits.min_age is not None),
            ("learning disability", suits.learning_disability is not None),
            ("risk band", suits.risk_band is not None),
        )
        if not known
    ]
    if missing:
        yield f"Not known about whom it is for: {', '.join(missing)}."
    if suits.discusses_offence is Known.UNKNOWN:
        yield "Whether the work needs the offence to be discussed is not known."


def _unverified(programme: Programme) -> Iterator[str]:
    memory: list[str] = []
    own: list[str] = []
    local: list[str] = []
    for name, fact in programme.facts.items():
        words = _FIELDS.get(name) or _part(name)
        if fact.confidence is Confidence.LOCAL:
            local.append(words)
        elif fact.confidence is Confidence.UNVERIFIED:
            (own if fact.source == OWN_CLASSIFICATION else memory).append(words)
    if memory:
        yield f"Unverified: {', '.join(memory)}."
    if own:
        yield f"Our own classification, checked against no public paper: {', '.join(own)}."
    if local:
        yield f"Laid down by a unit: {', '.join(local)}."


def _part(name: str) -> str:
    """Return a dotted field name as words: `modules.victim-empathy` becomes `modules (victim empathy)`."""
    field, _, part = name.partition(".")
    said = _FIELDS.get(field, field)
    return f"{said} ({part.replace('-', ' ')})" if part else said
