"""A folder received at once: certain matches come in, the rest waits, and a run that was killed is simply run again."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest

from registry.documents.verification import Verified
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.dates import PartialDate
from registry.domain.errors import Refusal, Refused
from registry.domain.identifiers import NhsNumber
from registry.domain.intervention import Delivery
from registry.domain.long_work import Stopped
from registry.domain.matching import IdentifierKind
from registry.domain.participant import Participant, PersonName
from registry.domain.signing import Signer
from registry.domain.stored_documents import Direction, DocumentKind
from registry.services import bulk_receiving, receiving, taking_together
from registry.services.approving import approve_summary
from registry.services.bulk_receiving import receive_folder
from registry.services.interventions import refer_intervention
from registry.services.issuing import issue_summary
from registry.services.opening import unsealed
from registry.services.participants import add_participant
from registry.services.plan_ground import Ground
from registry.services.plans import plan_from
from registry.services.releasing import release_summary
from registry.services.sitting import Sitting, describer
from registry.services.taking_together import Became
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork
from tests.homes import GARETH, RHIANNON
from tests.postgres import needs_server
from tests.two_units import AMARA, TwoUnits, make_two_units

COUNT = 12


def _number(place: int) -> str:
    """A valid NHS number in the range for tests."""
    first = f"999{1000 + place:06d}"
    check = 11 - sum(int(digit) * weight for digit, weight in zip(first, range(10, 1, -1), strict=True)) % 11
    return _number(place + 500) if check == 10 else f"{first}{0 if check == 11 else check}"


@dataclass(frozen=True, kw_only=True)
class Batch:
    units: TwoUnits
    inbox: Path
    numbers: tuple[str, ...]

    def copied_to(self, folder: Path) -> "Batch":
        units = self.units.copied_to(folder)
        return replace(self, units=units, inbox=folder / "inbox")


@pytest.fixture(scope="module", params=["file", pytest.param("server", marks=needs_server)])
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    """A dozen summaries on their way, to a home in its file and to one on a server."""
    folder = tmp_path_factory.mktemp("bulk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = make_two_units(folder / "units", on_server=request.param == "server")
        inbox = folder / "units" / "inbox"
        inbox.mkdir()
        numbers = tuple(_number(place) for place in range(COUNT))
        to = Recipient(kind=RecipientKind.ESTABLISHMENT, id=units.thornfield.unit.id, name="Thornfield")
        drafts = {}
        with units.ashmere.sit(RHIANNON) as sat:
            for place, number in enumerate(numbers):
                who = add_participant(
                    sat,
                    name=PersonName(family=f"Family{place}", given="Given"),
                    born=PartialDate(f"1980-01-{place + 1:02d}"),
                    nhs_number=NhsNumber(number),
                )
                refer_intervention(sat, who.id, edition="RPREV", delivery=Delivery.GROUP, on=PartialDate("2025-03-01"))
                drafts[number] = issue_summary(sat, who.id, purpose=Purpose.TRANSFER, recipient=to).id
        said = {
            number: {IdentifierKind.NHS: number, IdentifierKind.BORN: f"1980-01-{place + 1:02d}"}
            for place, number in enumerate(numbers)
        }
        with units.ashmere.sit(AMARA) as sat:
            for number, draft in drafts.items():
                approve_summary(sat, draft, said[number])
        with units.ashmere.sit(GARETH) as sat:
            for number, draft in drafts.items():
                files = release_summary(sat, draft, said[number]).files
                (inbox / f"{number}.json.age").write_bytes(files.sealed or files.plain)
        yield Batch(units=units, inbox=inbox, numbers=numbers)


@pytest.fixture
def batch(sent: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return sent.copied_to(tmp_path / "units")


def _held(batch: Batch) -> list[str]:
    """The NHS number of each participant that a received summary is attached to, and each receipt once."""
    with batch.units.thornfield.sit(GARETH) as sat, sat.looking_up() as uow:
        documents = uow.documents.all(direction=Direction.RECEIVED)
        assert len(documents) == len({one.digest for one in documents})
        receipts = uow.documents.all(direction=Direction.ISSUED, kind=DocumentKind.RECEIPT)
        assert sorted(one.about_id or "" for one in receipts) == sorted(one.id for one in documents)
        about = [uow.participants.get(one.participant_id or "").nhs_number for one in documents]
        assert uow.participants.count() == len(about)
        return sorted(number.digits for number in about if number)


def _add(batch: Batch, place: int, **other: object) -> None:
    given = {
        "name": PersonName(family=f"Family{place}", given="Given"),
        "born": PartialDate(f"1980-01-{place + 1:02d}"),
        "nhs_number": NhsNumber(batch.numbers[place]),
    }
    with batch.units.thornfield.sit(GARETH) as sat:
        add_participant(sat, **{**given, **other})  # type: ignore[arg-type]


def _receive(batch: Batch, *, new: bool) -> dict[str, tuple[Became, str]]:
    with batch.units.thornfield.sit(GARETH) as sat:
        return {one.file[:10]: (one.became, one.words) for one in receive_folder(sat, batch.inbox, new=new)}


def test_everybody_is_new(batch: Batch) -> None:
    seen: list[tuple[int, int]] = []
    with batch.units.thornfield.sit(GARETH) as sat:
        taken = receive_folder(sat, batch.inbox, new=True, tell=lambda done, of: seen.append((done, of)))
    assert {one.became for one in taken} == {Became.RECEIVED}
    assert {one.verdict for one in taken} == {"TRUSTED"}
    assert seen == [(done, COUNT) for done in range(1, COUNT + 1)]
    assert _held(batch) == sorted(batch.numbers)
    assert {became for became, _ in _receive(batch, new=True).values()} == {Became.HELD}
    assert _held(batch) == sorted(batch.numbers)


def test_what_was_received_until_it_is_stopped_stays_and_is_said_to(batch: Batch) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Stopped

    with batch.units.thornfield.sit(GARETH) as sat, pytest.raises(Stopped, match="until then stays"):
        receive_folder(sat, batch.inbox, new=True, tell=stop)
    assert _held(batch)
    # The others come in when it is done again.
    became = _receive(batch, new=True).values()
    assert {one for one, _ in became} <= {Became.HELD, Became.RECEIVED}
    assert _held(batch) == sorted(batch.numbers)


def test_only_exact_particulars_match(batch: Batch) -> None:
    """Six people here: one is certainly the document's, the others look like it in some way."""
    _add(batch, 0)
    _add(batch, 1, name=PersonName(family="Famly1", given="Given"))
    _add(batch, 2, born=PartialDate("1980-03-01"))
    _add(batch, 3, born=PartialDate("1980"))
    _add(batch, 4, nhs_number=None, no_nhs_number_because="not known")
    _add(batch, 5, nhs_number=NhsNumber(_number(300)))
    found = _receive(batch, new=True)
    became = [found[number] for number in batch.numbers]
    assert became[0] == (Became.RECEIVED, "")
    differs = (Became.WAITS, "its number is somebody's here whose other particulars differ")
    assert became[1:4] == [differs] * 3
    assert became[4:6] == [(Became.WAITS, "somebody else here has this surname and birth date")] * 2
    assert became[6:] == [(Became.RECEIVED, "new here")] * 6
    assert {became for became, _ in _receive(batch, new=True).values()} == {Became.HELD, Became.WAITS}


