"""What a unit adds to the catalogue itself: programmes and measures of its own, in the form of the shipped ones."""

from typing import Any

from registry.catalogue.check import check_plain, references
from registry.catalogue.check_measures import unsound
from registry.catalogue.loader import load_catalogue
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.domain.local_entries import LocalMeasure, LocalProgramme
from registry.domain.local_ids import code_of, local_id, whose
from registry.domain.measure import Measure, plain_name
from registry.services.composing import both
from registry.services.journeys import journey
from registry.services.sitting import Sitting

MOST_FILE_BYTES = 1_000_000
_MOST_TOLD = 20


@journey(Permission.DEFINE)
def add_local_programme(sitting: Sitting, data: bytes, *, amend: bool = False) -> LocalProgramme:
    """Add a programme of this unit's own from its file, signed off by the signed-in person, and return it.

    The file has the form of the shipped ones; its ids may be codes, which get the establishment's id before them.
    With `amend` it becomes the next version of one that is there: what was recorded against the former stays as it
    was. Raises Refused for what is not strict JSON, or with every problem and its place, and NotAllowed
    where a programme has that code.
    """
    given = _whole_ids(sitting, read_strict(data, limit=MOST_FILE_BYTES))
    given.setdefault("owner", sitting.unit.name)
    problems, programme = check_plain(given, "programme", Programme)
    if programme is not None:
        known = both({programme.id: programme}, sitting.catalogue.programmes)
        problems = tuple(references(programme, known))
    if programme is None or problems:
        raise _invalid(problems)
    code = code_of(programme.id)
    if code in sitting.catalogue.programmes:
        raise NotAllowed(f"The catalogue has a programme {code} already.", hint="Give yours another code.")
    local = LocalProgramme(
        programme=programme,
        establishment=sitting.unit.ref,
        signed_off_by=sitting.user.person,
        signed_off_on=PartialDate.of(sitting.today),
    )
    with sitting.writing("catalogue add", local.id, purpose="amended" if amend else "") as uow:
        before = {one.id: one for one in uow.local_programmes.all()}.get(local.id)
        if before is None:
            uow.local_programmes.add(local)
        else:
            _refuse_twice(code, same=before.programme == programme, amend=amend)
            uow.catalogue_entries.keep(before.programme, sitting.catalogue.version)
            uow.local_programmes.save(local)
    return local


@journey(Permission.READ_RECORD)
def list_local_programmes(sitting: Sitting) -> tuple[LocalProgramme, ...]:
    """Return this unit's own programmes with who signed them off."""
    with sitting.looking_up() as uow:
        return uow.local_programmes.all()


@journey(Permission.READ_RECORD)
def show_catalogue(sitting: Sitting) -> Catalogue:
    """Return the catalogue this home works with, its own programmes in it."""
    return sitting.catalogue


@journey(Permission.DEFINE)
def add_local_measure(sitting: Sitting, data: bytes, *, amend: bool = False) -> LocalMeasure:
    """Add a measure of this unit's own from its file, signed off by the signed-in person, and return it.

    Readings keep the range they were recorded against. Raises as `add_local_programme`.
    """
    plain = read_strict(data, limit=MOST_FILE_BYTES)
    plain["id"] = _own_id(sitting, plain.get("id"))
    problems, measure = check_plain(plain, "measure", Measure)
    if measure is not None:
        problems = tuple(unsound(measure, load_catalogue().measures))
    if measure is None or problems:
        raise _invalid(problems)
    local = LocalMeasure(
        measure=measure,
        establishment=sitting.unit.ref,
        signed_off_by=sitting.user.person,
        signed_off_on=PartialDate.of(sitting.today),
    )
    with sitting.writing("measure define", local.id, purpose="amended" if amend else "") as uow:
        there = uow.local_measures.all()
        names = {plain_name(name) for name in measure.names}
        for other in there:
            if other.id != local.id and names & {plain_name(name) for name in other.measure.names}:
                raise NotAllowed(f"{other.measure.name} answers to one of its names.", hint="Give it another.")
        before = next((one for one in there if one.id == local.id), None)
        if before is None:
            uow.local_measures.add(local)
        else:
            _refuse_twice(code_of(local.id), same=before.measure == measure, amend=amend)
            uow.local_measures.save(local)
    return local


@journey(Permission.READ_RECORD)
def list_local_measures(sitting: Sitting) -> tuple[LocalMeasure, ...]:
    """Return this unit's own measures with who signed them off."""
    with sitting.looking_up() as uow:
        return uow.local_measures.all()


def _whole_ids(sitting: Sitting, plain: dict[str, Any]) -> dict[str, Any]:
    """Return the file's programme with whole ids: a person writes codes and need not know the establishment's id."""
    programme_id = _own_id(sitting, plain.get("id"))
    editions = plain.get("editions")
    if not isinstance(editions, list):
        return {**plain, "id": programme_id}
    whole = []
    for edition in editions:
        asked = edition.get("id") if isinstance(edition, dict) else None
        if isinstance(asked, str) and asked.split("/")[0] in (code_of(programme_id), programme_id):
            label = asked.partition("/")[2]
            edition = {**edition, "id": f"{programme_id}/{label}"}
        whole.append(edition)
    return {**plain, "id": programme_id, "editions": whole}


def _own_id(sitting: Sitting, asked: object) -> str:
    if not isinstance(asked, str):
        raise Refused(Refusal.SCHEMA, "The file has no id.", hint="Give it a code of its own, such as WALKING.")
    if whose(asked) is None:
        try:
            return local_id(sitting.unit.id, asked)
        except InvalidValue as error:
            raise Refused(Refusal.CONTENT, error.message, hint=error.hint) from None
    if whose(asked) != sitting.unit.id:
        raise NotAllowed("The id begins with another establishment's.", hint="Leave it out: a code is enough.")
    return asked


def _refuse_twice(code: str, *, same: bool, amend: bool) -> None:
    if same:
        raise NotAllowed(f"{code} is recorded just so already.", hint="Nothing was changed.")
    if not amend:
        raise NotAllowed(
            f"This unit has {code} already.", hint="Say --amend to make this its next version; the former is kept."
        )


def _invalid(problems: tuple[tuple[str, str], ...]) -> Refused:
    told = "; ".join(f"at {path}: {said}" if path else said for path, said in problems[:_MOST_TOLD])
    more = f"; and {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
    return Refused(Refusal.SCHEMA, f"The file cannot be used: {told}{more}.", hint="Nothing was written.")
