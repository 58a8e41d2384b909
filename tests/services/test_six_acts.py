"""Two identifiers are entered again at six acts and no others: asked everywhere, nobody would look at them."""

import inspect
from importlib import import_module
from pathlib import Path

import registry.services
from registry.services.journeys import JOURNEYS

# By act, the services that are it; a summary, an annex and a withdrawal are each approved, released and attached.
ACTS: dict[str, set[str]] = {
    "approve": {
        "approving.approve_summary",
        "annexes.sign_annex",
        "withdrawing.withdraw_summary",
        "annex_sending.withdraw_annex",
    },
    "release": {"releasing.release_summary", "annex_sending.release_annex"},
    "attach an import": {"receiving.receive_summary", "annex_receiving.receive_annex"},
    "link two records": {"links.link_participants", "errors.move_to"},
    "mark deceased": {"deaths.mark_deceased"},
    "break-glass": {"breaking_glass.break_glass"},
}


def test_two_identifiers_are_entered_again_at_six_acts_and_no_others() -> None:
    room = Path(registry.services.__file__).parent
    for path in room.glob("*.py"):
        import_module(f"registry.services.{path.stem}")
    taking = {
        name
        for name, one in JOURNEYS.items()
        if "confirmations"
        in inspect.signature(getattr(import_module(one.module), name.split(".")[1]).__wrapped__).parameters
    }
    assert len(ACTS) == 6
    assert taking == set.union(*ACTS.values())
    # Whoever asks for them looks at them, and nobody else does.
    looking = {path.stem for path in room.glob("*.py") if "check_reentry(" in path.read_text("utf-8")}
    # A contributor opens no record: two identifiers are how they name somebody, and are typed once.
    assert looking - {"voice"} == {name.split(".")[0] for name in taking}