def test_without_a_persons_word_nobody_is_new(batch: Batch) -> None:
    _add(batch, 0)
    found = _receive(batch, new=False)
    assert found[batch.numbers[0]][0] is Became.RECEIVED
    assert {found[number] for number in batch.numbers[1:]} == {(Became.WAITS, "nobody here has its number")}


def test_a_person_settles_what_waits(batch: Batch) -> None:
    home = batch.units.thornfield
    _add(batch, 0, nhs_number=None, no_nhs_number_because="not known")
    came = home.type("summary", "receive", str(batch.inbox), "--new", user=GARETH)
    assert came.code == 6, came.err
    assert f"{COUNT - 1} received, 1 waits for a person" in came.out
    (waits,) = home.type("summary", "queue", "--json", user=GARETH).json
    assert (waits["number"], waits["reason"]) == (batch.numbers[0], "namesake")
    name = waits["id"].removeprefix("urn:uuid:")[:8]
    confirm = ("--confirm", f"nhs={batch.numbers[0]}", "--confirm", "surname=Family0")
    wrong = home.type("summary", "attach", name, "--participant", "Family1", *confirm, user=GARETH)
    assert (wrong.code, "[match]" in wrong.err) == (1, True), wrong.err
    done = home.type("summary", "attach", name, "--participant", "Family0", *confirm, user=GARETH)
    assert done.code == 0, done.err
    assert "Nothing waits." in home.type("summary", "queue", user=GARETH).out
    shutil.rmtree(batch.inbox)
    assert home.type("summary", "receive", str(batch.inbox), user=GARETH).code == 4


