"""The question file: TOML → `Question`, checked as a whole."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeGuard

from stance.errors import DataError
from stance.reading import read_bytes
from stance.records import Question

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
