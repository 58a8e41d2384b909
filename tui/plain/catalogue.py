"""Two editions of the catalogue side by side, as prompts: fact after fact, and whether it is the same."""

from registry.cli.programme_screen import edition_facts
from registry.domain.local_ids import code_of
from registry.services.local_catalogue import show_catalogue
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.plain.talk import MOST, Talk
from tui.screens.compare import NO_JUDGEMENT, SAME, beside_each_other
from tui.screens.programme_picks import edition_picks
from tui.widgets.picker import Pick, matching


def compare(talk: Talk, sitting: Sitting, _settings: Settings) -> None:
    """Choose two editions and read their facts out. Raises Back, and as the services."""
    catalogue = show_catalogue(sitting)
    picks = edition_picks(catalogue)
    first, second = (_chosen(talk, picks, label) for label in ("This edition", "Beside"))
    one, other = (edition_facts(*catalogue.edition(each), sitting.needs) for each in (first, second))
    talk.say("", f"{code_of(first)} beside {code_of(second)}. {NO_JUDGEMENT}")
    for label in dict.fromkeys((*one, *other)):
        ours, theirs = one.get(label, "none"), other.get(label, "none")
        found = beside_each_other(ours, theirs)
        if found == SAME:
            talk.say("", f"{label}: {SAME}", *(f"  {line}" for line in ours.splitlines()))
        else:
            talk.say("", f"{label}: {found}")
            for code, said in ((first, ours), (second, theirs)):
                talk.say(f"  {code_of(code)}", *(f"    {line}" for line in said.splitlines()))


def _chosen(talk: Talk, picks: list[Pick], label: str) -> str:
    while True:
        found = matching(picks, talk.need(f"{label}: a code or a name"))[:MOST]
        if found:
            return talk.choose("Which?", [(one.code, one.words) for one in found])
        talk.say("Nothing in the catalogue answers to that.")
