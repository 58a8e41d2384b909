"""The shapes of commands: what every one of them does about help and options given twice, and what a group shows."""

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    _Asked = TyperCommand
else:
    _Asked = object


class _EachOnce(_Asked):
    """Knows what it means that nobody asked for help, and takes no second value for what has one."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option, off where it is not typed: Typer loads pydantic to make sense of a value that is unset."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.default = False
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed. An option of one value that stands there twice is refused: Typer would take the last."""
        if not ctx.resilient_parsing:
            in_order: list[Any] = self.make_parser(ctx).parse_args(args=list(args))[2]
            once = [one for one in in_order if one.param_type_name == "option" and not one.multiple and not one.is_flag]
            for one in once:
                if once.count(one) > 1:
                    ctx.fail(f"Option {one.opts[0]!r} is given more than once, and takes one value.")
        return super().parse_args(ctx, args)


class OneCommand(_EachOnce, TyperCommand):
    """A command, alone or of a group."""


class ExamplesFirst(_EachOnce, TyperGroup):
    """A group whose help texts begin with examples: it lists each command with the first sentence after them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for command in self.commands.values():
            _, _, said = (command.help or "").partition("\n\n")
            command.short_help = command.short_help or " ".join(said.split()).split(". ")[0].rstrip(".")
