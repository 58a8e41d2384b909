"""Every act that asks why is told so that somebody else understands it: one rule, before anything is looked up."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from registry.domain.access import Role
from registry.domain.addressing import Purpose
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.intervention import State
from registry.domain.session import ModuleStanding
from registry.domain.voice import NotShown
from registry.services import (
    amending,
    annex_printing,
    annex_receiving,
    annexes,
    bulk_receiving,
    course_amending,
    datasets,
    deaths,
    drafts,
    errors,
    interventions,
    issuing,
    links,
    matching_work,
    opening,
    printing,
    receiving,
    releasing,
    reporting,
    sessions,
    subject_access_release,
    transfers,
    users,
    withdrawing,
    witness,
)
from registry.services.sitting import Sitting
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, TestHome

_DAY: Final = PartialDate("2026-11-03")
_NOBODY: Final = "nobody"
_ANYTHING: Final[Any] = None

Act = Callable[[Sitting, str], object]


def _not_shown(why: str) -> NotShown:
    return NotShown(by="A nurse", reason=why)


_AS_ADMINISTRATOR: Final[dict[str, Act]] = {
    "end access": lambda sitting, why: users.close_user(sitting, _NOBODY, why),
    "accept another history": lambda sitting, why: witness.accept_history(sitting, why),
}
_AS_SUPERVISOR: Final[dict[str, Act]] = {
    "mark an error": lambda sitting, why: errors.enter_in_error(sitting, EntryKind.NEED, _NOBODY, why),
    "move": lambda sitting, why: errors.move_to(
        sitting, EntryKind.NEED, _NOBODY, to=_NOBODY, reason=why, confirmations={}
    ),
    "amend a session": lambda sitting, why: amending.amend_session(sitting, _NOBODY, because=why),
    "amend work": lambda sitting, why: course_amending.amend_intervention(sitting, _NOBODY, because=why),
    "open again": lambda sitting, why: interventions.reopen_intervention(sitting, _NOBODY, on=_DAY, because=why),
    "hold": lambda sitting, why: interventions.move_intervention(sitting, _NOBODY, State.ON_HOLD, on=_DAY, because=why),
    "waive": lambda sitting, why: sessions.mark_module(
        sitting, _NOBODY, module="a", to=ModuleStanding.WAIVED, on=_DAY, reason=why
    ),
    "match again": lambda sitting, why: matching_work.match_intervention(sitting, _NOBODY, "a@1", because=why),
    "link": lambda sitting, why: links.link_participants(
        sitting, _NOBODY, _NOBODY, reason=why, confirmations={}, other_confirmations={}
    ),
    "link against what they say": lambda sitting, why: links.link_participants(
        sitting, _NOBODY, _NOBODY, reason="The same", confirmations={}, other_confirmations={}, even_though=why
    ),
    "unlink": lambda sitting, why: links.unlink_participants(sitting, _NOBODY, _NOBODY, reason=why),
    "end a transfer": lambda sitting, why: transfers.end_transfer(sitting, _NOBODY, on=_DAY, because=why),
    "take back a death": lambda sitting, why: deaths.take_back_death(sitting, _NOBODY, because=why),
    "turn away": lambda sitting, why: bulk_receiving.turn_away(sitting, _NOBODY, why),
    "accept what is only intact": lambda sitting, why: opening.open_verified(sitting, b"", accept_intact=why),
    "go on without a version": lambda sitting, why: receiving.receive_summary(
        sitting, b"", participant=None, confirmations={}, accept_gap=why
    ),
    "go on without an annex's": lambda sitting, why: annex_receiving.receive_annex(
        sitting, b"", participant=_NOBODY, confirmations={}, accept_gap=why
    ),
    "withdraw": lambda sitting, why: withdrawing.sign_withdrawal(
        sitting, _ANYTHING, recipients=(), reason=why, means_other=()
    ),
    "sign an annex": lambda sitting, why: annexes.sign_annex(sitting, _NOBODY, {}, reason=why, mentioned=True),
    "open an annex": lambda sitting, why: annexes.show_annex(sitting, _NOBODY, purpose=why),
    "print an annex": lambda sitting, why: annex_printing.report_annex(sitting, _NOBODY, purpose=why),
    "release unsealed": lambda sitting, why: releasing.release_summary(sitting, _NOBODY, {}, plain_because=why),
    "export unsealed": lambda sitting, why: releasing.export_summary(sitting, _NOBODY, plain_because=why),
    "say it was not shown": lambda sitting, why: drafts.record_showing(sitting, _NOBODY, _not_shown(why)),
    "issue what was not shown": lambda sitting, why: issuing.issue_summary(
        sitting, _NOBODY, purpose=Purpose.TRANSFER, recipient=_NOBODY, not_shown=_not_shown(why)
    ),
    "issue more": lambda sitting, why: issuing.issue_summary(
        sitting, _NOBODY, purpose=Purpose.TRANSFER, recipient=_NOBODY, trauma_because=why
    ),
    "export the data set": lambda sitting, why: datasets.export_dataset(sitting, purpose=why, recipient="A trust"),
    "print for a board": lambda sitting, why: reporting.report_parole(sitting, _NOBODY, purpose=why),
    "print a plan": lambda sitting, why: reporting.printed_plan(sitting, _NOBODY, purpose=why),
    "print a clinical report": lambda sitting, why: printing.report_clinical(sitting, _NOBODY, purpose=why),
    "print a copy": lambda sitting, why: printing.report_participant(sitting, _NOBODY, purpose=why),
    "print a certificate": lambda sitting, why: printing.report_certificate(sitting, _NOBODY, None, purpose=why),
    "answer a request": lambda sitting, why: subject_access_release.release_answer(
        sitting, _NOBODY, purpose=why, kept=None, opinion=_ANYTHING
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> TestHome:
    return copied_home(tmp_path_factory.mktemp("reasons") / "home")


@pytest.fixture(scope="module")
def sitting_as(home: TestHome, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        with home.sit(ADMIN) as administrator, home.sit(GARETH) as supervisor:
            assert Role.SUPERVISOR in supervisor.user.roles
            yield {ADMIN: administrator, GARETH: supervisor}


@pytest.mark.parametrize(
    ("user", "act"),
    [pytest.param(ADMIN, act, id=name) for name, act in _AS_ADMINISTRATOR.items()]
    + [pytest.param(GARETH, act, id=name) for name, act in _AS_SUPERVISOR.items()],
)
def test_an_act_that_asks_why_is_told(user: str, act: Act, sitting_as: dict[str, Sitting]) -> None:
    for why in ("x", ".", "ok", "a b c", "12345"):
        with pytest.raises(InvalidValue, match="says nothing"):
            act(sitting_as[user], why)
    with pytest.raises(InvalidValue, match="is empty"):
        act(sitting_as[user], " ")
