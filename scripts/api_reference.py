"""Writes docs/api.md from the docstrings: what is public, its signature and its contract, as the source has it.

    python scripts/api_reference.py

`tests/test_api_reference.py` fails when docs/api.md is not what this writes.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from enum import Enum
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import stance
from stance import component, errors, records
from stance.bundle import save_model
from stance.labels import LabelSet, read_labels
from stance.model import Model
from stance.pipeline import score_documents
from stance.question import read_question
from stance.report import GroupSummary, LabelShare, Report
from stance.sources.documents import read_all, read_folder

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "docs/api.md"

HEAD: Final = """\
# API reference

Written by `scripts/api_reference.py` from the docstrings; change those, not this file. The
[tutorial](tutorial.md) shows it at work. Offsets are half-open and count characters (code points) of `Document.text`.
"""

WIDTH: Final = 100
"""Characters beyond which a signature is broken, an argument a line."""

Thing = Any
"""A class or a function."""


def write() -> str:
    """The whole reference as Markdown, in the same order every time."""
    public = [getattr(stance, name) for name in stance.__all__]
    sections = {
        "Public names (`from stance import …`)": public,
        "Files to documents, documents to scores": [read_all, read_folder, score_documents],
        "Records (`stance.records`)": [one for one in _own(records) if one not in public],
        "Models, labels and reports": [
            Model,
            Report,
            GroupSummary,
            LabelShare,
            LabelSet,
            read_question,
            read_labels,
            save_model,
        ],
        "Errors (`stance.errors`)": _own(errors),
        "The spaCy component (`stance.component`)": [component.create, component.ClaimsComponent],
    }
    notes = {"Errors (`stance.errors`)": errors.__doc__, "The spaCy component (`stance.component`)": component.__doc__}
    parts = [HEAD]
    for title, things in sections.items():
        parts.append(f"## {title}\n")
        parts += [_prose(notes[title])] if title in notes else []
        parts += [_entry(thing) for thing in things]
    return "\n".join(parts).rstrip("\n") + "\n"


def _own(module: Thing) -> list[Thing]:
    """The module's own public classes and functions, in the order of the source."""
    own = [
        one
        for name, one in vars(module).items()
        if not name.startswith("_") and getattr(one, "__module__", "") == module.__name__
    ]
    return [one for one in own if inspect.isclass(one) or inspect.isfunction(one)]


def _entry(thing: Thing) -> str:
    """One class or function: heading, signature, source, docstring, fields and methods."""
    file = Path(inspect.getsourcefile(thing) or "").relative_to(ROOT).as_posix()
    lines = [
        f"### {thing.__name__}\n",
        f"```python\n{_head(thing)}\n```\n",
        f"Source: `{file}`\n",
        _prose(thing.__doc__),
    ]
    if inspect.isclass(thing):
        lines += [f"- `{member.name}` = `{member.value!s}`" for member in thing] if issubclass(thing, Enum) else []
        lines += _members(thing)
        lines = lines if lines[-1].endswith("\n") else [*lines, ""]
    return "\n".join(lines)


def _head(thing: Thing) -> str:
    """The definition as the source writes it: `def` with its annotations, or `class` with its fields."""
    tree = ast.parse(dedent(inspect.getsource(thing))).body[0]
    if isinstance(tree, ast.FunctionDef):
        return _signature(tree)
    if not isinstance(tree, ast.ClassDef):
        raise TypeError(f"{thing!r} is neither class nor function")
    bases = ", ".join(ast.unparse(base) for base in tree.bases)
    head = f"class {tree.name}({bases})" if bases else f"class {tree.name}"
    fields = [ast.unparse(node) for node in tree.body if isinstance(node, ast.AnnAssign)]
    return head + (":\n    " + "\n    ".join(fields) if fields and dataclasses.is_dataclass(thing) else "")


def _signature(tree: ast.FunctionDef) -> str:
    """The function's first line; an argument a line where it would be longer than a page is wide."""
    returns = ast.unparse(tree.returns) if tree.returns else "None"
    arguments = re.sub(r"(?<=[\w\]])=(?=\S)", " = ", ast.unparse(tree.args))
    line = f"def {tree.name}({arguments}) -> {returns}"
    if len(line) <= WIDTH:
        return line
    arguments = re.sub(r", (?=\w+:|\*)", ",\n    ", arguments)
    return f"def {tree.name}(\n    {arguments},\n) -> {returns}"


def _members(cls: Thing) -> list[str]:
    """A line for each documented property and public method of the class's own."""
    found = []
    for name, member in vars(cls).items():
        doc = inspect.getdoc(member)
        if isinstance(member, property) and doc:
            found.append(f"- `.{name}`: {doc.splitlines()[0]}")
        elif inspect.isfunction(member) and doc and (name == "__call__" or not name.startswith("_")):
            found.append(f"- `{_head(member).removeprefix('def ')}`: {' '.join(doc.split())}")
    return found


def _prose(doc: str | None) -> str:
    """A docstring as Markdown: what is indented under its first level stays as it is, in a block of code."""
    text = inspect.cleandoc(doc or "")
    text = re.sub(r"^(Raises|Returns|Yields):\n((?: {4}.*\n?)+)", _listed, text, flags=re.MULTILINE)
    blocks = [
        f"```text\n{dedent(block.strip(chr(10)))}\n```" if block.startswith("    ") else block
        for block in text.split("\n\n")
    ]
    return "\n\n".join(blocks) + "\n"


def _listed(match: re.Match[str]) -> str:
    """`Raises:` and its indented entries as a list; an entry's further lines are drawn into it."""
    entries = re.sub(r"\n {4}", " ", dedent(match[2]).rstrip("\n"))
    return f"{match[1]}:\n\n" + "\n".join(f"- {line}" for line in entries.splitlines())


if __name__ == "__main__":
    TARGET.write_text(write(), encoding="utf-8")
