"""A command group whose help texts begin with examples, and whose list still says what each command does."""

from typing import Any

from typer.core import TyperGroup


class ExamplesFirst(TyperGroup):
    """Lists each command with the first sentence after its examples."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for command in self.commands.values():
            _, _, said = (command.help or "").partition("\n\n")
            command.short_help = command.short_help or " ".join(said.split()).split(". ")[0].rstrip(".")
