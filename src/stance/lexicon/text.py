"""Word lists as they are written: words parted by white space, and tables of them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a white-space separated list."""
    return frozenset(text.split())


def table(text: str) -> dict[str, frozenset[str]]:
    """Words by the one they belong to, from lines "key: word word"."""
    rows = (line.partition(":") for line in text.splitlines() if line.strip())
    return {key.strip(): words(rest) for key, _, rest in rows}


def third_person(verb: str) -> str:
    """The third person singular of a regular verb: "deny" → "denies", "confess" → "confesses", "say" → "says"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
