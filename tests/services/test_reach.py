"""Every service × every role × own and other establishment: what is another's is out of reach, by enumeration.

Ashmere's home also keeps the records of Thornfield's participants. Idris Vaughan is Thornfield's: nora, who belongs to
Thornfield, is his own side; whoever belongs to Ashmere alone is the other. Each service is called with him by both. A
service that is in none of the three tables fails, and so does a table of the store without a guard.
"""

import inspect
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest

import registry.services
from registry.domain.access import FOR_THE_UNIT, MATRIX, Permission, Role
from registry.domain.access_ground import Opinion
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.annex import Concern, Passage
from registry.domain.closure import Closure, Outcome
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.disposal import Ground, Proposal
from registry.domain.errors import NotFound, NotPermitted, OutOfReach, ThroughcareError
from registry.domain.identifiers import NhsNumber
from registry.domain.intervention import Delivery
from registry.domain.matching import IdentifierKind
from registry.domain.measure_frame import Stated
from registry.domain.needs import NeedStanding
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.placement import LegalStatus
from registry.domain.product import Skill
from registry.domain.reasons import StopReason
from registry.domain.retention import CountedFrom
from registry.domain.session import Attended, SessionKind
from registry.domain.voice import Agreement, Sharing, Shown
from registry.services.annex_sending import release_annex
from registry.services.annexes import draft_annex, sign_annex
from registry.services.approving import approve_summary
from registry.services.drafts import record_showing
from registry.services.groups import add_members, open_group
from registry.services.interventions import open_intervention, refer_intervention, show_intervention
from registry.services.issuing import issue_summary
from registry.services.journeys import JOURNEYS
from registry.services.needs import add_need
from registry.services.participants import add_participant
from registry.services.placements import add_placement
from registry.services.releasing import release_summary
from registry.services.repeats import ask_refresher
from registry.services.retaining import lay_hold, set_retention
from registry.services.session_histories import intervention_amendments
from registry.services.sessions import add_session
from registry.services.sitting import Sitting, new_id
from registry.services.staffing import StaffSaid
from registry.services.subject_access import open_request
from registry.services.transfers import StepNow, open_transfer
from registry.store.base import METADATA
from registry.store.within import GUARDS
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON
from tests.two_units import AMARA

for _path in Path(registry.services.__file__).parent.glob("*.py"):
    import_module(f"registry.services.{_path.stem}")

DAY = PartialDate("2026-01-05")
CONFIRM: Mapping[IdentifierKind, str] = {IdentifierKind.NHS: "9990000034", IdentifierKind.BORN: "1971-02-03"}

