"""A superseded or withdrawn summary says so at the screens: in a list, over its page, beside others, as it arrives."""

from pathlib import Path

import pytest

from exports.text import render_text
from registry.domain.errors import Refusal, Refused
from registry.domain.verdict import FindingKind
from registry.services.incoming import look_at_incoming
from registry.services.listing import list_documents
from registry.services.reading_copy import open_copy
from registry.services.receiving import receive_summary
from registry.services.releasing import Released, release_summary
from registry.services.reporting import diff_page
from registry.services.withdrawing import receive_withdrawal, withdraw_summary
from tests.homes import GARETH, RHIANNON
from tests.tui.desk import Unit, at_the_desk
from tests.two_units import AMARA, CONFIRM, TwoUnits, make_two_units
from tui.plain.summary import _where
from tui.screens.arrival import ArrivalScreen
from tui.screens.receive import ReceiveScreen
from tui.screens.summaries import SummariesScreen
from tui.screens.summary import SummaryScreen

WHY = "It told of another person."


@pytest.fixture(scope="module")
def sent(state: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[TwoUnits, list[Released]]:
    """Three versions: the first two received, the second withdrawn, the third released and not received."""
    assert state
    units = make_two_units(tmp_path_factory.mktemp("standing") / "units")
    versions = [units.send() for _ in range(2)]
    who: str | None = None
    for one in versions:
        with units.thornfield.sit(RHIANNON) as sitting:
            who = receive_summary(
                sitting, one.files.plain, participant=who, confirmations=CONFIRM
            ).history.participant.id
    with units.ashmere.sit(AMARA) as sitting:
        withdrawal = withdraw_summary(sitting, versions[1].document.id, reason=WHY, confirmations=CONFIRM)
    with units.ashmere.sit(GARETH) as sitting:
        gone = release_summary(sitting, withdrawal.id, CONFIRM)
    with units.thornfield.sit(RHIANNON) as sitting:
        receive_withdrawal(sitting, gone.files.plain)
    return units, [*versions, units.send()]


def test_the_reading_copy_says_it_first(sent: tuple[TwoUnits, list[Released]]) -> None:
    units, (first, second, third) = sent
    for home in (units.ashmere, units.thornfield):
        with home.sit(RHIANNON) as sitting:
            assert open_copy(sitting, first.document.id).stands.startswith("SUPERSEDED by version")
            copy = open_copy(sitting, second.document.id)
            assert copy.stands.startswith("WITHDRAWN on ")
            assert WHY in copy.stands
            assert not copy.stands_signed
            assert not copy.can_be_withdrawn
            assert "NO LONGER STANDS" in render_text(copy.page)
    with units.ashmere.sit(RHIANNON) as sitting:
        copy = open_copy(sitting, third.document.id)
        assert copy.stands.startswith("Issued here, released")
        assert copy.stands_signed
        assert copy.can_be_withdrawn


def test_the_differences_say_what_no_longer_stands(sent: tuple[TwoUnits, list[Released]]) -> None:
    units, (_, second, third) = sent
    with units.ashmere.sit(RHIANNON) as sitting:
        assert "Version 2: WITHDRAWN on " in render_text(diff_page(sitting, second.document.id)[0])
        later = render_text(diff_page(sitting, third.document.id)[0])
    # That the version before was replaced by this one goes without saying; that it was withdrawn does not.
    assert "Version 2: WITHDRAWN on " in later
    assert "Version 3:" not in later


def test_the_lists_say_it_and_from_whom(sent: tuple[TwoUnits, list[Released]]) -> None:
    units, _ = sent
    with units.thornfield.sit(RHIANNON) as sitting:
        said = {one.version: _where(one) for one in list_documents(sitting) if one.kind == "transfer-summary"}
    assert said == {1: "SUPERSEDED, from Ashmere", 2: "WITHDRAWN, from Ashmere"}


def test_a_file_that_comes_again_is_looked_at_in_the_light_of_what_is_known(
    sent: tuple[TwoUnits, list[Released]],
) -> None:
    units, (first, second, third) = sent
    with units.thornfield.sit(RHIANNON) as sitting:
        old = look_at_incoming(sitting, first.files.plain).ruling
        assert old.findings[0].kind is FindingKind.SUPERSEDED
        with pytest.raises(Refused, match="WITHDRAWN on ") as caught:
            look_at_incoming(sitting, second.files.plain)
        assert caught.value.reason is Refusal.WITHDRAWN
        new = look_at_incoming(sitting, third.files.plain).ruling
        assert FindingKind.SUPERSEDED not in {one.kind for one in new.findings}


async def test_at_the_desk(sent: tuple[TwoUnits, list[Released]], tmp_path: Path) -> None:
    units, (first, second, _) = sent
    (tmp_path / "one.json").write_bytes(first.files.plain)
    (tmp_path / "two.json").write_bytes(second.files.plain)
    async with at_the_desk(Unit(home=units.thornfield, sian="", dbt="", marcus="")) as desk:
        await desk.sees("Find")
        desk.app.push_screen(SummariesScreen(desk.app.seat))
        await desk.screen(SummariesScreen)
        await desk.sees("SUPERSEDED", "WITHDRAWN", "from Ashmere")
        assert "to Thornfield" not in desk.text
        desk.app.push_screen(SummaryScreen(desk.app.seat, second.document.id))
        await desk.screen(SummaryScreen)
        await desk.sees("WITHDRAWN on ")
        for file, words in (
            ("one.json", ("TRUSTED", "SUPERSEDED by version 2")),
            ("two.json", ("REFUSED", "withdrawn")),
        ):
            desk.app.push_screen(ReceiveScreen(desk.app.seat))
            await desk.screen(ReceiveScreen)
            desk.fill("folder", str(tmp_path / file))
            await desk.press("enter")
            await desk.screen(ArrivalScreen)
            await desk.sees(*words)
