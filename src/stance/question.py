"""The question file: TOML → `Question`, checked as a whole; and which documents can bear on it: who names each side.

One compiled pass a side; a text that lacks a side holds no claim on the bond between them, so nothing behind the gate
(parser, model) needs to see it. Of a page it can be told before its article is taken out of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeGuard

from stance.errors import DataError
from stance.reading import read_bytes
from stance.records import Document, Question
from stance.view import visible

KEYS = {"id", "text", "labels", "none_label", "sides"}


def read_question(path: Path) -> Question:
    """The question of a TOML file.

    Raises:
        DataError: the file cannot be read, or is not a question; all faults are named at once.
    """
    try:
        data = tomllib.loads(read_bytes(path, remedy="give a question file with --question").decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, brackets without end
        raise DataError(f"{path}: not a TOML file ({error}); see data/labeled/question.toml for the form") from None
    if faults := question_faults(data):
        raise DataError(f"{path}: {'; '.join(faults)}; see data/labeled/question.toml for the form")
    return question_from_dict(data)


def question_from_dict(data: dict[str, Any]) -> Question:
    """The question of a checked mapping, as it stands in a question file or a bundle's manifest."""
    return Question(
        id=data["id"],
        text=data["text"],
        labels=tuple(map(one_space, data["labels"])),
        none_label=one_space(data["none_label"]) if data.get("none_label") else None,
        sides=tuple(tuple(side) for side in data.get("sides", ())),
    )


def one_space(label: str) -> str:
    """The label as it is compared: without outer white space, and each run of it inside as one space."""
    return " ".join(label.split())


def question_to_dict(question: Question) -> dict[str, Any]:
    """The mapping that `question_from_dict` reads."""
    return {
        "id": question.id,
        "text": question.text,
        "labels": list(question.labels),
        "none_label": question.none_label,
        "sides": [list(side) for side in question.sides],
    }


def question_faults(data: Mapping[str, Any]) -> list[str]:
    """Every reason why the mapping is no question, in the order of the keys."""
    faults = [f"unknown key '{key}'" for key in data if key not in KEYS]
    faults += [f"'{key}' must be a text" for key in ("id", "text") if not _is_text(data.get(key))]
    labels, none_label = data.get("labels"), data.get("none_label")
    if not _are_texts(labels) or len(set(map(one_space, labels))) != len(labels) or len(labels) < 2:
        faults.append("'labels' must list two or more different texts")
    elif none_label is not None and none_label not in labels:
        faults.append(f"'none_label' ({none_label!r}) is not one of the labels ({', '.join(labels)})")
    sides = data.get("sides", [])
    if not isinstance(sides, list) or not all(_are_texts(side) for side in sides):
        faults.append("'sides' must be lists of names, none of them empty")
    return faults


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


_HYPHEN: Final = re.compile(r"[-\u2010]\s*\n\s*")
"""At the end of a typed line; words parted by it are joined."""


def missing_entities(text: str, question: Question) -> tuple[str, ...]:
    """The sides, by their first name, that the text never names; empty where it is on topic or nothing is asked for."""
    lowered = visible(text).lower()
    return tuple(side[0] for side in question.sides if not _names(side).search(lowered))


def missing_from(document: Document, question: Question) -> tuple[str, ...]:
    """As `missing_entities`, of a document: what its title names it names."""
    whole = f"{document.title}\n{document.text}" if document.title else document.text
    return missing_entities(whole, question)


def may_be_relevant(source: str, question: Question) -> bool:
    """Whether any text taken out of a page could name each side; True also where none does, never False where one does.

    `source` is all that the page may show, with NUL wherever its markup parts words or joins the pieces of one: Russia
    is named by both "Rus", NUL, "sia" and "in", NUL, "Russia".
    """
    shown = visible(source).lower()
    # Nearly every page ends here: no piece of a name stands in it, however its pieces are joined.
    letters = _HYPHEN.sub("", shown.replace("\0", ""))
    if not all(any(name.lower().split()[0] in letters for name in side) for side in question.sides):
        return False
    return all(_loose_names(side).search(shown) for side in question.sides)


@cache
def _loose_names(side: tuple[str, ...]) -> re.Pattern[str]:
    """As `_names`, whatever may vanish between letters allowed between them, and tags for white space."""
    gap = rf"(?:\0|{_HYPHEN.pattern})*"
    names = (r"[\s\0]+".join(gap.join(map(re.escape, word)) for word in name.lower().split()) for name in side)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


@cache
def _names(side: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names, in lower case, as whole words, over any run of white space (a hard wrap may cut a name).

    Lower case on both sides is more than twice as fast as a pattern that ignores case.
    """
    longest_first = sorted(side, key=len, reverse=True)
    names = (r"\s+".join(map(re.escape, name.lower().split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
