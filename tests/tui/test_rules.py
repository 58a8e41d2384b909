"""What holds for every screen there is: few keys in the footer, help, and no key that a terminal swallows."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen

from tui import screens
from tui.app import ThroughcareApp
from tui.screens.alone_form import AloneForm
from tui.screens.checked_form import CheckedForm
from tui.screens.draft_form import DraftForm
from tui.screens.field_screen import FieldScreen
from tui.screens.folder_work import FolderWorkScreen
from tui.screens.form_screen import FormScreen
from tui.screens.framed import Framed
from tui.screens.glass_form import GlassForm
from tui.screens.importing import SpreadsheetScreen
from tui.screens.kept_screen import KeptScreen
from tui.screens.list_screen import ListScreen
from tui.screens.mark_form import MarkForm
from tui.screens.participant_panes import ParticipantPanes
from tui.screens.path_screen import PathScreen
from tui.screens.place_screen import PlaceScreen
from tui.screens.places import PLACES
from tui.screens.reading import ReadingScreen
from tui.screens.record_forms import CourseForm, ParticipantForm
from tui.screens.release import OutgoingScreen
from tui.screens.saving_form import SavingForm
from tui.screens.search_screen import SearchScreen
from tui.screens.seeking_form import SeekingForm
from tui.screens.session_noted import SessionNoted
from tui.screens.signing import SigningScreen
from tui.screens.voice import VoiceForm
from tui.widgets.key_line import MOST

BASES = {
    FieldScreen,
    KeptScreen,
    CheckedForm,
    MarkForm,
    FormScreen,
    SavingForm,
    SearchScreen,
    ParticipantForm,
    CourseForm,
    ParticipantPanes,
    PlaceScreen,
    SigningScreen,
    AloneForm,
    ListScreen,
    OutgoingScreen,
    SeekingForm,
    GlassForm,
    DraftForm,
    VoiceForm,
    ReadingScreen,
    FolderWorkScreen,
    PathScreen,
    SessionNoted,
    SpreadsheetScreen,
}


# A screen is imported when it is first shown; here every one is looked at.
for _path in Path(screens.__file__).parent.glob("*.py"):
    import_module(f"tui.screens.{_path.stem}")


def kinds(of: type) -> Iterator[type]:
    for one in of.__subclasses__():
        yield one
        yield from kinds(one)


OURS = sorted({one for one in kinds(Framed) if one.__module__.startswith("tui.")} - BASES, key=lambda one: one.__name__)


def test_every_screen_is_looked_at() -> None:
    assert len(OURS) >= 30


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_a_screen_names_few_keys_and_explains_itself(kind: type[Framed]) -> None:
    assert 1 <= len(kind.KEYS) <= MOST
    assert len("  ".join(f"{key} {words}" for key, words in kind.KEYS)) <= 78
    assert kind.HELP.endswith((".", ")", "?")) or len(kind.HELP) > 40
    if issubclass(kind, FormScreen):
        assert kind.FORM


def test_no_key_is_one_that_a_terminal_swallows() -> None:
    for kind in (*OURS, *BASES, Framed, ThroughcareApp, *kinds(ModalScreen)):
        if not kind.__module__.startswith("tui."):
            continue
        for binding in vars(kind).get("BINDINGS", ()):
            keys = binding.key if isinstance(binding, Binding) else binding[0]
            assert "ctrl+shift" not in keys, kind
            assert "ctrl+enter" not in keys, kind
            assert "alt+" not in keys, kind


def test_each_place_has_a_letter_of_its_own() -> None:
    assert len({place.letter for place in PLACES}) == len(PLACES)