def test_a_person_turns_one_away(batch: Batch) -> None:
    home = batch.units.thornfield
    for file in sorted(batch.inbox.iterdir())[1:]:
        file.unlink()
    assert home.type("summary", "receive", str(batch.inbox), user=GARETH).code == 6
    (waits,) = home.type("summary", "queue", "--json", user=GARETH).json
    name = waits["id"].removeprefix("urn:uuid:")[:8]
    assert home.type("summary", "queue", "--turn-away", name, user=GARETH).code == 1
    gone = home.type("summary", "queue", "--turn-away", name, "--reason", "sent to us by mistake", user=GARETH)
    assert gone.code == 0, gone.err
    assert home.type("summary", "queue", "--json", user=GARETH).json == []
    # It stays turned away when the folder is received again, and nobody can attach it by the way.
    assert "turned away" in home.type("summary", "receive", str(batch.inbox), user=GARETH).out
    assert home.type("summary", "queue", "--json", user=GARETH).json == []
    assert home.type("summary", "attach", name, "--new", user=GARETH).code == 4


def test_what_is_no_summary_of_ours(batch: Batch) -> None:
    for file in sorted(batch.inbox.iterdir())[2:]:
        file.unlink()
    (batch.inbox / "a-note.txt").write_text("hello")
    (batch.inbox / "b-link").symlink_to("/etc/passwd")
    (batch.inbox / "c-folder").mkdir()
    whole = sorted(batch.inbox.glob("*.age"))[0].read_bytes()
    (batch.inbox / "d-cut.json.age").write_bytes(whole[:-20])
    (batch.inbox / "e-again.json.age").write_bytes(whole)
    with batch.units.thornfield.sit(GARETH) as sat:
        found = {one.file: one.became for one in receive_folder(sat, batch.inbox, new=True)}
    assert [found[name] for name in ("a-note.txt", "b-link", "c-folder", "d-cut.json.age")] == [Became.REFUSED] * 4
    assert found["e-again.json.age"] is Became.HELD
    assert _held(batch) == sorted(batch.numbers[:2])
    assert batch.units.thornfield.type("summary", "receive", str(batch.inbox), user=GARETH).code == 1


