"""The directories that the cases are verified under, each different from the whole one in what its name says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from registry.domain.directory import DirectoryKey, KeyRole, KeyState, Roots, WithdrawnDocument
from registry.domain.people import Person
from tests.documents.clinic import (
    APPROVED,
    APPROVER,
    AUTHOR,
    NOW,
    RELEASED,
    VALID_FROM,
    alder,
    directory,
    key,
    listed,
    rowan,
    signed_directory,
    trusted,
)
from tests.documents.letters import rowan_receives
from tests.documents.record import urn

NEW_ROOTS = Roots(keys=tuple(key(f"new-root-{n}").public_key for n in (1, 2)), threshold=2)
WITHDRAWN = WithdrawnDocument(document=urn("document"), digest="00" * 32, since=NOW)


def _with_key(one: DirectoryKey) -> bytes:
    return signed_directory(directory(replace(alder(), keys=(*alder().keys, one)), rowan()))


def _unit(**changes: object) -> bytes:
    return signed_directory(directory(alder(unit=changes), rowan()))


def _approver(**changes: object) -> bytes:
    return signed_directory(directory(alder(approver=changes), rowan()))


def second(**changes: object) -> bytes:
    """Return version 2, signed by the roots that version 1 knows."""
    return signed_directory(directory(version=2, previous=trusted().digest, **changes))


_MAKERS: Mapping[str, Callable[[], bytes]] = {
    "whole": signed_directory,
    "version-2": second,
    "rowan-receives": lambda: signed_directory(directory(alder(), rowan_receives())),
    "issuer-not-listed": lambda: signed_directory(directory(rowan())),
    "issuer-under-another-name": lambda: signed_directory(directory(alder(name="Alder Hospital"), rowan())),
    "second-unit-key": lambda: _with_key(listed("second unit", KeyRole.UNIT)),
    "receiver-key": lambda: _with_key(listed("receiver", KeyRole.RECEIVER, APPROVER)),
    "approver-is-another-person": lambda: _approver(
        holder=Person(id=urn("another"), name=APPROVER.name, profession=APPROVER.profession)
    ),
    "approver-has-another-registration": lambda: _approver(holder=replace(APPROVER, registration="PYL11111")),
    "approver-is-the-author": lambda: _approver(holder=replace(AUTHOR, id=urn("twin"))),
    "unit-key-revoked": lambda: _unit(state=KeyState.REVOKED, since=NOW),
    "unit-key-compromised": lambda: _unit(state=KeyState.COMPROMISED, since=NOW),
    "unit-key-retired-before": lambda: _unit(state=KeyState.RETIRED, since=VALID_FROM),
    "unit-key-retired-since": lambda: _unit(state=KeyState.RETIRED, since=NOW),
    "unit-key-not-yet-valid": lambda: _unit(from_=RELEASED + timedelta(seconds=1)),
    "unit-key-expired": lambda: _unit(until=RELEASED - timedelta(seconds=1)),
    "approver-key-revoked": lambda: _approver(state=KeyState.REVOKED, since=NOW),
    "approver-key-compromised": lambda: _approver(state=KeyState.COMPROMISED, since=NOW),
    "approver-key-retired-before": lambda: _approver(state=KeyState.RETIRED, since=VALID_FROM),
    "approver-key-expired": lambda: _approver(until=APPROVED - timedelta(seconds=1)),
    "document-withdrawn": lambda: signed_directory(directory(alder(withdrawn=(WITHDRAWN,)), rowan())),
    "withdrawn-by-another-unit": lambda: signed_directory(directory(alder(), rowan(withdrawn=(WITHDRAWN,)))),
}


def make(name: str) -> bytes:
    """Return the bytes of the directory of this name. Raises `KeyError`."""
    return _MAKERS[name]()
