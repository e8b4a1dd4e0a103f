"""Word lists as they are written: words parted by white space, tables of them; WordNet's classes of nouns and verbs.

A class is what a word mostly means ("want": emotion, "envoy": person).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

UNKNOWN = "unknown"


def words(text: str) -> frozenset[str]:
    """The words of a white-space separated list."""
    return frozenset(text.split())


def table(text: str) -> dict[str, frozenset[str]]:
    """Words by the one they belong to, from entries "key: word word" parted by semicolons."""
    rows = (entry.partition(":") for entry in text.split(";") if entry.strip())
    return {key.strip(): words(rest) for key, _, rest in rows}


def third_person(verb: str) -> str:
    """The third person singular of a regular verb: "deny" → "denies", "confess" → "confesses", "say" → "says"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


def pasts(verb: str) -> tuple[str, str]:
    """The past forms that a regular verb may have: "deny" → "denied", "quip" → "quiped" and "quipped"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied", f"{verb[:-1]}ied"
    return (f"{verb}d", f"{verb}d") if verb.endswith("e") else (f"{verb}ed", f"{verb}{verb[-1]}ed")


@cache
def _classes() -> dict[str, Mapping[str, str]]:
    classes: dict[str, dict[str, str]] = {"noun": {}, "verb": {}}
    for line in files("stance.lexicon").joinpath("supersenses.txt").read_text(encoding="utf-8").splitlines():
        name, _, lemmas = line.partition(": ")
        part, _, kind = name.partition(".")
        classes[part].update(dict.fromkeys(lemmas.split(), kind))
    return dict(classes)


def verb_class(lemma: str) -> str:
    """The class of a verb's most frequent sense."""
    return _classes()["verb"].get(lemma, UNKNOWN)


def noun_class(lemma: str) -> str:
    """The class of a noun's most frequent sense."""
    return _classes()["noun"].get(lemma, UNKNOWN)


@cache
def third_persons() -> frozenset[str]:
    """The third persons of all verbs, which a tagger may take for plural nouns: "revels", "waxes"."""
    return frozenset(map(third_person, _classes()["verb"]))


def nouns_of(kind: str) -> frozenset[str]:
    """The nouns of a class."""
    return frozenset(noun for noun, of in _classes()["noun"].items() if of == kind)


def verbs_of(kind: str) -> frozenset[str]:
    """The verbs of a class."""
    return frozenset(verb for verb, of in _classes()["verb"].items() if of == kind)
