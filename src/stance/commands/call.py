"""A command as it was called, kept while it runs so that its output can say with which options; its help and faults."""

from __future__ import annotations

from contextvars import ContextVar
from difflib import get_close_matches
from typing import Any, Final

import typer
from typer.core import TyperCommand

from stance.commands.help import print_help
from stance.errors import UsageError

_CALL: Final[ContextVar[dict[str, Any]]] = ContextVar("call")


class StanceCommand(TyperCommand):
    """A command that remembers its call, and shows its help in plain lines."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help."""
        print_help(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the options.

        Raises:
            UsageError: a value that is none of an option's choices.
        """
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # pydantic's words for its own error
            if error.param is None or not (choices := _choices(error.param)):
                raise
            value = error.message.partition(" is not one of ")[0].strip("'\"")
            close = get_close_matches(value, choices, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise UsageError(f"{error.param.opts[-1]} {value}: not one of {', '.join(choices)}{hint}") from None

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  (typer keeps the type of a context to itself)
        """Run the command."""
        options = {name: value for name, value in ctx.params.items() if value is not None}
        _CALL.set({"command": f"stance {ctx.info_name}", "options": options})
        return super().invoke(ctx)


def _choices(parameter: Any) -> list[str]:  # noqa: ANN401
    """The words that may stand for a parameter; none where anything may."""
    kind = parameter.type_descriptor
    return [str(getattr(choice, "value", choice)) for choice in kind.choices] if kind.is_choice else []


def current_call() -> dict[str, Any]:
    """The command at work and its options, said or by default; empty outside of a command."""
    return _CALL.get({})
