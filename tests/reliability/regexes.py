"""Every regular expression of the package on texts made to have it go back and forth: how its time grows.

    PYTHONPATH=tests python tests/reliability/regexes.py     prints the rows as JSON

An expression is given the same few characters over and over (those that are awkward anywhere, and words that it matches
itself, with an end that it does not), at one length and at twice that length. Time that grows fourfold is quadratic.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import re
import time
from collections.abc import Iterator, Mapping
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from bombs import UNITS
from harness import HangError, bounded

import stance

SHORT, LONG = 3_000, 6_000
QUICK = 0.04
"""Seconds below which a growth is no more than chance."""

LINEAR = 3.2
"""Growth from one length to twice that length above which an expression is not linear: 2 is, 4 is quadratic."""

SECONDS = 10
"""Seconds, of the processor, after which an expression is given up."""

SAMPLES = 6


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled expression that a module of the package holds, by where it is."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(stance.__path__, "stance."):
        if module.name.endswith("__main__") or module.name in {"stance.finetune", "stance.encoder.mpnet"}:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _inside(value, 3):
                if isinstance(pattern.pattern, str):
                    found.setdefault(id(pattern), (f"{module.name.removeprefix('stance.')}.{name}", pattern))
    return {f"{where} {number}": pattern for number, (where, pattern) in enumerate(found.values())}


def _inside(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _inside(one, depth - 1)
    elif depth and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _inside(getattr(value, name, None), depth - 1)


def sample(pattern: re.Pattern[str], chance: random.Random) -> str:
    """Words that the expression matches, as far as that can be told piece by piece."""
    return "".join(_sample(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), chance))


def _sample(parsed: Any, chance: random.Random) -> Iterator[str]:
    for kind, what in parsed:
        if kind is codes.LITERAL:
            yield chr(what)
        elif kind in {codes.NOT_LITERAL, codes.ANY}:
            yield "a"
        elif kind is codes.IN:
            yield _of_class(what, chance)
        elif kind is codes.BRANCH:
            yield from _sample(chance.choice(what[1]), chance)
        elif kind is codes.SUBPATTERN:
            yield from _sample(what[3], chance)
        elif kind is codes.ATOMIC_GROUP:
            yield from _sample(what, chance)
        elif kind in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            for _ in range(min(what[1], max(what[0], chance.randrange(4)))):
                yield from _sample(what[2], chance)


def _of_class(members: Any, chance: random.Random) -> str:
    classes = {
        codes.CATEGORY_DIGIT: "1",
        codes.CATEGORY_SPACE: " ",
        codes.CATEGORY_WORD: "a",
        codes.CATEGORY_NOT_SPACE: "a",
        codes.CATEGORY_NOT_WORD: " ",
        codes.CATEGORY_NOT_DIGIT: "a",
    }
    kind, what = chance.choice(members)
    if kind is codes.LITERAL:
        return chr(what)
    if kind is codes.RANGE:
        return chr(what[0])
    return classes.get(what, "a")


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - begin


def measure(pattern: re.Pattern[str], chance: random.Random) -> tuple[int, float, float, str]:
    """(texts tried, worst growth, seconds of the longer text there, what it was made of)."""
    tried, worst, seconds, made_of = 0, 0.0, 0.0, ""
    for unit in (*UNITS, *(sample(pattern, chance)[:200] for _ in range(SAMPLES))):
        if not unit:
            continue
        tried += 1
        texts = [(unit * (size // len(unit) + 1))[:size] + "\0!" for size in (SHORT, LONG)]
        try:
            with bounded(SECONDS):
                short, long = (_seconds(pattern, text) for text in texts)
        except HangError:
            short, long = 0.008, float(SECONDS)
        growth = long / max(short, 0.008) if long > QUICK else 1.0
        if (growth > LINEAR, long) > (worst > LINEAR, seconds):
            worst, seconds, made_of = growth, long, unit
    return tried, worst, seconds, made_of


def run_all(seed: int = 0) -> list[dict[str, object]]:
    """A row an expression: texts tried, worst growth with its seconds and text, whether it is linear."""
    rows = []
    for where, pattern in patterns().items():
        tried, growth, seconds, made_of = measure(pattern, random.Random(f"{where}-{seed}"))
        row = {"where": where, "tried": tried, "growth": round(growth, 1), "seconds": round(seconds, 3)}
        rows.append(row | {"text": ascii(made_of)[:60], "linear": growth <= LINEAR})
    return rows


if __name__ == "__main__":
    print(json.dumps(run_all(), indent=1))  # noqa: T201
