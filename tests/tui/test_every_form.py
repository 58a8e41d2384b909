"""What holds for every form: it opens again, keeps each field to the letter, explains it, and nothing harms it.

The forms come from the program itself: one that is added is looked at here without being named, and fails where it
cannot be opened.
"""

import random
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, TextArea

from registry.domain.access import MATRIX, Role
from registry.domain.catalogue import Strength
from registry.domain.dates import PartialDate
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import PersonName
from registry.services.breaking_glass import break_glass
from registry.services.groups import add_members, open_group
from registry.services.overlaps import judge_overlap
from registry.services.participants import add_participant
from registry.services.plans import show_plan
from registry.services.unsaved import Unsaved, key_of, list_unsaved
from tests.homes import ADMIN, GARETH, RHIANNON
from tests.sweeps import parts
from tests.tui.desk import Desk, Unit, at_the_desk, make_unit
from tests.tui.test_break_glass import CONFIRM, ELSEWHERE
from tests.tui.test_rules import OURS
from tests.tui.test_strange_text import PIECES
from tests.tui.test_themes import LEAST, coloured, weak_places
from tui import themes
from tui.marks import has_marks
from tui.screens.form_screen import FormScreen
from tui.screens.glass_form import GlassForm
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.kept_screen import TYPED_IN
from tui.screens.reopening import reopened
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import focusable
from tui.widgets.plain import shown_controls
from tui.widgets.register_rows import RegisterRows

ROOM = 72  # Columns in the dialogue of F1.
KEPT = sorted((one for one in OURS if issubclass(one, FormScreen) and one.KEEPS), key=lambda kind: kind.__name__)
# Every form is opened in every run; in `make sweeps` for both.
ONE, OTHER = parts(KEPT, 2)
explained = pytest.mark.parametrize("kind", ONE, ids=lambda kind: kind.__name__)
harmed = pytest.mark.parametrize("kind", OTHER, ids=lambda kind: kind.__name__)


@dataclass(frozen=True, kw_only=True)
class Furnished:
    """A unit, and by its name in a form what each form is about."""

    unit: Unit
    about: Mapping[str, str]


