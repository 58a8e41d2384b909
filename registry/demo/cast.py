"""The fictional establishments and the people who work there. Any likeness to real ones is chance."""

from dataclasses import dataclass

from registry.domain.access import Role
from registry.domain.people import CodeScheme, Establishment, EstablishmentCode, Person, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of staff: the user name, the person and the roles."""

    user: str
    person: Person
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCast:
    """One unit with a home: its folder's name, the establishment, and its staff, the administrator first."""

    folder: str
    unit: Establishment
    staff: tuple[Member, ...]

    @property
    def administrator(self) -> Member:
        """Who founds the unit."""
        return self.staff[0]

    def member(self, user: str) -> Member:
        """The member of staff with this user name."""
        return next(member for member in self.staff if member.user == user)


def _id(number: int) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{number:012d}"


def _member(number: int, user: str, name: str, profession: str, registration: str | None, *roles: Role) -> Member:
    person = Person(id=_id(number), name=name, profession=profession, registration=registration)
    return Member(user=user, person=person, roles=roles)


def _unit(number: int, name: str, tier: Tier, code: str, contact: str) -> Establishment:
    scheme = EstablishmentCode(scheme=CodeScheme.LOCAL, value=code)
    return Establishment(id=_id(number), name=name, tier=tier, code=scheme, contact=contact)


ASHMERE = UnitCast(
    folder="ashmere-high",
    unit=_unit(101, "Ashmere Hospital", Tier.HIGH, "ASHMERE", "01632 960101"),
    staff=(
        _member(201, "moira", "Moira Devlin", "records manager", None, Role.ADMINISTRATOR, Role.AUDITOR),
        _member(202, "rhiannon", "Dr Rhiannon Pryce", "clinical psychologist", "PYL900001", Role.CLINICIAN),
        _member(203, "amara", "Dr Amara Okafor", "consultant forensic psychologist", "PYL900002", Role.CLINICIAN),
        _member(204, "gareth", "Gareth Linnell", "head of psychology", "PYL900003", Role.SUPERVISOR),
    ),
)

THORNFIELD = UnitCast(
    folder="thornfield-medium",
    unit=_unit(102, "Thornfield House", Tier.MEDIUM, "THORNFIELD", "01632 960102"),
    staff=(
        _member(211, "bernard", "Bernard Quayle", "records manager", None, Role.ADMINISTRATOR, Role.AUDITOR),
        _member(212, "tomasz", "Dr Tomasz Wierzbicki", "forensic psychologist", "PYL900011", Role.CLINICIAN),
        _member(213, "leila", "Dr Leila Haddad", "consultant clinical psychologist", "PYL900012", Role.SUPERVISOR),
    ),
)

PRISON = _unit(103, "HMP Marlwood", Tier.PRISON, "MARLWOOD", "01632 960103")
COMMUNITY = _unit(104, "Kestrel Community Forensic Team", Tier.COMMUNITY, "KESTREL", "01632 960104")

BOARD = "The Parole Board"
