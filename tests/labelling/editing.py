"""Random edits of a text that know what became of each character."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

NEW = None
"""The origin of a character that was put in."""


@dataclass
class Edited:
    """A text as (character, place in the text it was made from)."""

    cells: list[tuple[str, int | None]]

    @classmethod
    def of(cls, text: str) -> Edited:
        return cls([(character, place) for place, character in enumerate(text)])

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.cells)

    def kept(self) -> dict[int, int]:
        """Where each character stands now that was not cut."""
        return {origin: place for place, (_, origin) in enumerate(self.cells) if origin is not None}

    @staticmethod
    def where(start: int, end: int, old: str, kept: dict[int, int]) -> tuple[int, int] | None:
        """Where the span stands now; None if one of its letters is gone."""
        if any(place not in kept for place in range(start, end) if old[place].isalnum()):
            return None
        places = [kept[place] for place in range(start, end) if place in kept]
        return min(places), max(places) + 1


def paragraphs(text: str) -> list[int]:
    """Where a paragraph may be put in."""
    return [0, *(match.end() for match in re.finditer(r"\n\n+", text)), len(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\s.][^.\n]*(?:\n[^.\n]+)*\.[\"”’]?", text)]


def insert_paragraph(edited: Edited, rng: random.Random, stock: list[str]) -> None:
    """Put in a paragraph of other sentences, at times one that repeats a sentence of the text."""
    text = edited.text
    own = [text[start:end] for start, end in sentences(text)]
    words = " ".join(rng.choice(own if own and rng.random() < 0.3 else stock) for _ in range(rng.randint(1, 3)))
    place = rng.choice(paragraphs(text))
    edited.cells[place:place] = [(character, NEW) for character in words + "\n\n"]


def rewrap(edited: Edited, rng: random.Random, stock: list[str]) -> None:
    """Wrap every paragraph anew, at a width of its own or not at all."""
    width, column = rng.choice([40, 66, 80, 10**9]), 0
    for place, (character, origin) in enumerate(edited.cells):
        column += 1
        following = edited.cells[place + 1][0] if place + 1 < len(edited.cells) else ""
        before = edited.cells[place - 1][0] if place else ""
        if character == "\n" and (following == "\n" or before == "\n"):
            column = 0
        elif character in " \n":
            edited.cells[place] = ("\n" if column > width else " ", origin)
            column = 0 if column > width else column


def change_quotes(edited: Edited, rng: random.Random, stock: list[str]) -> None:
    """Write quotation marks, apostrophes and dashes in another way."""
    swaps = rng.choice([str.maketrans("“”‘’—–", "\"\"''--"), str.maketrans("\"'-", "”’–"), str.maketrans("“”", "«»")])
    edited.cells = [(character.translate(swaps), origin) for character, origin in edited.cells]


def cut_sentence(edited: Edited, rng: random.Random, stock: list[str]) -> None:
    if found := sentences(edited.text):
        start, end = rng.choice(found)
        del edited.cells[start:end]


EDITS = (insert_paragraph, rewrap, change_quotes, cut_sentence)
