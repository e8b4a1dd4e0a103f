"""Help texts: plain lines that fit 80 columns, the choices and defaults of each option, two examples at the end."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby
from pathlib import Path
from textwrap import TextWrapper, wrap
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.text import Text

WIDEST: Final = 96
"""Characters of a line, however wide the terminal: longer lines are hard to read."""

MARGIN: Final = 2
COLUMN: Final = 26
"""Characters of the left column; a longer name has a line of its own."""

KINDS: Final = {"path": "PATH", "int": "NUMBER", "float": "NUMBER", "bool": ""}
"""What stands for an option's value, by its type."""

GROUPS: Final = {
    "Read and score": ("score", "claims", "documents", "report", "estimate", "serve", "examples"),
    "Label": ("label", "merge", "agree", "adjudicate", "export", "import", "migrate", "share", "rehydrate"),
    "Train": ("train", "evaluate", "compare", "verify", "finetune", "assemble"),
}
"""The commands in the order of the work; others follow under "More"."""

_CALLS: Final = """
stance claims op-ed.txt --explain --format table
stance claims op-eds -o claims.csv
stance documents op-eds
stance documents op-eds -o documents.csv
stance score op-ed.txt -o scores.csv
stance score --rows tweets.csv -o scored.xlsx
stance report op-eds -o summary.html
stance report op-eds --format csv
stance serve
stance serve --port 8080 --model models/mine
stance examples
stance examples somewhere-else
stance rehydrate package/texts --from downloads
stance rehydrate package/texts data/raw/field --from downloads
stance config
stance config --format jsonl
stance train labels.csv -o models/mine
stance train labels.csv --question question.toml --encoder none -o models/lite
stance finetune labels.csv -o models/encoder
stance finetune --large models/china-russia -o models/large-encoder
stance assemble
stance assemble -o models/mine-large
stance evaluate labels.csv --encoder none --card models/lite -o figures.json
stance evaluate labels.csv --encoder none --predictions new.jsonl --spans gold
stance compare models/mine models/other new-labels.csv
stance compare old.jsonl new.jsonl labels.csv
stance estimate op-eds --labels team.csv --by document
stance estimate op-eds --labels team.csv -o shares.csv
stance verify
stance verify --model models/mine
stance label op-eds --annotator ann
stance label op-eds --annotator ann --terminal --limit 100
stance merge -o team.csv
stance merge adjudication -o gold.csv
stance agree team.csv --format table
stance agree team.csv --disagreements differ.csv
stance adjudicate team.csv --texts op-eds
stance adjudicate team.csv --texts op-eds --terminal
stance migrate team.csv --from op-eds --to corrected -o moved.csv
stance migrate team.csv --from op-eds --to corrected --left lost.csv
stance export team.csv --to label-studio -o tasks.json
stance export team.csv --to wide -o wide.csv
stance import tasks.json --from label-studio -o back.csv
stance import wide.csv --from wide
stance share team.csv --texts op-eds -o package
stance share team.csv --texts op-eds --free op-eds -o package-with-texts
"""

EXAMPLES: Final = {
    "": ("stance examples && stance score examples", "stance report examples -o summary.html"),
    **{name: tuple(calls) for name, calls in groupby(_CALLS.strip().splitlines(), key=lambda call: call.split()[1])},
}
"""The calls by their command; those of the whole program stand under no name."""


def print_help(command: Any, context: Any) -> None:  # noqa: ANN401  (typer keeps both types to itself)
    """Write the help of a command, or of the whole program, to standard output."""
    from rich.console import Console

    console = Console()
    with console.capture() as shown:  # rich itself would end with exit code 1 where nobody reads on
        for line in help_lines(command, context, min(console.width, WIDEST)):
            console.print(line, soft_wrap=True)
    sys.stdout.write(shown.get())
    sys.stdout.flush()


def help_lines(command: Any, context: Any, width: int) -> Iterator[Text]:  # noqa: ANN401
    """The lines of the help, none wider than `width`; headings are coloured."""
    from rich.text import Text

    for heading, lines in _sections(command, context, width):
        if heading:
            yield Text(f"{heading}:", style="bold cyan")
        yield from (Text(line) for line in lines)
        yield Text()


