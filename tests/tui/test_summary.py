"""From a draft on the home to the released file, by three people at one desk."""

from pathlib import Path

import pytest

from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.stored_documents import Status
from registry.domain.summary import Statement
from registry.domain.voice import NotShown
from registry.services.drafts import record_showing
from registry.services.issuing import issue_summary
from registry.services.releasing import show_document
from tests.homes import GARETH, RHIANNON
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_every_form import explains_every_field
from tests.two_units import AMARA, TwoUnits, make_two_units
from tui.left_place import Kind, Step
from tui.screens.approve import ApproveScreen
from tui.screens.home import HomeScreen
from tui.screens.release import ReleaseScreen
from tui.screens.summaries import SummariesScreen
from tui.screens.summary import SummaryScreen
from tui.screens.unlock import UnlockScreen
from tui.widgets.modal import Told


@pytest.fixture(scope="module")
def units(state: Path, tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    assert state
    return make_two_units(tmp_path_factory.mktemp("summary") / "units")


def issued(units: TwoUnits, *in_short: str) -> str:
    with units.ashmere.sit(RHIANNON) as sitting:
        return issue_summary(
            sitting,
            units.participant,
            purpose=Purpose.TRANSFER,
            recipient=Recipient(
                kind=RecipientKind.ESTABLISHMENT, id=units.thornfield.unit.id, name=units.thornfield.unit.name
            ),
            statement=Statement(in_short=in_short, knowledge_of_case="Seen weekly.") if in_short else None,
        ).id


def seated(units: TwoUnits) -> Unit:
    return Unit(home=units.ashmere, sian=units.participant, dbt="", marcus="")


async def sign(desk: Desk, user: str, passphrase: str, *, born: str = "1/3/84") -> None:
    for field, text in (("one", "999 000 0018"), ("other", born), ("signer", user), ("secret", passphrase)):
        desk.fill(field, text)
    await desk.press("ctrl+s")


async def test_a_draft_is_read_approved_and_released_at_one_desk(units: TwoUnits, tmp_path: Path) -> None:
    draft = issued(units, "He has begun [/] the work.")
    home = units.ashmere
    async with at_the_desk(seated(units)) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("waits for approval: your draft for Thornfield")
        await desk.press("enter")
        await desk.screen(SummaryScreen)
        await desk.sees("JONES, Siân", "Draft by Dr Rhiannon Pryce", "PREVIEW: not signed", "a Approve")
        assert "r Release" not in desk.text
        await desk.press("d")
        await desk.sees("first version of its series")
        await desk.press("p", "r")
        await desk.sees("There is nothing to release")
        await desk.press("a")
        screen = await desk.screen(ApproveScreen)
        await explains_every_field(desk, screen)
        assert screen.text_of("signer") == ""  # Its author does not approve it.
        await desk.press("ctrl+s")
        await desk.sees("Type an identifier of the participant again")
        # The author tries; then the approver mistypes.
        await sign(desk, RHIANNON, home.passphrase(RHIANNON))
        await desk.screen(Told)
        await desk.sees("cannot approve it", "Ask another clinician")
        await desk.press("enter")
        await desk.screen(ApproveScreen)
        assert screen.text_of("secret") == ""
        await sign(desk, AMARA, "not the passphrase")
        await desk.screen(Told)
        await desk.press("enter")
        await sign(desk, AMARA, home.passphrase(AMARA), born="2/3/84")
        await desk.sees("birth date entered is not this participant's")
        await desk.press("enter")
        await desk.sees("born 2 March 1984")
        await sign(desk, AMARA, home.passphrase(AMARA))
        await desk.screen(SummaryScreen)
        await desk.sees("Approved by Dr Amara Okafor", "It waits for its release", "r Release")
        assert "a Approve" not in desk.text
        await desk.press("r")
        screen = await desk.screen(ReleaseScreen)
        await explains_every_field(desk, screen)
        assert screen.text_of("signer") == ""  # Rhiannon may not release.
        assert screen.focused is not None
        assert [screen.focused.id, screen.focus_chain[0].id, screen.focus_chain[-1].id] == ["one", "folder", "secret"]
        await desk.press("1", "/", "3", "ctrl+s")
        await desk.sees("Type an identifier of the participant again", "fields need another look")
        await desk.press("ctrl+r")
        await desk.press("ctrl+r")
        await desk.sees("Started afresh.")
        assert "Type an identifier" not in desk.text
        assert not [echo for echo in ("number of this unit", "birth") if echo in desk.text.split("Identifier")[1]]
        desk.fill("folder", str(tmp_path / "out"))
        await sign(desk, GARETH, home.passphrase(GARETH))
        await desk.screen(Told)
        await desk.sees("Released by Dr Gareth Adeyemi", "Wrote", ".json.age")
        await desk.press("enter")
        await desk.sees("Issued here, released on", "e Report  x Withdraw")
        assert not [key for key in ("a Approve", "r Release") if key in desk.text]
        await desk.press("escape", "f2", "s")
        await desk.screen(SummariesScreen)
        await desk.sees("released", "to Thornfield, transfer")
    assert [file.suffix for file in (tmp_path / "out").iterdir()] == [".age"]
    with home.sit() as sitting:
        assert show_document(sitting, draft)[0].status is Status.RELEASED


async def test_only_what_was_read_is_signed(units: TwoUnits) -> None:
    draft = issued(units, "A second sentence.")
    async with at_the_desk(seated(units), user=AMARA) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("for you to approve: summary")
        await desk.press("enter")
        await desk.screen(SummaryScreen)
        await desk.sees("PREVIEW")
        await desk.press("a")
        screen = await desk.screen(ApproveScreen)
        assert screen.text_of("signer") == AMARA
        screen.query_one("#one").focus()
        await desk.press(*"9990000018", "tab", *"999 000 0018", "tab")
        await desk.sees("That is the NHS number a second time")
        with units.ashmere.sit(RHIANNON) as sitting:
            record_showing(sitting, draft, NotShown(by="Dr Rhiannon Pryce", reason="Moved overnight."))
        await sign(desk, AMARA, units.ashmere.passphrase(AMARA))
        await desk.sees("The draft is not the one you read any more")
        await desk.press("enter", "escape", "escape")
        await desk.screen(SummaryScreen)


async def test_a_lock_leads_back_to_the_summary_and_what_signs_begins_anew(units: TwoUnits) -> None:
    issued(units, "A sentence to sign.")
    async with at_the_desk(seated(units), user=AMARA) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "s")
        await desk.screen(SummariesScreen)
        await desk.sees("draft")
        await desk.press("enter")
        draft = (await desk.screen(SummaryScreen)).document
        await desk.sees("PREVIEW")
        await desk.press("a")
        await desk.screen(ApproveScreen)
        desk.fill("one", "999 000 0018")
        desk.fill("secret", "half a passphrase")
        await desk.press("ctrl+l")
        await desk.screen(UnlockScreen)
        assert desk.app._left is not None
        way = (Step(kind=Kind.PLACE, name="Summaries"), Step(kind=Kind.SUMMARY, name=draft))
        assert desk.app._left.way == way
        desk.fill("passphrase", units.ashmere.passphrase(AMARA))
        await desk.press("enter")
        await desk.screen(SummaryScreen)
        await desk.sees("PREVIEW", "a Approve")
        await desk.press("a")
        form = await desk.screen(ApproveScreen)
        assert (form.text_of("one"), form.text_of("secret")) == ("", "")
        await desk.press("escape", "escape")
        await desk.screen(SummariesScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)
