"""What the pieces of an export are: parts of an article, boilerplate of a named kind, or unread; and their sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple

from stance.readers.blocks import TextKind
from stance.terminal import counted


class Role(StrEnum):
    """What a piece of an export is; the value is what a person is told."""

    TITLE = "title"
    BYLINE = "byline"
    OUTLET = "outlet"
    DATE = "date"
    SECTION = "section"
    WORDS = "number of words"
    ID = "document id"
    URL = "address"
    BODY = "body"
    ABSTRACT = "abstract"
    COVER = "cover page"
    BORDER = "border between articles"
    LABEL = "lines of the database"
    SUBJECTS = "subject codes"
    COPYRIGHT = "copyright"
    CAPTION = "captions"
    CORRECTION = "corrections"
    LINK = "links"
    OTHER_ARTICLES = "other articles of the page"
    UNREAD = "unread"


ARTICLE: Final = frozenset({Role.TITLE, Role.BODY, Role.BYLINE, Role.OUTLET, Role.DATE, Role.URL, Role.ID})
"""What of an export is kept in a document; all else but `UNREAD` is boilerplate."""


_MOST_TOLD: Final = 6
"""Kinds of boilerplate that a line names, those with most text."""


class Piece(NamedTuple):
    """Some text of an export and what it is."""

    role: Role
    text: str
    kind: TextKind = TextKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of a file's text: characters by role. Yielded once, after the file's last document.

    `layout` is empty for an archive, which has files instead: `passed_over` counts those that were not read, by suffix.
    `name` is the file's, where it lies in an archive.
    """

    layout: str
    characters: Mapping[Role, int] = field(default_factory=dict)
    name: str = ""
    documents: int = 0
    passed_over: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All characters."""
        return sum(self.characters.values())

    @property
    def unread(self) -> float:
        """The share of the text that is in no article and is no known boilerplate."""
        return self.characters.get(Role.UNREAD, 0) / self.total if self.total else 0.0

    def merged(self, other: Coverage) -> Coverage:
        """Both files' text as one."""
        characters = dict(Counter(self.characters) + Counter(other.characters))
        return replace(self, characters=characters, documents=self.documents + other.documents)

    def told(self) -> str:
        """What the file was cut into and what of it was left out, in a line."""
        parts = [f"{counted(self.documents, 'article')} ({self.layout})"]
        for kind, count in list(self.boilerplate.items())[:_MOST_TOLD]:
            parts.append(f"{count / self.total:.1%} {kind}")
        return "; ".join([*parts, f"{self.unread:.1%} unread"])

    @property
    def boilerplate(self) -> dict[str, int]:
        """Characters by kind of boilerplate, most first."""
        kinds = {str(role): n for role, n in self.characters.items() if role not in ARTICLE and role is not Role.UNREAD}
        return dict(sorted(kinds.items(), key=lambda entry: -entry[1]))


def count_roles(pieces: Iterable[Piece]) -> Counter[Role]:
    """Characters by role."""
    counts: Counter[Role] = Counter()
    for piece in pieces:
        counts[piece.role] += len(piece.text)
    return counts


def texts_of(pieces: Sequence[Piece], role: Role) -> list[str]:
    """The texts of the pieces that have the role, in order."""
    return [piece.text for piece in pieces if piece.role is role and piece.text]
