"""Whatever the record holds can be entered in error: closures, judgements, pages, groups; nothing is deleted."""

import re
from collections.abc import Iterator

import pytest

from registry.domain.corrections import EntryKind
from registry.store.base import DERIVED
from registry.store.tables import METADATA
from tests.cli.test_error_commands import REASON, done, person
from tests.copied import copied_home
from tests.homes import GARETH, TestHome

# How what stands in each table is withdrawn: the kind to `error mark`, or the command that does it in its own way.
WAYS: dict[str, EntryKind | str] = {
    "participants": EntryKind.PARTICIPANT,
    "placements": EntryKind.PLACEMENT,
    "needs": EntryKind.NEED,
    "interventions": EntryKind.INTERVENTION,
    "target_outcomes": EntryKind.TARGET_OUTCOME,
    "goals": EntryKind.GOAL,
    "progress": EntryKind.PROGRESS,
    "products": EntryKind.PRODUCT,
    "sessions": EntryKind.REGISTER,
    "attendances": EntryKind.SESSION,
    "groups": EntryKind.GROUP,
    "memberships": EntryKind.MEMBERSHIP,
    "assessments": EntryKind.ASSESSMENT,
    "scores": EntryKind.SCORE,
    "voice_entries": EntryKind.VOICE,
    "first_two_weeks": EntryKind.FIRST_TWO_WEEKS,
    "sharing": EntryKind.SHARING,
    "local_definitions": EntryKind.DEFINITION,
    "overlap_judgements": EntryKind.OVERLAP,
    "overlap_withdrawals": "overlap add: the judge judges again; the former judgement stays withdrawn",
    "offers": EntryKind.OFFER,
    "participant_links": "participant unlink, with a reason",
    "documents": "a signed document stays as it is; a new version replaces it",
    "document_copies": "a signed document stays as it is; a new version replaces it",
    "annex_drafts": "a draft goes nowhere until its decision-maker signs it",
    "drafts": "a draft goes nowhere until it is approved; the next one stands in its place",
    "imported_editions": "another unit's catalogue as it knew it; its issuer corrects it by a new version",
    "imported_records": "another unit's record; its issuer corrects it by a new version",
    "delivered_elsewhere": "catalogue elsewhere: the newest note stands",
    "repeat_stops": "history: that the guard stopped somebody",
    "refreshers": "refresher: the newest word stands",
    "transfers": "transfer amend, with the reason: what the step said stays",
    "plans": "plan decide: the later decision stands, the former versions are kept",
    "local_programmes": "catalogue add --amend: a next version; what was recorded keeps the former",
    "local_measures": "measure define --amend: a next version; what was recorded keeps the former",
    "edition_pins": "intervention match, with a reason; the highest number counts",
    "waiting": "summary queue --turn-away: a file that waits is nobody's record yet",
    "waiting_bytes": "goes with what waits",
    "users": "user close",
    "retention": "retention set: the newest choice stands, the former ones are kept",
    "holds": "retention lift, with a reason",
    "disposal_proposals": "disposal refuse, with a reason; whoever made it may take it back so",
    "disposals": "what is gone is gone: a backup made before has it still",
    "deaths": "participant deceased --not-so, with a reason",
    "subject_access": "subject-access close, with a reason; what was entered stays",
    "subject_access_marks": "subject-access mark: the later mark stands, the former is kept",
    "break_glass": "history; `audit review` says what was found",
    "unit": "the unit itself",
    # What is derived from other rows, or is history itself.
    "participant_terms": "derived from participants",
    "intervention_counts": "derived from interventions",
    "catalogue_entries": "a release's own words, kept by their digest",
    "revisions": "history",
    "moves": "history",
    "withdrawn": "history",
    "audit": "history",
    "checkpoints": "history",
    "log_key": "history",
}


def test_every_table_has_a_way_and_every_way_is_a_table() -> None:
    assert set(WAYS) == set(METADATA.tables)
    kinds = {way for way in WAYS.values() if isinstance(way, EntryKind)}
    within = {kind for kind in EntryKind if kind.is_fact} - kinds
    assert kinds | within == set(EntryKind)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


