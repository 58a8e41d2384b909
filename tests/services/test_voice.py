"""Who opens no record names somebody by two identifiers, and learns of nobody else."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from registry.domain.access import Role
from registry.domain.audit import AuditEntry
from registry.domain.people import EstablishmentRef, Tier
from registry.services.founding import new_person
from registry.services.users import add_user
from tests.copied import copied_home
from tests.homes import ADMIN, TestHome

PEER = "joy"
WORDS = ("voice", "add", "9990000018", "--kind", "hope", "--text", "To go home.")
BOTH = ("--confirm", "nhs=9990000018", "--confirm", "surname=Okafor")


def join(home: TestHome, name: str, called: str, *establishments: EstablishmentRef) -> None:
    """Add somebody who adds to the voice and opens nothing else."""
    person, secret = new_person(called, "peer worker"), home.passphrase(name)
    file = home.passphrase_file(name)
    file.write_text(f"{secret}\n")
    file.chmod(0o600)
    with home.sit(ADMIN) as sitting:
        add_user(
            sitting,
            name=name,
            person=person,
            roles=(Role.CONTRIBUTOR,),
            passphrase=secret,
            establishments=establishments,
            chosen=True,
        )


class Ward(NamedTuple):
    home: TestHome
    daniel: str


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """Daniel Okafor, and Joy, who adds to the voice and opens nothing else."""
    folder = tmp_path_factory.mktemp("voice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = copied_home(folder / "ashmere")
        person = ("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "4/5/1988")
        added = home.type(*person, "--nhs", "9990000018", "--json")
        assert added.code == 0, added.err
        join(home, PEER, "Joy Abiola")
        yield Ward(home, added.json["id"])


def rows(ward: Ward) -> list[AuditEntry]:
    with ward.home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        return [row for row in uow.audit.entries(limit=1_000) if row.user == PEER]


def test_two_identifiers_of_one_person_keep_the_words(ward: Ward) -> None:
    kept = ward.home.type(*WORDS, *BOTH, "--json", user=PEER)
    assert kept.code == 0, kept.err
    assert ward.daniel not in kept.out
    assert kept.json.keys() == {"id", "kind", "on", "audiences"}
    said = ward.home.type(*WORDS, *BOTH, user=PEER)
    assert "Okafor" not in said.out + said.err
    assert "For the participant whom you named." in said.out


@pytest.mark.parametrize(
    "confirmed",
    [
        (),
        ("--confirm", "nhs=9990000018"),
        ("--confirm", "surname=Okafor", "--confirm", "born=4/5/1988"),
        ("--confirm", "nhs=9990000018", "--confirm", "local=A1"),
    ],
)
@pytest.mark.parametrize("asked", ["9990000018", "Okafor", "9990000123"])
def test_one_identifier_or_two_of_one_sort_look_nobody_up(ward: Ward, asked: str, confirmed: tuple[str, ...]) -> None:
    before = rows(ward)
    told = ward.home.type("voice", "add", asked, "--kind", "declined", *confirmed, user=PEER)
    assert told.code != 0
    assert "Name the participant by a number and, beside it, their date of birth or surname." in told.err
    assert rows(ward) == before


@pytest.mark.parametrize("asked", ["9990000018", "9990000123"])
@pytest.mark.parametrize("words", [("--kind", "account"), ("--kind", "hope", "--text", "a\x1bb")])
def test_what_is_wrong_with_the_words_does_not_tell_who_is_here(ward: Ward, asked: str, words: tuple[str, ...]) -> None:
    told = ward.home.type("voice", "add", asked, *words, *BOTH, user=PEER)
    assert told.code != 0
    assert "answers to" not in told.err


@pytest.mark.parametrize(
    ("asked", "confirmed"),
    [
        ("9990000123", BOTH),
        ("9990000018", ("--confirm", "nhs=9990000018", "--confirm", "surname=Quill")),
        ("9990000018", ("--confirm", "nhs=9990000123", "--confirm", "surname=Okafor")),
    ],
)
def test_a_miss_is_answered_alike_and_written_down(ward: Ward, asked: str, confirmed: tuple[str, ...]) -> None:
    before = len(rows(ward))
    told = ward.home.type("voice", "add", asked, "--kind", "declined", *confirmed, user=PEER)
    assert "No one participant here answers to both." in told.err
    new = rows(ward)
    assert len(new) == before + 1
    assert max(new, key=lambda row: row.sequence).outcome == "nobody answers"


def test_somebody_out_of_reach_is_nobody_and_that_is_written_down(ward: Ward) -> None:
    elsewhere = EstablishmentRef(id="urn:uuid:77777777-0000-4000-8000-000000000009", name="Elsewhere", tier=Tier.LOW)
    join(ward.home, "cora", "Cora Lind", elsewhere)
    told = ward.home.type(*WORDS, *BOTH, user="cora")
    assert told.code != 0
    with ward.home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        last = max((row for row in uow.audit.entries(limit=1_000) if row.user == "cora"), key=lambda row: row.sequence)
    assert last.outcome == "out of reach"


def test_what_a_clinician_enters_again_is_held_against_the_record(ward: Ward) -> None:
    wrong = ward.home.type(*WORDS, "--confirm", "nhs=9990000018", "--confirm", "surname=Quill")
    assert "The surname entered is not this participant's." in wrong.err
    assert ward.home.type(*WORDS, *BOTH).code == 0
    kept = ward.home.type(*WORDS, "--json")
    assert kept.code == 0, kept.err
    assert "read_back" not in kept.json or kept.json["read_back"] is False
