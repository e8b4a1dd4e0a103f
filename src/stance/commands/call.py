"""A command as it was called, kept while it runs so that its output can say with which options; its help and faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperCommand

from stance.commands.help import print_help
from stance.errors import UsageError
from stance.files import behind_links, check_place

OUTPUTS: Final = ("output", "predictions", "disagreements", "left", "label_config")
"""The parameters of commands that name a file to write."""

_OF_STANCE: Final = frozenset({"-q", "--quiet", "-v", "--verbose", "--version"})
"""The options of `stance` itself."""

_CALL: Final[ContextVar[dict[str, Any]]] = ContextVar("call")


class StanceCommand(TyperCommand):
    """A command that remembers its call, and shows its help in plain lines."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help."""
        print_help(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the options.

        Raises:
            UsageError: a value that is none of an option's choices, or an option of stance itself behind the command.
        """
        own = {name for parameter in self.params for name in parameter.opts}
        if misplaced := next((word for word in args if word in _OF_STANCE - own), None):
            raise UsageError(f"{misplaced} stands before the command: stance {misplaced} {ctx.info_name} ...")
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
        _check_outputs(options)
        _CALL.set({"command": f"stance {ctx.info_name}", "options": options})
        return super().invoke(ctx)


def _check_outputs(options: Mapping[str, Any]) -> None:
    """Refuse to write over what the call reads or writes, or over answers of annotators.

    Raises:
        DataError: nothing can be written there, which is known before hours of work and not after.
        UsageError: with the remedy.
    """
    outputs = [Path(options[name]) for name in OUTPUTS if name in options]
    said = [value for name, value in options.items() if name not in OUTPUTS]
    names = [name for value in said for name in (value if isinstance(value, list | tuple) else [value])]
    inputs = [Path(name) for name in names if isinstance(name, str | Path)]
    written: list[Path] = []
    for output in outputs:
        check_output(output, inputs)
        _check_twice(output, written)
        with suppress(OSError, ValueError):  # no name for a file; writing it will say so
            check_place(output)
        if output.is_file() and any(output.parent.glob("*.answers.jsonl")):
            raise UsageError(f"{output}: stands in the folder of a labelling session; write into another folder")


def _check_twice(output: Path, written: list[Path]) -> None:
    """Refuse a file that another option writes too, and note it; a device may be named as often as one likes.

    Raises:
        UsageError: with the remedy.
    """
    with suppress(OSError, ValueError):  # as in `check_output`
        place = behind_links(output)
        if place in written and (place.is_file() or not place.exists()):
            raise UsageError(f"{output}: would be written twice by this call; name two files")
        written.append(place)


def check_output(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output that is one of the inputs, under whatever name.

    Raises:
        UsageError: with the remedy.
    """
    with suppress(OSError, ValueError):  # what is too long for a path, or holds a null character, is no file
        if not output.is_file():
            return
        for file in inputs:
            if _is_same(file, output):
                raise UsageError(f"{output}: is read by this call too; write into another file")


def _is_same(file: Path, output: Path) -> bool:
    with suppress(OSError, ValueError):
        return file.samefile(output)
    return False


def _choices(parameter: Any) -> list[str]:  # noqa: ANN401
    """The words that may stand for a parameter; none where anything may."""
    kind = parameter.type_descriptor
    return [str(getattr(choice, "value", choice)) for choice in kind.choices] if kind.is_choice else []


def current_call() -> dict[str, Any]:
    """The command at work and its options, said or by default; empty outside of a command."""
    return _CALL.get({})
