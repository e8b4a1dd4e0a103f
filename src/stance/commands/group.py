"""The command line's root: the one place where a user's error becomes a line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper, UnsupportedOperation
from typing import Any, Final, TextIO, cast

import typer
from typer.core import TyperGroup

from stance.commands.feedback import FEEDBACK
from stance.commands.help import print_help
from stance.errors import DataError, StanceError
from stance.files import drop
from stance.terminal import terminal_text

_NO_MEMORY: Final = ("failed to map segment", "annot allocate memory")
"""What a library that finds no memory says when it is loaded."""

_SIZES: Final = {"COLUMNS": (20, 1_000), "LINES": (2, 1_000)}
"""Sizes of a terminal that are believed: with no column a table shows nothing, with a million it takes a minute."""

INTERRUPTED: Final = 130
"""The exit code of a run that Ctrl-C ended."""


class ErrorHandlingGroup(TyperGroup):
    """Runs a command; what a user can cause and mend ends it with one line on standard error."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  (typer keeps the type of a context to itself)
        """Run the command; a closed pipe ends it in silence."""
        with _errors_as_lines():
            return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help."""
        with _errors_as_lines():
            print_help(self, ctx)


@contextmanager
def _errors_as_lines() -> Iterator[None]:
    try:
        yield
    except (StanceError, KeyboardInterrupt) as error:
        notes = getattr(error, "__notes__", ())  # what those who passed it on know of the way out
        _say("; ".join([str(error) or "interrupted", *notes]))
        raise typer.Exit(error.exit_code if isinstance(error, StanceError) else INTERRUPTED) from None
    except BrokenPipeError:
        drop(sys.stdout)
        raise typer.Exit(0) from None
    except (MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and not any(words in str(error) for words in _NO_MEMORY):
            raise
        _say("not enough memory for this; free some, or give the documents in parts")
        raise typer.Exit(DataError.exit_code) from None
    except OSError as error:  # a name too long to be one, a folder nobody may look into
        place = f"{str(error.filename)[:200]}: " if error.filename else ""
        if not place:  # a standard stream: what it still holds can go nowhere
            drop(sys.stdout)
        if isinstance(error, FileNotFoundError) and not place:
            _say("the working folder is gone; change into one that is there")
        else:
            _say(f"{place}cannot be used ({error.strerror or error}); check the path")
        raise typer.Exit(DataError.exit_code) from None


def _say(line: str) -> None:
    FEEDBACK.clear()
    with suppress(OSError, ValueError):  # standard error may be closed
        typer.echo(terminal_text(f"stance: {line}"), err=True)


def prepare_streams() -> None:
    """Make the standard streams fit for whatever is written: nobody's console ends a run in a traceback.

    What the encoding of standard output or error lacks, as cp1252 and ASCII lack "…" and "−", is replaced; rows are
    bytes in UTF-8 and not concerned. A closed stream is opened again, so that no file takes its number: as empty for
    input, as nowhere for errors, and for output as one that refuses what is written: no data is lost in silence. A size
    of the terminal that none has is not believed.
    """
    for name, (least, most) in _SIZES.items():
        said = os.environ.get(name, "")
        if not (said.isascii() and said.isdecimal() and len(said) < 5 and least <= int(said) <= most):
            os.environ.pop(name, None)  # rich would take it, or fail over it ("²" is a digit and no number)
    if sys.stdin is None:
        sys.stdin = _open_null(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _open_null(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _open_null(os.O_WRONLY, "w")
    elif not _can_be_written(sys.stderr):  # 2</dev/null
        drop(sys.stderr)  # else Python ends with exit code 120
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _can_be_written(stream: TextIO) -> bool:
    try:
        os.write(stream.fileno(), b"")
    except UnsupportedOperation:  # a stream of a test's has no file
        return True
    except OSError:
        return False
    return True


def _open_null(flags: int, mode: str) -> TextIO:
    return cast("TextIO", os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
