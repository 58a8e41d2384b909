"""What an author says of somebody's risk is told at once, asked about at the approval, and printed as theirs."""

from pathlib import Path

import pytest

from registry.domain.addressing import Purpose
from registry.domain.errors import NotAllowed
from registry.domain.summary import Statement
from registry.services.approving import approve_summary
from registry.services.draft_notices import notices_of_draft
from registry.services.issuing import find_recipient, issue_summary
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON
from tests.two_units import CONFIRM


def test_an_author_is_told_at_once_and_an_approver_asked_about_each_word_on_risk(tmp_path: Path) -> None:
    units = copied_two_units(tmp_path / "units")
    with units.ashmere.sit(RHIANNON) as sitting:

        def made(*short: str) -> tuple[str, str]:
            draft = issue_summary(
                sitting,
                units.participant,
                purpose=Purpose.TRANSFER,
                recipient=find_recipient(sitting, "Thornfield"),
                statement=Statement(in_short=short, knowledge_of_case="Two years."),
            )
            return draft.id, " ".join(notices_of_draft(sitting, draft))

        _, quiet = made("He has done all of it.")
        which, told = made("He has done all of it.", "He is low risk now.")
    assert "risk" not in quiet
    assert "It says “low risk”. Completed work says nothing about risk" in told
    with units.ashmere.sit(GARETH) as sitting:
        with pytest.raises(NotAllowed, match="statement/inShort/1:low risk"):
            approve_summary(sitting, which, CONFIRM)
        approved, _ = approve_summary(sitting, which, CONFIRM, means_other=("statement/inShort/1:low risk",))
    assert approved.id == which