def enter(home: TestHome, kind: EntryKind, who: str, work: str) -> str:
    """Enter a fact of this kind and return how it is named to `error`."""
    if kind is EntryKind.REVIEW:
        done(home.type("goal", "add", work, "Ask for help early", "--on", "4/3/24"))
    if kind is EntryKind.OUTCOME_JUDGEMENT:
        done(home.type("care-package", "add", work, "Leave", "--commissioned-by", "The region", "--on", "4/3/24"))
    commands: dict[EntryKind, tuple[str, ...]] = {
        EntryKind.CLOSURE: (
            *("intervention", "close", work, "--outcome", "not-completed", "--reason", "no-escort-or-staff"),
            *("--recommended", "CANARY"),
        ),
        EntryKind.MODULE_MARK: (),
        EntryKind.SKILL: ("product", "skill", work, "CANARY"),
        EntryKind.STAFF: ("intervention", "staff", work, "gareth|supervisor"),
        EntryKind.REVIEW: ("goal", "review", work, "1", "--reached", "reached", "--words", "CANARY"),
        EntryKind.OUTCOME_JUDGEMENT: ("care-package", "judge", work, "1", "--reached", "yes", "--words", "CANARY"),
        EntryKind.FIRST_TWO_WEEKS: ("participant", "first-two-weeks", who, "--settles", "CANARY"),
        EntryKind.SHARING: ("participant", "sharing", who, "--consents", "CANARY"),
    }
    done(home.type(*commands[kind]))
    places = {EntryKind.STAFF: "2", EntryKind.REVIEW: "1.1", EntryKind.OUTCOME_JUDGEMENT: "1.1"}
    if kind is EntryKind.CLOSURE:
        return work
    if kind in (EntryKind.FIRST_TWO_WEEKS, EntryKind.SHARING):
        return who
    return f"{work}/{places.get(kind, '1')}"


def test_a_judgement_on_a_module_is_struck(home: TestHome) -> None:
    who, _, _ = person(home)
    work = done(home.type("intervention", "refer", who, "ART", "--on", "1/3/24", "--json")).json["id"]
    done(home.type("intervention", "open", work, "--on", "3/3/24"))
    done(home.type("intervention", "mark", work, "social-skills", "--to", "done", "--on", "4/3/24"))
    assert "1. social-skills: done" in done(home.type("intervention", "show", work)).out
    done(home.type("error", "mark", "module-mark", f"{work}/1", *REASON))
    assert "social-skills: done" not in done(home.type("intervention", "show", work)).out
    assert "module-mark social-skills: done" in done(home.type("error", "list", who)).out
    missing = home.type("error", "mark", "module-mark", f"{work}/1", *REASON)
    assert (missing.code, "INTERVENTION/NUMBER" in missing.err) == (4, True), missing.err


FACTS = [kind for kind in EntryKind if kind.is_fact and kind is not EntryKind.MODULE_MARK]


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_within_a_record_is_withdrawn_and_what_it_said_is_kept(home: TestHome, kind: EntryKind) -> None:
    who, work, _ = person(home)
    before_it = done(home.type("participant", "show", who)).out
    named = enter(home, kind, who, work)
    with_it = done(home.type("participant", "show", who)).out + done(home.type("intervention", "show", work)).out
    assert ("CANARY" in with_it) or ("Gareth" in with_it)
    rows = home.row_counts()
    done(home.type("error", "mark", kind, named, *REASON))
    after = home.row_counts()
    # What is drawn from records follows them.
    grown = {name for name in rows.keys() - DERIVED if after[name] > rows[name]}
    assert {name for name in rows.keys() - DERIVED if after[name] < rows[name]} == set()
    assert grown == {"audit", "revisions", "withdrawn"}
    now = done(home.type("participant", "show", who)).out
    assert "CANARY" not in now + done(home.type("intervention", "show", work)).out
    if kind in (EntryKind.CLOSURE, EntryKind.FIRST_TWO_WEEKS, EntryKind.SHARING):
        assert now.startswith(before_it.rstrip("\n"))
    (struck,) = done(home.type("error", "list", who, "--json")).json["struck"]
    assert (struck["kind"], struck["reason"], struck["by"]) == (kind, REASON[1], "Dr Rhiannon Pryce")
    again = home.type("error", "mark", kind, named, *REASON)
    assert (again.code, again.err.count("\n")) == (4, 1), again.err
    moved = home.type("error", "move", kind, named, "--to", who, *REASON)
    assert (moved.code, "error mark" in moved.err) == (1, True), moved.err


def test_a_closure_is_not_struck_where_another_course_is_open(home: TestHome) -> None:
    who, work, _ = person(home)
    enter(home, EntryKind.CLOSURE, who, work)
    done(home.type("intervention", "refer", who, "TSP"))
    before = home.row_counts()
    refused = home.type("error", "mark", "closure", work, *REASON)
    assert (refused.code, "open intervention" in refused.err) == (1, True)
    assert home.row_counts() == before