@pytest.fixture(scope="module")
def furnished(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    assert state
    unit = make_unit(tmp_path_factory.mktemp("forms") / "ashmere")
    with unit.home.sit() as sitting:
        began = PartialDate.of(sitting.today)
        group = open_group(sitting, name="Thursday [skills]", edition="DBT", on=began).id
        add_members(sitting, group, [unit.dbt], since=began)
        overlap = judge_overlap(
            sitting,
            covers="LMVE",
            covered="KAIZEN-GV",
            needs=("violence",),
            strength=next(iter(Strength)),
            basis="Both manuals were read side by side.",
            caution="It says nothing of the rest.",
        ).id
    use = broken(unit)
    with unit.home.sit() as sitting:
        lines = show_plan(sitting, unit.sian)[1].lines
    about = {
        "participant": unit.sian,
        "intervention": unit.dbt,
        "line": next((one.key for one in lines if one.question), lines[0].key),
        "group": group,
        "overlap": overlap,
        "use": use,
        "command": "goal add",
    }
    return Furnished(unit=unit, about=about)


def broken(unit: Unit) -> str:
    """Break the glass once for somebody of another establishment, and return the use."""
    with unit.home.sit() as sitting:
        there = replace(sitting, user=replace(sitting.user, establishments=(ELSEWHERE,)))
        name = PersonName(family="Vaughan", given="Idris")
        add_participant(there, name=name, born=PartialDate("1971-02-03"), nhs_number=NhsNumber("9990000034"))
        return break_glass(sitting, "9990000034", reason="Collapsed in our day room.", confirmations=CONFIRM).id


def sits_at(kind: type[FormScreen]) -> str:
    """Who opens the form, of those who may: nobody reviews their own break-glass."""
    if issubclass(kind, GlassForm):
        return GARETH
    return RHIANNON if kind.NEEDS is None or Role.CLINICIAN in MATRIX[kind.NEEDS] else ADMIN


async def opened(furnished: Furnished, desk: Desk, kind: type[FormScreen]) -> FormScreen:
    """Open a form as the home does, and wait until it listens to keys."""
    await desk.screen(HomeScreen)
    work = Unsaved(form=kind.FORM, about=furnished.about, title="", fields={}, at=desk.app.seat.sitting.now)
    form = await reopened(desk.app.seat, work)
    desk.app.push_screen(form)
    await desk.until(lambda: bool(form._begun), f"{kind.__name__} stands")
    await desk.pilot.pause(0.2)
    return form


async def explains_every_field(desk: Desk, form: FormScreen) -> None:
    """Each field in sight says what it is for, what Enter does in it, and what an empty one means; no two the same."""
    said, begins_at = {}, form.focused
    for field in [one for one in form.query(FormField) if one.display]:
        focusable(field.control).focus()
        await desk.until(lambda field=field: field.has_focus_within, f"{field.id} has the keys")  # type: ignore[misc]
        said[field.id] = form.explained()
        lines = said[field.id].split("\n")
        assert len(lines[0]) > 10, field.id
        assert "Enter" in said[field.id], field.id
        assert isinstance(field.control, ChoiceRow) or "empty" in lines[-1], field.id
        assert 2 <= sum(len(textwrap.wrap(each, ROOM)) for each in lines) <= 4, (field.id, said[field.id])
    # Two identifiers are asked for in the same words.
    assert len({*said.values()}) >= len(said) - 1
    form.set_focus(begins_at)
    await desk.until(lambda: form.focused is begins_at, "the keys are where they were")


def texts(form: FormScreen) -> list[FormField]:
    """The fields with words: lines, texts and type-ahead."""
    return [one for one in form.query(FormField) if isinstance(focusable(one.control), Input | TextArea)]


def put(field: FormField, text: str) -> None:
    control = focusable(field.control)
    if isinstance(control, TextArea):
        control.text = text
    elif isinstance(control, Input):
        control.value = text.replace("\n", " ")


def stands_in(control: Widget) -> str:
    """Return what is typed in a line or a text, to the letter."""
    return control.text if isinstance(control, TextArea) else control.value if isinstance(control, Input) else ""


@pytest.mark.sweep
@explained
async def test_it_explains_itself_and_keeps_what_is_typed_within_a_second(
    furnished: Furnished, kind: type[FormScreen]
) -> None:
    """As after `kill -9`: nothing is told to the form, and another one is opened, where it all stands again."""
    async with at_the_desk(furnished.unit, user=sits_at(kind)) as desk:
        desk.app.theme = themes.CONTRAST
        form = await opened(furnished, desk, kind)
        assert type(form) is kind
        assert weak_places(desk, LEAST[themes.CONTRAST]) == []
        assert all(furnished.about.get(name) == value for name, value in form.about.items())
        assert form.name_in_lists
        await explains_every_field(desk, form)
        await desk.press("f1")
        await desk.screen(HelpScreen)
        assert "This field" in desk.text
        assert form.explained().split()[0] in desk.text
        await desk.press("escape")
        await desk.screen(kind)
        fields = [one for one in texts(form) if one.display]
        for number, field in enumerate(fields):
            put(field, f"word {number} [/] of")
        # What hangs on another field follows it first: another module numbers the session anew.
        await desk.pilot.pause(0.3)
        seat, wanted = desk.app.seat, form.values()
        assert sum("[/]" in one for one in wanted.values()) >= max(1, len(fields) - 1)

        def kept() -> dict[str, str]:
            kept = list_unsaved(seat.sitting)
            found = next((one for one in kept if one.key == key_of(kind.FORM, form.about)), None)
            return {name: text for name, text in found.fields.items() if name != TYPED_IN} if found else {}

        await desk.until(lambda: kept() == wanted, "what was typed is kept")
        again = await opened_anew(desk, form, lambda: reopened(seat, _unsaved(form)))
        await desk.until(lambda: again.values() == wanted, "it stands there again")
        await again.finish()


@pytest.mark.sweep
@harmed
async def test_strange_text_quick_keys_a_small_terminal_and_no_colour_do_it_no_harm(
    furnished: Furnished, kind: type[FormScreen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(furnished.unit, user=sits_at(kind)) as desk:
        form = await opened(furnished, desk, kind)
        _needs_no_colour(desk, form)
        await _ends_at_its_last_field(desk, form)
        shown = [one for one in texts(form) if one.display]
        await _takes_a_burst(desk, shown[0])
        for field in shown:
            put(field, "w" * 300)
            field.complain("w" * 300)
        for size in ((40, 12), (200, 50), (80, 24)):
            await desk.pilot.resize_terminal(*size)
            # Every field where most people work; elsewhere the first and the last.
            for field in shown if size == (80, 24) else (shown[0], shown[-1]):
                focusable(field.control).focus()
                await desk.pilot.pause()
                # Below 80 by 24 the banner, which is never cut, may leave no row for the field.
                in_sight = focusable(field.control).region.overlaps(form.region)
                assert in_sight or size < (80, 24), (field.id, size)
            assert max(len(row) for row in desk.text.split("\n")) <= size[0]
            assert "Ctrl+S" in desk.text, size
        await desk.pilot.resize_terminal(100, 40)
        await _keeps_strange_text(desk, form)
        form.settle()
        form.problems()
        await desk.press("escape", "escape")
        await desk.screen(HomeScreen)


async def _keeps_strange_text(desk: Desk, form: FormScreen) -> None:
    """Put signs of every kind into every field: what stands there is exact, and none of them reaches the terminal."""
    drawn = random.Random(type(form).__name__)
    text = shown_controls("".join(drawn.choices((*PIECES, "a", "1", " ", "é", "۱", "𝔘", "\ud7ff"), k=36)))
    for field in texts(form):
        put(field, text)
    await desk.pilot.pause()
    # A second time: another module numbers the session anew.
    for field in texts(form):
        put(field, text)
        field.complain(text)
        if field.echoes:
            field.echo(text)
    await desk.pilot.pause()
    for field in texts(form):
        control = focusable(field.control)
        assert stands_in(control) == (text if isinstance(control, TextArea) else text.replace("\n", " ")), field.id
    assert not [one for one in desk.text if unicodedata.category(one) == "Cc" and one != "\n"]
    assert not has_marks(desk.text)
    for field in texts(form):
        if field.display:
            await desk.pilot.pause()
            assert field.has_class("-marked") is has_marks(text), field.id


def _needs_no_colour(desk: Desk, form: FormScreen) -> None:
    """Where the keys are is said by a mark, and what is chosen by a filled dot."""
    assert coloured(desk) == []
    assert "›" in desk.text
    for row in form.query(ChoiceRow):
        if row.region and form.field_of(row.id or "").display and form.region.contains_region(row.region):
            # Of what is a judgement none is chosen until somebody does.
            for key, words in row.options:
                assert f"{'●' if key == row.value else '○'} {words}" in desk.text, row.id


async def _ends_at_its_last_field(desk: Desk, form: FormScreen) -> None:
    """One Enter too many stays, and says how to save: what is typed next was meant for no other field."""
    last = form.focus_chain[-1]
    last.focus()
    await desk.pilot.pause()
    if not isinstance(last, TextArea | RegisterRows):
        await desk.press("enter", "enter")
        assert form.focused is last
        assert "This is the last field. Ctrl+S:" in desk.text


async def _takes_a_burst(desk: Desk, field: FormField) -> None:
    """Twenty keys that arrive at once, as a quick hand or a slow line sends them."""
    control, keys = focusable(field.control), "qwertyuiopasdfghjklz"
    put(field, "")
    control.focus()
    await desk.pilot.pause()
    for letter in keys:
        desk.app.post_message(Key(letter, letter))
    await desk.until(lambda: keys in stands_in(control), f"all of it in {field.id}")


def _unsaved(form: FormScreen) -> Unsaved:
    return Unsaved(form=form.FORM, about=form.about, title="", fields={}, at=form.seat.sitting.now)


async def opened_anew(desk: Desk, form: FormScreen, make: Callable[[], object]) -> FormScreen:
    """Leave a form without a word to it, and open it as the home does."""
    await desk.app.pop_screen()
    again = await make()  # type: ignore[misc]
    desk.app.push_screen(again)
    await desk.sees("What you had typed is back")
    assert type(again) is type(form)
    return again
