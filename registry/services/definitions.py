"""What the unit itself lays down: local definitions, its offer, and overlap judgements by named clinicians."""

from dataclasses import replace
from typing import Any

from registry.catalogue.check import check_plain
from registry.catalogue.search import named_edition
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.described_edition import LocalDefinition
from registry.domain.errors import InvalidValue, NotAllowed, NotFound, Refusal, Refused
from registry.domain.offer import Elsewhere, Offer
from registry.domain.people import EstablishmentRef
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from registry.structure import as_object, to_plain

MOST_DEFINITION_BYTES = 1_000_000
_MOST_TOLD = 10
_MEMBERS = ("editionId", "modules", "groupMinutes", "individualMinutes", "completion", "booster")


def read_definition(data: bytes) -> dict[str, Any]:
    """Return the JSON object of a file for `define_locally`. Raises Refused for anything the strict reader refuses."""
    return read_strict(data, limit=MOST_DEFINITION_BYTES)


@journey(Permission.DEFINE)
def define_locally(
    sitting: Sitting, plain: object, *, signed_off_on: PartialDate | None = None, file: str = "the definition"
) -> LocalDefinition:
    """Sign off a local definition and return it.

    `plain` is a JSON object with `editionId` and any of `modules`, `groupMinutes`, `individualMinutes`, `completion`
    and `booster`. The signed-in person signs it off, today or on an earlier day. Raises Refused naming the
    `file`, each place at fault in it, and what is allowed there.
    """
    if signed_off_on is not None:
        refuse_future(signed_off_on, sitting.today, "The sign-off")
    given: dict[str, Any] = dict(as_object(plain))
    if set(given) & {"id", "establishment", "signedOffBy", "signedOffOn"}:
        raise Refused(
            Refusal.SCHEMA, "Who signs off, where and when is not for the file to say.", hint="Leave those members out."
        )
    unknown = [name for name in given if name not in _MEMBERS]
    if unknown:
        raise Refused(
            Refusal.SCHEMA,
            f"{file}: has no member {ascii(unknown[0])[:40]}; allowed: {', '.join(_MEMBERS)}.",
            hint="An example: `throughcare catalogue define --help`.",
        )
    problems, definition = check_plain(
        _filled(given)
        | {
            "id": new_id(),
            "establishment": to_plain(sitting.unit.ref),
            "signedOffBy": to_plain(sitting.user.person),
            "signedOffOn": (signed_off_on or PartialDate.of(sitting.today)).text,
        },
        "local-definition",
        LocalDefinition,
    )
    if definition is None:
        told = [f"{f'at {path}: ' if path else ''}{what}" for path, what in problems]
        raise Refused(
            Refusal.SCHEMA,
            f"{file}: {'; '.join(told[:_MOST_TOLD]).rstrip('.')}.",
            hint="An example: `throughcare catalogue define --help`.",
        )
    _, edition = sitting.catalogue.edition(definition.edition_id)
    if edition.id != definition.edition_id:
        raise NotFound(f"{definition.edition_id} names no edition.", hint=f"Perhaps {edition.id}.")
    with sitting.writing("catalogue define", definition.id) as uow:
        uow.local_definitions.add(definition)
    return definition


def _filled(given: dict[str, Any]) -> dict[str, Any]:
    """The definition with what a file may leave out, as it then travels; what is of another form stays as it is."""
    modules, completion = given.get("modules"), given.get("completion")
    filled: dict[str, Any] = {}
    if isinstance(modules, list):
        filled["modules"] = [{"required": "unknown", **one} if isinstance(one, dict) else one for one in modules]
    if isinstance(completion, dict):
        filled["completion"] = {"needsAllRequiredModules": True, "needsExpectedDose": True, **completion}
    return given | filled


@journey(Permission.READ_RECORD)
def list_local_definitions(sitting: Sitting) -> tuple[LocalDefinition, ...]:
    """Return every definition the unit has signed off, edition by edition, earliest first."""
    with sitting.looking_up() as uow:
        return uow.local_definitions.all()


@journey(Permission.DEFINE)
def offer_edition(
    sitting: Sitting,
    *,
    edition: str,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    shape: str | None = None,
    next_start: PartialDate | None = None,
    places: int | None = None,
    joins_within_weeks: int | None = None,
    rolling: bool | None = None,
    individual: bool | None = None,
    note: str | None = None,
) -> Offer:
    """Record that this unit delivers an edition, or bring the terms of its offer up to date, and return the offer.

    What is not given stays as it was. Raises NotFound for an unknown edition or shape, InvalidValue for a next start
    in the past.
    """
    _, found = named_edition(sitting.catalogue, edition)
    if shape is not None and shape not in {one.id for one in found.shapes}:
        raise NotFound(f"{found.id} has no delivery shape {shape[:40]!r}.", hint=f"See `catalogue show {found.id}`.")
    terms: dict[str, Any] = {
        name: value
        for name, value in (
            ("shape_id", shape),
            ("until", until),
            ("next_start", next_start),
            ("places", places),
            ("joins_within_weeks", joins_within_weeks),
            ("rolling", rolling),
            ("individual", individual),
            ("note", note),
        )
        if value is not None
    }
    if next_start is not None and next_start.last < sitting.today:
        raise InvalidValue(
            f"The next start is dated {next_start.words}, which is past.",
            hint="A next start lies today or later; leave it out while none is known.",
        )
    with sitting.looking_up() as uow:
        today = PartialDate.of(sitting.today)
        was = next((one for one in uow.offers.all() if one.edition_id == found.id and one.stands_on(today)), None)
    if was is None:
        offer = Offer(id=new_id(), edition_id=found.id, since=since or today, **terms)
    else:
        offer = replace(was, since=since or was.since, **terms)
    with sitting.writing("catalogue offer", offer.id) as uow:
        if was is None:
            uow.offers.add(offer)
        else:
            uow.offers.save(offer)
    return offer


@journey(Permission.DEFINE)
def note_elsewhere(
    sitting: Sitting, *, programme: str, establishment: EstablishmentRef, note: str | None = None
) -> Elsewhere:
    """Record on the signed-in person's word that another establishment delivers a programme, and return the note.

    Raises NotFound for an unknown programme and NotAllowed for this unit itself.
    """
    found, _ = named_edition(sitting.catalogue, programme)
    if establishment.id == sitting.unit.id:
        raise NotAllowed("That is this unit.", hint="Use `catalogue offer`.")
    noted = Elsewhere(
        id=new_id(),
        programme_id=found.id,
        establishment=establishment,
        noted_by=sitting.user.person.name,
        on=PartialDate.of(sitting.today),
        note=note,
    )
    with sitting.writing("catalogue elsewhere", noted.id) as uow:
        uow.elsewhere.add(noted)
    return noted


@journey(Permission.READ_RECORD)
def list_elsewhere(sitting: Sitting) -> tuple[Elsewhere, ...]:
    """Return who else delivers what, as people noted it here."""
    with sitting.looking_up() as uow:
        return uow.elsewhere.all()


@journey(Permission.READ_RECORD)
def list_offers(sitting: Sitting) -> tuple[Offer, ...]:
    """Return what the unit offers."""
    with sitting.looking_up() as uow:
        return tuple(uow.offers.all())
