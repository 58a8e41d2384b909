"""The shapes of commands: what every one of them does about help, and what a group of them shows."""

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    _Asked = TyperCommand
else:
    _Asked = object


class _AskedForHelp(_Asked):
    """Knows what it means that nobody asked for help."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option, off where it is not typed: Typer loads pydantic to make sense of a value that is unset."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.default = False
        return option


class OneCommand(_AskedForHelp, TyperCommand):
    """A command that is a group by itself."""


class ExamplesFirst(_AskedForHelp, TyperGroup):
    """A group whose help texts begin with examples: it lists each command with the first sentence after them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for command in self.commands.values():
            _, _, said = (command.help or "").partition("\n\n")
            command.short_help = command.short_help or " ".join(said.split()).split(". ")[0].rstrip(".")