# What a service is asked about: a participant unless another thing is named.
ABOUT: dict[str, str] = {
    **dict.fromkeys(
        (
            "annexes.draft_annex",
            "annexes.list_annexes",
            "assessments.add_assessment",
            "assessments.add_score",
            "assessments.chart_readings",
            "deaths.mark_deceased",
            "deaths.take_back_death",
            "deciding.answer_line",
            "deciding.decide_line",
            "forms.account_page",
            "interventions.refer_intervention",
            "issuing.issue_summary",
            "links.link_participants",
            "links.unlink_participants",
            "needs.add_need",
            "participants.amend_participant",
            "participants.record_communication",
            "participants.record_first_two_weeks",
            "participants.record_sharing",
            "participants.show_participant",
            "placements.add_placement",
            "placements.end_placement",
            "plans.show_onward",
            "plans.show_plan",
            "plans.show_plan_changes",
            "printing.report_certificate",
            "printing.report_clinical",
            "printing.report_participant",
            "repeats.ask_refresher",
            "repeats.list_refreshers",
            "retaining.lay_hold",
            "retaining.set_retention",
            "retaining.show_retention",
            "disposing.propose_disposal",
            "subject_access.open_request",
            "reporting.plan_page",
            "reporting.printed_plan",
            "reporting.query_page",
            "transfers.open_transfer",
            "voice.add_voice",
            "whose.banner_of",
        ),
        "person",
    ),
    **dict.fromkeys(
        (
            "care_packages.add_target_outcome",
            "care_packages.judge_target_outcome",
            "course.add_goal",
            "course.add_product",
            "course.add_progress",
            "course.add_skill",
            "course.review_goal",
            "course_amending.amend_intervention",
            "interventions.close_intervention",
            "interventions.move_intervention",
            "interventions.open_intervention",
            "interventions.referral_cautions",
            "interventions.reopen_intervention",
            "interventions.show_intervention",
            "matching_work.match_intervention",
            "sessions.add_session",
            "sessions.mark_module",
            "staffing.assign_staff",
            "staffing.end_assignment",
            "whose.banner_of_work",
            "whose.participant_of_work",
        ),
        "course",
    ),
    **dict.fromkeys(
        (
            "forms.register_page",
            "groups.add_members",
            "group_joining.join_group",
            "groups.close_group",
            "groups.remove_member",
            "groups.show_group",
            "register_sheets.open_sheet",
            "registers.prepare_register",
        ),
        "group",
    ),
    **dict.fromkeys(
        (
            "amending.amend_session",
            "register_sheets.open_sheet_again",
            "session_histories.session_history",
            "session_histories.session_notes",
        ),
        "session",
    ),
    **dict.fromkeys(
        (
            "approving.approve_summary",
            "approving.preview_summary",
            "comparing.compare_summary",
            "drafts.record_showing",
            "reporting.diff_page",
            "reporting.preview_page",
        ),
        "draft",
    ),
    **dict.fromkeys(
        (
            "receipts.write_receipt",
            "releasing.export_summary",
            "releasing.show_document",
            "reporting.document_page",
            "reporting.report_parole",
            "withdrawing.withdraw_summary",
        ),
        "document",
    ),
    **dict.fromkeys(("annexes.preview_annex", "annexes.sign_annex"), "annex"),
    **dict.fromkeys(("annex_sending.release_annex", "annexes.show_annex"), "signed annex"),
    **dict.fromkeys(
        ("annex_printing.report_annex", "annex_sending.export_annex", "annex_sending.withdraw_annex"), "released annex"
    ),
    "reading_copy.open_copy": "document",
    "releasing.release_summary": "approved",
    "repeats.answer_refresher": "refresher",
    **dict.fromkeys(
        (
            "transfers.accept_transfer",
            "transfers.amend_transfer",
            "transfers.assess_for_transfer",
            "transfers.complete_transfer",
            "transfers.end_transfer",
            "transfers.refer_transfer",
        ),
        "transfer",
    ),
    **dict.fromkeys(("errors.enter_in_error", "errors.move_to"), "need"),
    "retaining.lift_hold": "hold",
    **dict.fromkeys(("disposing.approve_disposal", "disposing.refuse_disposal", "disposing.show_proposal"), "proposal"),
    **dict.fromkeys(
        (
            "subject_access.close_request",
            "subject_access.extend_request",
            "subject_access_items.mark_items",
            "subject_access_items.show_items",
            "subject_access_release.release_answer",
        ),
        "request",
    ),
}

# What lists people: those of others are left out of the list.
LISTS = {
    "day.look_at_day",
    "errors.list_errors",
    "groups.list_groups",
    "listing.list_documents",
    "participants.find_further",
    "participants.find_participants",
    "repetition_counts.count_repetition",
    "retaining.list_due",
    "disposing.list_proposals",
    "subject_access.list_requests",
    "transfers.show_transfers",
}

