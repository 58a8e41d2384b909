"""Entered in error: marked, moved and listed, for every kind of entry, on a real home."""

from collections.abc import Iterator
from itertools import count

import pytest

from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.intervention import Delivery
from registry.domain.participant import PersonName
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.participants import add_participant
from tests.copied import copied_home
from tests.homes import GARETH, Answer, TestHome

SURNAMES = (f"Person{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in count())
REASON = ("--reason", "wrong line of the register")
ENTRIES = [kind for kind in EntryKind if not kind.is_fact and not kind.is_units]
"""What has a row of its own in somebody's history, and can be moved to somebody else's."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def person(home: TestHome) -> tuple[str, str, tuple[str, ...]]:
    """A new participant's id, their running intervention, and the words that confirm them."""
    surname = next(SURNAMES)
    with home.sit() as sitting:
        who = add_participant(
            sitting,
            name=PersonName(family=surname, given="Ann"),
            born=PartialDate("1990"),
            no_nhs_number_because="not traced",
        ).id
        work = refer_intervention(sitting, who, edition="TSP", delivery=Delivery.GROUP, on=PartialDate("2024-03-01")).id
        open_intervention(sitting, work, on=PartialDate("2024-03-03"))
    return who, work, ("--confirm", f"surname={surname}", "--confirm", "born=1990")


def enter(home: TestHome, kind: EntryKind, who: str, work: str) -> str:
    """Enter something of this kind and return how it is named to `error`."""
    if kind is EntryKind.INTERVENTION:
        return work
    commands: dict[EntryKind, tuple[str, ...]] = {
        EntryKind.PLACEMENT: ("placement", "add", who, "--since", "2024"),
        EntryKind.NEED: ("need", "add", who, "anger"),
        EntryKind.SESSION: ("session", "add", work, "--on", "4/3/24", "--kind", "group", "--attended", "full"),
        EntryKind.TARGET_OUTCOME: ("care-package", "add", work, "Takes leave", "--commissioned-by", "The region"),
        EntryKind.GOAL: ("goal", "add", work, "Ask for help early", "--on", "4/3/24"),
        EntryKind.PROGRESS: ("progress", "add", work, "anger", "--learnt", "early signs"),
        EntryKind.PRODUCT: (
            *("product", "add", work, "--kind", "formulation", "--title", "Map", "--made-with", "Ann"),
            *("--agreed", "yes", "--kept-where", "file 3", "--may-be-seen-by", "teams"),
        ),
        EntryKind.ASSESSMENT: (
            *("assessment", "add", who, "--tool", "HCR-20", "--version", "V3", "--on", "1/1/25", "--judgements", "w"),
        ),
        EntryKind.SCORE: (
            *("measure", "add", who, "NAS", "--version", "2003", "--lowest", "48", "--highest", "144"),
            *("--rater", "self", "--direction", "lower-is-better", "--occasion", "pre", "--on", "1/3/25"),
            *("--value", "90"),
        ),
        EntryKind.VOICE: ("voice", "add", who, "--kind", "hope", "--text", "SECRET WORDS"),
    }
    made = done(home.type(*commands[kind], "--json")).json
    if kind is EntryKind.SESSION:
        return f"{work}/{made['session']['id']}"
    return f"{work}/1" if kind.is_part else str(made["id"])


def entries(home: TestHome, kind: EntryKind, who: str) -> list[object]:
    """What stands of this kind in a participant's history."""
    history = done(home.type("participant", "show", who, "--json")).json
    own = [one["intervention"] for one in history.get("work", [])]
    members = {EntryKind.PLACEMENT: "placements", EntryKind.NEED: "needs", EntryKind.ASSESSMENT: "assessments"}
    members |= {EntryKind.SCORE: "scores", EntryKind.VOICE: "voice"}
    parts = {EntryKind.SESSION: "sessions", EntryKind.GOAL: "goals", EntryKind.PRODUCT: "products"}
    parts |= {EntryKind.PROGRESS: "progress", EntryKind.TARGET_OUTCOME: "carePackage"}
    if kind is EntryKind.INTERVENTION:
        return list(own)
    if kind.is_part:
        return [part for one in own for part in one.get(parts[kind], [])]
    return list(history.get(members[kind], []))


@pytest.mark.parametrize("kind", ENTRIES)
def test_anything_can_be_marked_and_nothing_is_deleted(home: TestHome, kind: EntryKind) -> None:
    who, work, _ = person(home)
    named = enter(home, kind, who, work)
    before = home.row_counts()
    marked = done(home.type("error", "mark", kind, named, *REASON))
    assert "Entered in error: " in marked.out
    after = home.row_counts()
    assert {name for name in before if after[name] < before[name]} == set()
    assert {name for name in before if after[name] > before[name]} == {"audit", "revisions"}
    assert entries(home, kind, who) == []
    listed = done(home.type("error", "list", who)).out
    assert "wrong line of the register" in listed
    assert "marked by Dr Rhiannon Pryce" in listed
    assert "SECRET WORDS" not in listed + marked.out
    assert "1 entry was entered in error; see `throughcare error list" in home.type("participant", "show", who).out
    again = home.type("error", "mark", kind, named, *REASON)
    assert again.code == 4, again.err
    assert again.err.count("\n") == 1


@pytest.mark.parametrize("kind", ENTRIES)
def test_anything_can_be_moved_with_a_trace_at_both(home: TestHome, kind: EntryKind) -> None:
    wrong, work, _ = person(home)
    right, other, confirm = person(home)
    named = enter(home, kind, wrong, work)
    if kind is EntryKind.INTERVENTION:
        for part in (one for one in ENTRIES if one.is_part):
            enter(home, part, wrong, work)
        done(home.type("error", "mark", kind, other, *REASON))
    (was,) = entries(home, kind, wrong)
    moved = done(home.type("error", "move", kind, named, "--to", right, *REASON, *confirm, "--json")).json
    assert entries(home, kind, wrong) == []
    (now,) = entries(home, kind, right)
    assert _without_ids(now) == _without_ids(was)
    if kind not in (EntryKind.SESSION, EntryKind.PROGRESS):
        assert isinstance(now, dict)
        assert isinstance(was, dict)
        assert now["id"] != was["id"]
        assert moved["moved"]["newId"].endswith(now["id"])
    struck = done(home.type("error", "list", wrong, "--json")).json["struck"]
    assert struck[0]["moved"]["toParticipantId"] == right
    assert struck[0]["moved"]["by"] == "Dr Rhiannon Pryce"
    assert f"Moved here from participant {wrong[9:17]}" in home.type("error", "list", right).out
    there = " ".join(home.type("participant", "show", right).out.split())
    assert f"Moved here from participant {wrong[9:17]}, where it was entered in error, on " in there
    here = " ".join(home.type("participant", "show", wrong).out.split())
    assert f"Moved to participant {right[9:17]}, entered in error here, on " in here
    assert "by Dr Rhiannon Pryce: " in here
    if kind is EntryKind.INTERVENTION:
        assert isinstance(now, dict)
        assert [len(now[part]) for part in ("sessions", "goals", "progress", "products")] == [1, 1, 1, 1]


def _without_ids(plain: object) -> object:
    if isinstance(plain, dict):
        return {name: _without_ids(value) for name, value in plain.items() if name not in ("id", "participantId")}
    return [_without_ids(value) for value in plain] if isinstance(plain, list) else plain


def test_moves_that_are_refused_write_nothing(home: TestHome) -> None:
    wrong, work, own = person(home)
    right, _, confirm = person(home)
    need = enter(home, EntryKind.NEED, wrong, work)
    goal = enter(home, EntryKind.GOAL, wrong, work)
    before = home.row_counts()
    for code, said, words in (
        (1, "Two different identifiers", ("need", need, "--to", right, *REASON)),
        (1, "not this participant's", ("need", need, "--to", right, *REASON, *own)),
        (1, "already", ("need", need, "--to", wrong, *REASON, *own)),
        (1, "reason is empty", ("need", need, "--to", right, "--reason", " ", *confirm)),
        (1, "open intervention", ("intervention", work, "--to", right, *REASON, *confirm)),
        (1, "another participant's", ("goal", goal, "--to", right, "--into", work, *REASON, *confirm)),
        (4, "answer to", ("need", "ffffffff", "--to", right, *REASON, *confirm)),
        (4, "answer to", ("goal", f"{work}/2", "--to", right, *REASON, *confirm)),
        (4, "INTERVENTION/PART", ("goal", work, "--to", right, *REASON, *confirm)),
    ):
        answer = home.type("error", "move", *words)
        assert (answer.code, answer.err.count("\n")) == (code, 1), answer.err
        assert said in answer.err
    assert home.row_counts() == before


def test_a_part_with_nowhere_to_go_is_refused_whole(home: TestHome) -> None:
    wrong, work, _ = person(home)
    right, other, confirm = person(home)
    done(home.type("error", "mark", "intervention", other, *REASON))
    session = enter(home, EntryKind.SESSION, wrong, work)
    before = home.row_counts()
    answer = home.type("error", "move", "session", session, "--to", right, *REASON, *confirm)
    assert answer.code == 4
    assert "They have 0 interventions" in answer.err
    assert home.row_counts() == before


def test_what_a_signed_summary_holds_is_not_moved_and_is_named_when_marked(home: TestHome) -> None:
    wrong, work, own = person(home)
    right, _, confirm = person(home)
    need = enter(home, EntryKind.NEED, wrong, work)
    draft = done(
        home.type(
            *("summary", "issue", wrong, "--purpose", "parole-board", "--to", "The Parole Board", "--in-short", "x."),
            *(
                "--knowledge",
                "Her therapist.",
                "--shown-on",
                "t",
                "--shown-format",
                "on paper",
                "--shown-answer",
                "agrees",
                "--json",
            ),
        )
    ).json["id"]
    held = done(home.type("error", "mark", "progress", f"{_progress(home, work)}", *REASON))
    assert f"Summary {draft[9:17]} still holds it" in held.err
    done(home.type("summary", "approve", draft, *own, user=GARETH))
    before = home.row_counts()
    answer = home.type("error", "move", "need", need, "--to", right, *REASON, *confirm)
    assert answer.code == 1
    assert "amend by a new version" in answer.err
    assert home.row_counts() == before
    marked = done(home.type("error", "mark", "need", need, *REASON))
    assert f"Summary {draft[9:17]} still holds it" in marked.err


def _progress(home: TestHome, work: str) -> str:
    """Progress has no id in a document, so that of its intervention is looked for."""
    done(home.type("progress", "add", work, "anger", "--learnt", "early signs"))
    return f"{work}/1"


def test_who_only_reads_may_not_mark(home: TestHome) -> None:
    who, work, _ = person(home)
    need = enter(home, EntryKind.NEED, who, work)
    answer = home.type("error", "mark", "need", need, *REASON, user="admin")
    assert answer.code == 3
    assert "may not write the record" in answer.err


def test_nothing_in_error_is_said_in_words(home: TestHome) -> None:
    who, _, _ = person(home)
    assert "Nothing here was entered in error." in done(home.type("error", "list", who)).out
    assert "entered in error" not in home.type("participant", "show", who).out


def test_a_session_is_named_by_itself_where_one_participant_was_at_it(home: TestHome) -> None:
    who, work, _ = person(home)
    named = enter(home, EntryKind.SESSION, who, work)
    alone = named.partition("/")[2]
    done(home.type("error", "mark", "session", alone[9:17], *REASON))
    assert entries(home, EntryKind.SESSION, who) == []
    again = home.type("error", "mark", "session", alone[9:17], *REASON)
    assert (again.code, again.err.count("\n")) == (4, 1)


def test_a_register_is_not_marked_by_the_id_of_one_attendance(home: TestHome) -> None:
    (_, one, _), (_, other, _) = person(home), person(home)
    group = done(home.type("group", "open", f"Group {one[9:17]}", "TSP", "--on", "3/3/24", "--json")).json["id"]
    for work in (one, other):
        done(home.type("group", "add", group, work, "--since", "3/3/24"))
    written = done(home.type("session", "register", group, "all", "--on", "4/3/24", "--yes", "--json")).json
    session = written["session"]["id"][9:17]
    before = home.row_counts()
    refused = home.type("error", "mark", "session", session, *REASON)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "2 attendances of this session stand" in refused.err
    assert f"INTERVENTION/{session}" in refused.err
    assert home.row_counts() == before
    done(home.type("error", "mark", "session", f"{one}/{session}", *REASON))