def group_of_two(home: TestHome, name: str) -> tuple[str, str, str]:
    """A group with two members and one session: the group's name, and the intervention and the session of the first."""
    one, work, _ = person(home)
    two, _, _ = person(home)
    done(home.type("group", "open", name, "TSP", "--on", "4/3/24"))
    done(home.type("group", "add", name, one, two, "--since", "4/3/24"))
    session = done(
        home.type("session", "register", name, "all", "--on", "5/3/24", "--minutes", "60", "--yes", "--json")
    ).json["session"]["id"]
    return one, work, session


def test_register_membership_and_group_are_struck_in_that_order(home: TestHome) -> None:
    who, work, session = group_of_two(home, "Tuesday group")
    for kind, named, hint in (
        ("group", "Tuesday group", f"error mark register {session[9:17]}"),
        ("membership", f"Tuesday group/{work}", f"error mark session {work[9:17]}/{session[9:17]}"),
    ):
        refused = home.type("error", "mark", kind, named, *REASON)
        assert (refused.code, hint in refused.err) == (1, True), refused.err
    before = home.row_counts()
    done(home.type("error", "mark", "register", session, *REASON))
    done(home.type("error", "mark", "membership", f"Tuesday group/{who}", *REASON))
    assert len(done(home.type("group", "show", "Tuesday group", "--json")).json["members"]) == 1
    done(home.type("error", "mark", "group", "Tuesday group", *REASON))
    assert home.type("group", "show", "Tuesday group").code == 4
    assert {name for name, many in home.row_counts().items() if many < before[name]} == set()
    unit = done(home.type("error", "list")).out
    assert "group Tuesday group" in unit
    assert "register of 5 March 2024: 2 attendances" in unit
    theirs = done(home.type("error", "list", who)).out
    assert "membership in Tuesday group since 4 March 2024" in theirs
    assert "group session of 5 March 2024" in theirs


def test_a_moved_intervention_takes_its_membership_and_observations_along(home: TestHome) -> None:
    wrong, work, session = group_of_two(home, "Friday group")
    right, other, confirm = person(home)
    done(home.type("error", "mark", "intervention", other, *REASON))
    surname = done(home.type("participant", "show", wrong, "--json")).json["participant"]["name"]["family"]
    note = ("session", "amend", session, "--reason", "seen later", "--observation")
    done(home.type(*note, f"{surname}|{surname} led the check-in."))
    refused = home.type("error", "move", "intervention", work, "--to", right, *REASON, *confirm)
    assert (refused.code, "session amend" in refused.err) == (1, True), refused.err
    done(home.type(*note, f"{surname}|Led the check-in."))
    moved = done(home.type("error", "move", "intervention", work, "--to", right, *REASON, *confirm, "--json")).json
    members = done(home.type("group", "show", "Friday group", "--json")).json["members"]
    assert moved["moved"]["newId"] in {one["interventionId"] for one in members}
    assert {one["participantId"] for one in members} >= {right}
    assert wrong not in {one["participantId"] for one in members}
    assert "Led the check-in." in done(home.type("session", "note", session)).out


def test_a_moved_session_takes_its_observation_along(home: TestHome) -> None:
    wrong, work, _ = person(home)
    right, _, confirm = person(home)
    made = done(
        home.type(
            *("session", "add", work, "--on", "4/3/24", "--kind", "group", "--attended", "full"),
            *("--observation", "Asked for help.", "--json"),
        )
    ).json["session"]["id"]
    done(home.type("error", "move", "session", f"{work}/{made}", "--to", right, *REASON, *confirm))
    assert "Asked for help." in done(home.type("session", "note", made)).out
    assert wrong[9:17] in done(home.type("error", "list", right)).out


def test_an_offer_and_an_overlap_are_struck_and_listed_with_the_units_own(home: TestHome) -> None:
    done(home.type("catalogue", "offer", "TSP", "--since", "1/1/24", user=GARETH))
    unknown = home.type("error", "mark", "offer", "ffffffff", *REASON)
    assert unknown.code == 4
    named = re.search(r"There are: (\S+)", unknown.err)
    assert named is not None
    done(home.type("error", "mark", "offer", named[1], *REASON))
    assert "offer of TSP" in done(home.type("error", "list")).out


def test_a_whole_record_is_struck_only_when_nothing_stands_in_it(home: TestHome) -> None:
    who, work, _ = person(home)
    refused = home.type("error", "mark", "participant", who, *REASON)
    assert (refused.code, "holds 1 entry" in refused.err) == (1, True), refused.err
    done(home.type("error", "mark", "intervention", work, *REASON))
    done(home.type("error", "mark", "participant", who, *REASON))
    assert home.type("participant", "show", who).code == 4
    assert f"participant record {who[9:17]}" in done(home.type("error", "list")).out