# What concerns no participant, or finds its own by a file, and why.
APART = {
    "annex_receiving.receive_annex": "a file; attached to a participant by `resolve_participant`",
    "annex_receiving.receive_annex_withdrawal": "a file about a document in reach",
    "annex_receiving.import_annex_receipt": "a file about a document in reach",
    "annex_receiving.write_annex_receipt": "about a received annex; looked up as `releasing.export_summary` does",
    "breaking_glass.break_glass": "the way to another's record; tested below",
    "breaking_glass.list_break_glass": "names participants by id alone",
    "breaking_glass.review_break_glass": "names the participant by id alone",
    "breaking_glass.end_break_glass": "names the participant by id alone",
    "catalogue_imports.install_release": "the catalogue",
    "catalogue_imports.prepare_import": "the catalogue",
    "catalogue_releases.last_release": "the catalogue",
    "catalogue_releases.make_release": "the catalogue",
    "datasets.export_dataset": "everybody in reach, by pseudonym",
    "datasets.own_page": "counts of everybody in reach",
    "definitions.define_locally": "the unit's own definitions",
    "overlaps.judge_overlap": "two programmes",
    "overlaps.withdraw_overlap": "two programmes",
    "definitions.list_elsewhere": "the catalogue",
    "definitions.list_local_definitions": "the catalogue",
    "definitions.list_offers": "the catalogue",
    "overlaps.list_overlaps": "the catalogue",
    "overlaps.list_withdrawn_overlaps": "the catalogue",
    "definitions.note_elsewhere": "the catalogue",
    "definitions.offer_edition": "the catalogue",
    "groups.open_group": "an empty group of one's own establishment",
    "held.held_here": "documents in the hand, by digest",
    "held.received_here": "digests alone, against documents in the hand",
    "import_history.import_history": "a file; rows are matched among those in reach",
    "import_log.import_log": "a file; rows are matched among those in reach",
    "local_catalogue.add_local_measure": "the catalogue",
    "local_catalogue.add_local_programme": "the catalogue",
    "local_catalogue.list_local_measures": "the catalogue",
    "local_catalogue.list_local_programmes": "the catalogue",
    "local_catalogue.show_catalogue": "the catalogue",
    "participants.add_participant": "a new record of one's own establishment",
    "receipts.import_receipt": "a file about a document in reach",
    "bulk_receiving.receive_folder": "a folder; attached to nobody out of reach: it waits",
    "bulk_receiving.receive_file": "one file of a folder; attached to nobody out of reach: it waits",
    "bulk_receiving.list_waiting": "whom it is about nobody has said yet",
    "bulk_receiving.waiting_bytes": "whom it is about nobody has said yet",
    "bulk_receiving.turn_away": "whom it is about nobody has said yet",
    "bulk_issuing.issue_for_all": "who stays at the unit, each by `issue_summary`",
    "receiving.refuse_held": "a file, held against the documents in reach",
    "receiving.receive_summary": "a file; attached to a participant by `resolve_participant`",
    "registers.record_register": "takes what `prepare_register` has made",
    "session_histories.intervention_amendments": "empty for whatever is not in reach; tested below",
    "disposing.list_stubs": "names nobody",
    "incoming.look_at_incoming": "a file that is looked at before anybody's record is named",
    "releasing.check_paper": "a number and four words read out by whoever holds the paper",
    "withdrawing.receive_withdrawal": "a file about a document in reach",
    **{
        name: "looks after the house; opens no record"
        for name, one in JOURNEYS.items()
        if one.permission.value
        in (
            "manage users",
            "manage keys",
            "manage the directory",
            "make backups",
            "read the audit",
            "accept another history",
            "check the home",
            "change their own passphrase",
        )
    },
}

