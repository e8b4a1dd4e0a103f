"""Word lists as they are written: words parted by white space, and tables of them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a white-space separated list."""
    return frozenset(text.split())


def table(text: str) -> dict[str, frozenset[str]]:
    """Words by the one they belong to, from lines "key: word word"."""
    rows = (line.partition(":") for line in text.splitlines() if line.strip())
    return {key.strip(): words(rest) for key, _, rest in rows}
