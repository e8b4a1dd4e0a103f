"""A command as it was called, kept while it runs, so that what it writes can say with which options; and its help."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Final

from typer.core import TyperCommand

from stance.commands.help import print_help

_CALL: Final[ContextVar[dict[str, Any]]] = ContextVar("call")


class StanceCommand(TyperCommand):
    """A command that remembers its call, and shows its help in plain lines."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help."""
        print_help(self, ctx)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  (typer keeps the type of a context to itself)
        """Run the command."""
        options = {name: value for name, value in ctx.params.items() if value is not None}
        _CALL.set({"command": f"stance {ctx.info_name}", "options": options})
        return super().invoke(ctx)


def current_call() -> dict[str, Any]:
    """The command at work and its options, said or by default; empty outside of a command."""
    return _CALL.get({})