@pytest.mark.parametrize(("after", "stays"), [(1, 0), (6, 4)])
def test_killed_and_run_again(batch: Batch, after: int, stays: int) -> None:
    """SIGKILL inside the transaction of four files: whole transactions stay, and there is no loss and no double."""
    home = batch.units.thornfield
    program = (
        "import os, signal, sys\n"
        "from registry.services import bulk_receiving, taking_together\n"
        "from registry.cli.main import run\n"
        "bulk_receiving.AT_ONCE = 4\n"
        "take_in, seen = taking_together.take_in_newcomer, []\n"
        "def killed(*args, **named):\n"
        "    came = take_in(*args, **named)\n"
        "    seen.append(1)\n"
        f"    if len(seen) == {after}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return came\n"
        "taking_together.take_in_newcomer = killed\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    who = ("--home", str(home.home.folder), "--user", GARETH, "--passphrase-file", str(home.passphrase_file(GARETH)))
    there = {"THROUGHCARE_DATABASE": home.home.server} if home.home.server else {}
    ended = subprocess.run(
        [sys.executable, "-c", program, *who, "summary", "receive", str(batch.inbox), "--new"],
        env={**os.environ, **there},
        check=False,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert _held(batch) == sorted(batch.numbers)[:stays]
    again = home.type("summary", "receive", str(batch.inbox), "--new", "--json", user=GARETH)
    assert again.code == 0, again.err
    counts = {name: count for name, count in again.json["counts"].items() if count}
    assert counts == {name: n for name, n in (("received", COUNT - stays), ("held already", stays)) if n}
    assert _held(batch) == sorted(batch.numbers)


def test_a_draft_for_everybody_who_stays(batch: Batch) -> None:
    home = batch.units.ashmere
    typed = ("summary", "issue", "--all", "--purpose", "transfer", "--to", "Thornfield", "--json")
    assert home.type(*typed).json == []
    for number in batch.numbers[:3]:
        assert home.type("placement", "add", number, "--since", "2025-01-01").code == 0
    assert home.type("placement", "add", batch.numbers[3], "--since", "2025-01-01", "--until", "2025-02-01").code == 0
    made = home.type(*typed)
    assert made.code == 0, made.err
    assert [one["there"] for one in made.json] == [False] * 3
    again = home.type(*typed).json
    assert [(one["draft"], one["there"]) for one in again] == [(one["draft"], True) for one in made.json]
    assert home.type(*typed, batch.numbers[0]).code == 1
    assert home.type(*typed, "--interim").code == 1


def test_together_as_one_by_one(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some dozens by one transaction leave what each alone leaves: history, plan, rows, and a row of the audit each."""
    alone = batch.copied_to(tmp_path / "alone")
    for one in (batch, alone):
        _add(one, 0)
        _add(one, 4, nhs_number=None, no_nhs_number_because="not known")
    together = _receive(batch, new=True)
    monkeypatch.setattr(bulk_receiving, "AT_ONCE", 1)
    monkeypatch.setattr(taking_together, "take_in_newcomer", _through_the_front_door)
    assert _receive(alone, new=True) == together
    assert batch.units.thornfield.row_counts() == alone.units.thornfield.row_counts()
    for number in batch.numbers:
        assert _what_stands(batch, number) == _what_stands(alone, number)


def _through_the_front_door(sitting: Sitting, uow: UnitOfWork, verified: Verified, *_: object) -> Participant:
    return receiving.take_in(sitting, uow, verified, None, accept_gap=False).history.participant


def _what_stands(batch: Batch, number: str) -> object:
    """The history of whoever has this number and the plan that was kept, without the ids that are made anew."""
    with batch.units.thornfield.sit(GARETH) as sat, sat.looking_up() as uow:
        held = uow.everyone.by_nhs_number(NhsNumber(number))
        if not held:
            return [one.participant for one in uow.waiting.all() if one.participant.nhs_number == NhsNumber(number)]
        (who,) = held
        history, plan = load_history(uow, who.id, describer(sat, uow)), uow.plans.newest(who.id)
        nobody = replace(who, id=f"urn:uuid:{UUID(int=0)}")
        assert plan is not None
        assert plan_from(sat, uow, history) == plan
        return replace(history, participant=nobody), replace(plan, participant_id=nobody.id)


def test_one_that_is_refused_takes_nobody_with_it(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal in the middle of a transaction: that file alone is told so, and the others come in."""
    take_in, refused = taking_together.take_in_newcomer, batch.numbers[5]

    def but_one(
        sitting: Sitting, uow: UnitOfWork, verified: Verified, ground: Ground, signer: Signer | None
    ) -> Participant:
        came = take_in(sitting, uow, verified, ground, signer)
        if came.nhs_number == NhsNumber(refused):
            raise Refused(Refusal.MATCH, "Not this one.")
        return came

    monkeypatch.setattr(taking_together, "take_in_newcomer", but_one)
    found = _receive(batch, new=True)
    assert found.pop(refused) == (Became.REFUSED, "Not this one. [match]")
    assert {became for became, _ in found.values()} == {Became.RECEIVED}
    assert _held(batch) == sorted(found)


def test_the_same_person_twice_in_a_folder(batch: Batch) -> None:
    """Two versions of one summary never go in together: the second finds whom the first made."""
    with batch.units.ashmere.sit(RHIANNON) as sat:
        asked, said = batch.numbers[0], {IdentifierKind.NHS: batch.numbers[0], IdentifierKind.BORN: "1980-01-01"}
        to = Recipient(kind=RecipientKind.ESTABLISHMENT, id=batch.units.thornfield.unit.id, name="Thornfield")
        draft = issue_summary(sat, asked, purpose=Purpose.TRANSFER, recipient=to).id
    with batch.units.ashmere.sit(AMARA) as sat:
        approve_summary(sat, draft, said)
    with batch.units.ashmere.sit(GARETH) as sat:
        files = release_summary(sat, draft, said).files
    (batch.inbox / f"{batch.numbers[0]}.json.later.age").write_bytes(files.sealed or files.plain)
    with batch.units.thornfield.sit(GARETH) as sat:
        taken = receive_folder(sat, batch.inbox, new=True)
        with sat.looking_up() as uow:
            assert uow.participants.count() == COUNT
    assert [one.words for one in taken] == ["new here", "", *(["new here"] * (COUNT - 1))]
    assert taken[0].participant == taken[1].participant


def test_what_has_its_own_command_is_left(batch: Batch) -> None:
    """A directory is neither received nor refused here; a summary that is damaged is refused by its reason."""
    first = sorted(batch.inbox.iterdir())[0]
    for file in sorted(batch.inbox.iterdir())[1:]:
        file.unlink()
    directory = batch.units.thornfield.home.directory
    shutil.copy(directory, batch.inbox / "z-directory.json")
    with batch.units.thornfield.sit(GARETH) as sat:
        plain = unsealed(sat, first.read_bytes())
        (batch.inbox / "y-changed.json").write_bytes(plain.replace(b"Family0", b"Family9"))
        found = {one.file: one for one in receive_folder(sat, batch.inbox, new=True)}
    assert found[first.name].became is Became.RECEIVED
    assert "[bad-signature]" in found["y-changed.json"].words
    assert (found["z-directory.json"].became, found["z-directory.json"].words) == (
        Became.LEFT,
        "directory: has its own command",
    )
