"""A command as it was called, kept while it runs so that its output can say with which options; its help and faults."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from difflib import get_close_matches
from io import TextIOWrapper, UnsupportedOperation
from pathlib import Path
from typing import Any, Final, TextIO, cast

import typer
from typer.core import TyperCommand, TyperGroup

from stance.commands.feedback import FEEDBACK
from stance.commands.help import choices_of, print_help
from stance.errors import DataError, StanceError, UsageError
from stance.files import behind_links, check_place, drop
from stance.terminal import shortened, terminal_text

OUTPUTS: Final = ("output", "predictions", "disagreements", "left", "label_config")
"""The parameters of commands that name a file to write."""

_OF_STANCE: Final = frozenset({"-q", "--quiet", "-v", "--verbose", "--version"})
"""The options of `stance` itself."""

_LOOKED_FOR_AFTER: Final = 50_000
"""Objects that are made before garbage is looked for: by far the most come with libraries, and stay."""

_CALL: Final[ContextVar[dict[str, Any]]] = ContextVar("call")

_NO_MEMORY: Final = ("failed to map segment", "annot allocate memory")
"""What a library that finds no memory says when it is loaded."""

_SIZES: Final = {"COLUMNS": (20, 1_000), "LINES": (2, 1_000)}
"""Sizes of a terminal that are believed: with no column a table shows nothing, with a million it takes a minute."""

INTERRUPTED: Final = 130
"""The exit code of a run that Ctrl-C ended."""


class StanceCommand(TyperCommand):
    """A command that remembers its call, and shows its help in plain lines."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help."""
        print_help(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the options."""
        self._check_words(args, ctx.info_name)
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # pydantic's words for its own error
            if error.param is None or not (choices := choices_of(error.param)):
                raise
            value = error.message.partition(" is not one of ")[0].strip("'\"")
            close = get_close_matches(value, choices, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise UsageError(f"{error.param.opts[-1]} {value}: not one of {', '.join(choices)}{hint}") from None

    def _check_words(self, words: Iterable[str], command: str) -> None:
        """Refuse what names nothing, and an option of stance itself behind the command."""
        own = {name for parameter in self.params for name in parameter.opts}
        for word in words:
            if word in _OF_STANCE - own:
                raise UsageError(f"{word} stands before the command: stance {word} {command} ...")
            if not word or (word.startswith("--") and word.endswith("=")):
                raise UsageError(f"'{word}': nothing is named (a variable that is not set?); name it or leave it out")

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  (typer keeps the type of a context to itself)
        """Run the command."""
        options = {name: value for name, value in ctx.params.items() if value is not None}
        _check_outputs(options)
        _CALL.set({"command": f"stance {ctx.info_name}", "options": options})
        return super().invoke(ctx)


def _check_outputs(options: Mapping[str, Any]) -> None:
    """Refuse, before hours of work, to write over what the call reads or writes, or over answers of annotators."""
    outputs = [Path(options[name]) for name in OUTPUTS if name in options]
    said = [value for name, value in options.items() if name not in OUTPUTS]
    names = [name for value in said for name in (value if isinstance(value, list | tuple) else [value])]
    inputs = [Path(name) for name in names if isinstance(name, str | Path)]
    written: list[Path] = []
    for output in outputs:
        if output == Path("-"):
            raise UsageError("-: no file to write; leave it out for standard output, or write ./- for a file called so")
        check_output(output, inputs)
        _check_twice(output, written)
        with suppress(OSError, ValueError):  # no name for a file; writing it will say so
            check_place(output)
        if output.is_file() and any(output.parent.glob("*.answers.jsonl")):
            raise UsageError(f"{output}: stands in the folder of a labelling session; write into another folder")


def _check_twice(output: Path, written: list[Path]) -> None:
    """Refuse a file that another option writes too, and note it; a device may be named as often as one likes."""
    with suppress(OSError, ValueError):  # as in `check_output`
        place = behind_links(output)
        if place in written and (place.is_file() or not place.exists()):
            raise UsageError(f"{output}: would be written twice by this call; name two files")
        written.append(place)


def check_output(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output that is one of the inputs, under whatever name."""
    for file in inputs:
        with suppress(OSError, ValueError):  # what is too long for a path, or holds a null character, is no file
            if output.is_file() and file.samefile(output):
                raise UsageError(f"{output}: is read by this call too; write into another file")


def current_call() -> dict[str, Any]:
    """The command at work and its options, said or by default; empty outside of a command."""
    return _CALL.get({})


class ErrorHandlingGroup(TyperGroup):
    """Runs a command; what a user can cause and mend ends it with one line on standard error."""

    def make_context(self, *words: Any, **extra: Any) -> Any:  # noqa: ANN401
        """The call as it was said; what is shown instead of a run (help, completion) may find its output closed."""
        with _errors_as_lines():
            return super().make_context(*words, **extra)

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
        _say_of_system(error)
        raise typer.Exit(DataError.exit_code) from None


def _say_of_system(error: OSError) -> None:
    """Say what the system refused, and where."""
    place = f"{str(error.filename)[:200]}: " if error.filename else ""
    if not place:  # a standard stream: what it still holds can go nowhere
        drop(sys.stdout)
    if isinstance(error, FileNotFoundError) and not place:
        _say("the working folder is gone; change into one that is there")
        return
    what, remedy = place or "standard input or output: ", "check the path" if place else "name a file"
    _say(f"{what}cannot be used ({error.strerror or error}); {remedy}")


def _say(line: str) -> None:
    FEEDBACK.clear()
    with suppress(OSError, ValueError):  # standard error may be closed
        message = "\n".join(map(shortened, f"stance: {line}".split("\n")))
        typer.echo(terminal_text(message), err=True)


def prepare_streams() -> None:
    """Make the standard streams fit for whatever is written: nobody's console ends a run in a traceback.

    What the encoding of standard output or error lacks, as cp1252 and ASCII lack "…" and "−", is replaced, and so is
    what is typed in another; rows are bytes in UTF-8 and not concerned. A closed stream is opened again, so that no
    file takes its number: as empty for input, as nowhere for errors, and for output as one that refuses what is
    written: no data is lost in silence. A size of the terminal that none has is not believed.
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
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def keep_what_is_imported() -> None:
    """Have garbage looked for less often than Python does, who goes 280 times through what libraries define."""
    gc.set_threshold(_LOOKED_FOR_AFTER)


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