NAMED: dict[str, object] = {
    "need": "violence",
    "now": StepNow(never=True),
    "edition": "RPREV",
    "measure": "CORE-10",
    "programme": "RPREV",
    "class_id": "mental-health",
    "key": "1",
    "people": ("9990000034",),
    "recipients": (),
    "passages": (Passage(concern=Concern.THIRD_PARTY, text="Somebody must not learn of it."),),
    "change": lambda was: replace(was, known_as="Id"),
    "legal": (LegalStatus(code="03", since=DAY),),
    "mentioned": False,
}
TYPED: dict[object, object] = {
    PartialDate: DAY,
    CommunicationNeeds: CommunicationNeeds(),
    FirstTwoWeeks: FirstTwoWeeks(settles="Tea"),
    Sharing: Sharing(),
    StaffSaid: StaffSaid(who="me"),
    Stated: Stated(measure="CORE-10", version="unversioned"),
    Skill: Skill(skill="Breathing"),
    Closure: Closure(on=DAY, outcome=Outcome.NOT_COMPLETED, closed_by="Ann Lowe", reason=StopReason.CHOSE_TO_STOP),
    Mapping[IdentifierKind, str]: CONFIRM,
    EntryKind: EntryKind.NEED,
    Recipient: Recipient(kind=RecipientKind.ESTABLISHMENT, id=f"urn:uuid:{UUID(int=1)}", name="X"),
    Opinion: Opinion(name="Ann Lowe", profession="psychiatrist", on=DAY),
    Shown: Shown(on=DAY, format="read aloud", answer=Agreement.AGREES, by="Ann Lowe"),
    str: "something",
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Ashmere's home, and everything that Thornfield's participant can be asked for by."""

    sitting: Sitting
    ashmere: EstablishmentRef
    thornfield: EstablishmentRef
    asked: dict[str, str]

    def sit(self, *establishments: EstablishmentRef, role: Role) -> Sitting:
        return at(self.sitting, *establishments, roles=(role,))


def at(sat: Sitting, *establishments: EstablishmentRef, roles: tuple[Role, ...]) -> Sitting:
    return replace(sat, user=replace(sat.user, establishments=establishments, roles=roles))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reach")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = copied_two_units(folder / "units")
        ashmere, thornfield = units.ashmere.unit.ref, units.thornfield.unit.ref
        roles = (Role.CLINICIAN, Role.SUPERVISOR)
        people = [stack.enter_context(units.ashmere.sit(one)) for one in (RHIANNON, AMARA, GARETH)]
        nora = at(people[0], thornfield, roles=roles)
        who = add_participant(
            nora,
            name=PersonName(family="Vaughan", given="Idris"),
            born=PartialDate("1971-02-03"),
            nhs_number=NhsNumber("9990000034"),
        ).id
        add_placement(nora, who, since=DAY, legal=(LegalStatus(code="03", since=DAY),))
        work = refer_intervention(nora, who, edition="RPREV", delivery=Delivery.GROUP, on=DAY).id
        open_intervention(nora, work, on=DAY)
        group = open_group(nora, name="Thornfield group", edition="RPREV", on=DAY).id
        add_members(nora, group, (who,), since=DAY)
        add_session(nora, work, on=DAY, kind=SessionKind.INDIVIDUAL, attended=Attended.FULL)
        need = add_need(nora, who, need="violence", standing=NeedStanding.PRESENT, on=DAY)
        refresher = ask_refresher(nora, who, programme="RPREV", on=DAY)
        transfer = open_transfer(nora, who, requested=DAY, going_to=ashmere).transfer.id
        # Whoever belongs to both may issue in Ashmere's name what is about Thornfield's participant.
        writer, approver, releaser = (at(one, ashmere, thornfield, roles=roles) for one in people)
        to = Recipient(kind=RecipientKind.ESTABLISHMENT, id=thornfield.id, name=thornfield.name)
        draft, approved, issued = (
            issue_summary(writer, who, purpose=purpose, recipient=to).id
            for purpose in (Purpose.COMMUNITY, Purpose.PRISON, Purpose.TRANSFER)
        )
        record_showing(writer, approved, TYPED[Shown])
        for one in (approved, issued):
            approve_summary(approver, one, CONFIRM)
        release_summary(releaser, issued, CONFIRM)
        passages = (Passage(concern=Concern.THIRD_PARTY, text="Somebody must not learn of it."),)
        annex, signed, sent = (draft_annex(writer, who, recipients=(to,), passages=passages).id for _ in range(3))
        for one in (signed, sent):
            sign_annex(approver, one, CONFIRM, reason="She is no party to this.", mentioned=False)
        release_annex(releaser, sent, CONFIRM)
        since = PartialDate.of(nora.today)
        set_retention(nora, who, class_id="mental-health", counted_from=CountedFrom.LAST_CONTACT, on=since)
        hold = lay_hold(nora, who, reason="A claim was announced.").id
        # As it would stand twenty years on; what is in the way of it now is for each service to say.
        proposal = Proposal(
            id=new_id(),
            participant_id=who,
            class_id="mental-health",
            review_on=PartialDate("2026-01-05"),
            ground=Ground.NOT_NEEDED,
            review="Nobody needs it.",
            by=nora.user.person,
            at=nora.now,
        )
        with nora.writing("test") as uow:
            uow.proposals.add(proposal)
        yield Desk(
            sitting=people[2],
            ashmere=ashmere,
            thornfield=thornfield,
            asked={
                "person": who,
                "course": work,
                "group": group,
                "session": show_intervention(nora, work).intervention.sessions[0].id,
                "draft": draft,
                "document": issued,
                "annex": annex,
                "signed annex": signed,
                "released annex": sent,
                "approved": approved,
                "refresher": refresher.id,
                "transfer": transfer,
                "request": open_request(nora, who, received=DAY).request.id,
                "need": need.id,
                "hold": hold,
                "proposal": proposal.id,
            },
        )


def service_of(name: str) -> Any:
    return getattr(import_module(JOURNEYS[name].module), name.split(".")[1])


def arguments(name: str, asked: str) -> dict[str, object]:
    """What a service needs besides the sitting: the one who is asked about, and a value of each kind."""
    wanted = list(inspect.signature(service_of(name).__wrapped__).parameters.values())[1:]
    said: dict[str, object] = {}
    for one in wanted:
        if one.name in ("asked", "one"):
            said[one.name] = asked
        elif one.default is not one.empty:
            continue
        elif one.name in NAMED:
            said[one.name] = NAMED[one.name]
        elif isinstance(one.annotation, type) and issubclass(one.annotation, Enum) and one.annotation is not EntryKind:
            said[one.name] = next(iter(one.annotation))
        else:
            said[one.name] = TYPED[one.annotation] if one.annotation in TYPED else TYPED[get_args(one.annotation)[0]]
    return said


def refused(name: str, sitting: Sitting, asked: str) -> ThroughcareError | None:
    said = arguments(name, asked)
    if name == "course.add_progress":
        said["learnt"] = "To stop and think"
    if name == "voice.add_voice":
        said["text"] = "To go home."
    if name == "registers.prepare_register":
        said["said"] = "all"
    if name == "placements.add_placement":
        # A stay at Ashmere would make him Ashmere's too.
        said["establishment"] = EstablishmentRef(id=f"urn:uuid:{UUID(int=2)}", name="Elsewhere", tier=Tier.LOW)
    try:
        service_of(name)(sitting, **said)
    except ThroughcareError as problem:
        return problem
    return None


def may_be_asked(name: str) -> list[Role]:
    return [role for role in Role if role in MATRIX[JOURNEYS[name].permission]]


def test_every_service_says_whom_it_is_about() -> None:
    tables = (set(ABOUT), LISTS, set(APART))
    assert set.union(*tables) == set(JOURNEYS)
    assert sum(map(len, tables)) == len(JOURNEYS)


def test_every_table_has_a_guard() -> None:
    assert set(GUARDS) == set(METADATA.tables)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_leaves_out_whoever_is_out_of_reach(desk: Desk, name: str) -> None:
    hidden = (desk.asked["person"], "vaughan")
    for role in may_be_asked(name):
        shown = repr(service_of(name)(desk.sit(desk.ashmere, role=role))).casefold()
        assert not any(word in shown for word in hidden), role
    seen = repr(service_of(name)(desk.sit(desk.thornfield, role=may_be_asked(name)[-1]))).casefold()
    # Counts name nobody, nothing here was entered in error yet, and a group is known by its name.
    assert any(word in seen for word in (*hidden, "thornfield group")) or name in (
        "repetition_counts.count_repetition",
        "errors.list_errors",
    )


UNSEEN = ("voice.add_voice", "whose.banner_of")


def test_amendments_of_what_is_out_of_reach_are_empty(desk: Desk) -> None:
    outside = desk.sit(desk.ashmere, role=Role.CLINICIAN)
    assert intervention_amendments(outside, desk.asked["course"]) == intervention_amendments(outside, "0" * 8)


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_another_establishments_participant_is_out_of_reach(desk: Desk, name: str) -> None:
    asked = desk.asked[ABOUT[name]]
    for role in may_be_asked(name):
        if name in UNSEEN and role not in MATRIX[Permission.READ_RECORD]:
            # Who opens no record is told nothing of anybody: `test_voice` and `test_whose` say what they are told.
            continue
        said = refused(name, desk.sit(desk.ashmere, role=role), asked)
        assert isinstance(said, OutOfReach | NotFound), (role, said)
        own = refused(name, desk.sit(desk.ashmere, desk.thornfield, role=role), asked)
        assert not isinstance(own, NotPermitted), (role, own)
        # Whose role may not open annexes reads their own drafts alone, and this one is a colleague's.
        if name != "annexes.preview_annex" or role in MATRIX[Permission.OPEN_ANNEX]:
            assert str(own) != str(said), role
        alone = refused(name, desk.sit(desk.thornfield, role=role), asked)
        in_the_units_name = JOURNEYS[name].permission in FOR_THE_UNIT
        assert isinstance(alone, NotPermitted) == in_the_units_name, (role, alone)