def _sections(command: Any, context: Any, width: int) -> Iterator[tuple[str, list[str]]]:  # noqa: ANN401
    arguments, options = (_parameters(command, context, kind) for kind in ("argument", "option"))
    inside = getattr(command, "commands", {})
    words = ["COMMAND ..."] if inside else [_usage(argument) for argument in arguments]
    yield "", wrap(" ".join(["Usage:", context.command_path, *words, "[OPTIONS]"]), width, subsequent_indent="  ")
    yield "", _wrapped(command.help or "", width)
    for heading, names in _grouped(inside).items():
        yield heading, _two_columns([(name, _first_sentence(inside[name].help)) for name in names], width)
    if arguments:
        yield "Arguments", _two_columns([(argument.metavar, _described(argument)) for argument in arguments], width)
    yield "Options", _two_columns([(_names(option), _described(option)) for option in options], width)
    if calls := EXAMPLES.get("" if inside else command.name):
        yield "Examples", [f"{' ' * MARGIN}{call}" for call in calls]


def _parameters(command: Any, context: Any, kind: str) -> list[Any]:  # noqa: ANN401
    return [one for one in command.get_params(context) if one.param_type_name == kind and not one.hidden]


def _grouped(inside: Iterable[str]) -> dict[str, list[str]]:
    """The commands under their headings."""
    known, inside = {name for names in GROUPS.values() for name in names}, list(inside)
    groups = {heading: [name for name in names if name in inside] for heading, names in GROUPS.items()}
    groups["More"] = [name for name in inside if name not in known]
    return {heading: names for heading, names in groups.items() if names}


def _wrapped(text: str, width: int) -> list[str]:
    """The paragraphs, an empty line between them."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join("\n".join(wrap(paragraph, width)) for paragraph in paragraphs).split("\n")


def _two_columns(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Names on the left, what they are on the right, wrapped."""
    left = min(max(len(name) for name, _ in pairs), COLUMN)
    indent = " " * (MARGIN + left + 2)
    fitted = TextWrapper(width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    lines = []
    for name, text in pairs:
        fitted.initial_indent = f"{' ' * MARGIN}{name:<{left}}  "
        if len(name) > left:
            lines.append(f"{' ' * MARGIN}{name}")
            fitted.initial_indent = indent
        lines += fitted.wrap(text) or [fitted.initial_indent.rstrip()]
    return lines


def _first_sentence(text: str | None) -> str:
    return " ".join(inspect.cleandoc(text or "").partition("\n\n")[0].split())


def _usage(argument: Any) -> str:  # noqa: ANN401
    return str(argument.metavar) if argument.required else f"[{argument.metavar}]"


def _names(option: Any) -> str:  # noqa: ANN401
    """The option's names, the short one first, and a word for its value."""
    names = sorted((*option.opts, *option.secondary_opts), key=lambda name: name.startswith("--"))
    return " ".join([", ".join(names), _value_word(option)]).rstrip()


def _value_word(option: Any) -> str:  # noqa: ANN401
    if option.is_flag or option.metavar is not None:
        return option.metavar or ""
    if option.type_descriptor.is_choice:
        return "WHICH"
    kind = getattr(option.type_descriptor.annotation, "__name__", "")
    return KINDS.get(kind.lower(), "PATH" if "Path" in str(option.type_descriptor.annotation) else "TEXT")


def _described(parameter: Any) -> str:  # noqa: ANN401
    """What it is for, what may be said, and what holds where nothing is said."""
    parts = [parameter.help or ""]
    if choices := choices_of(parameter):
        parts.append(f"One of: {', '.join(choices)}.")
    if parameter.required and parameter.param_type_name == "option":
        parts.append("[required]")
    elif isinstance(parameter.show_default, str):
        parts.append(f"[default: {parameter.show_default}]")
    elif isinstance(parameter.default, str | int | float | Path | Enum) and not isinstance(parameter.default, bool):
        parts.append(f"[default: {_word(parameter.default)}]")
    return " ".join(parts)


def choices_of(parameter: Any) -> list[str]:  # noqa: ANN401
    """The words that may stand for a parameter; none where anything may."""
    kind = parameter.type_descriptor
    return list(map(_word, kind.choices)) if kind.is_choice else []


def _word(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
