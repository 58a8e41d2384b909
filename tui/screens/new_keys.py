"""Give the database, or the unit, a new key when the old one may be in other hands."""

from collections.abc import Iterator

from registry.cli.key_screen import key_change_lines
from registry.domain.access import Permission
from registry.services.key_changes import KeyChange, new_unit_key, rekey
from tui.screens.alone_form import AloneForm
from tui.screens.saving_form import Act
from tui.widgets.fields import choose
from tui.widgets.form_field import FormField

WHICH = (("database", "the database"), ("unit", "the database and the unit's signature"))


class NewKeysScreen(AloneForm):
    """Which key; everybody else closes Throughcare for the moment it takes."""

    NEEDS = Permission.MANAGE_KEYS
    HELP = (
        "A new key for the database, for the same people; or with it a new signing key for the unit, where the old one "
        "may be in other hands. Readers believe the unit's new key once the next directory lists it: until then "
        "nothing can be released. Nobody's passphrase changes. Make a new backup afterwards."
    )
    FORM = "new keys"
    TITLE = "New keys"

    def fields(self) -> Iterator[FormField]:
        """Yield which key, and the passphrase."""
        yield choose("which", "New keys for", "Which key is to be new.", WHICH)
        yield self.passphrase_field()

    def act(self) -> Act:
        """Make it."""
        return new_unit_key if self.chosen_of("which") == "unit" else rekey

    def saved(self, made: KeyChange) -> tuple[str, ...]:
        """What became of the keys."""
        return tuple(key_change_lines(made))
