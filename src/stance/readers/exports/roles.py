"""What the pieces of an export are: parts of an article, boilerplate of a named kind, or unread; and their sums.

Labels that newspaper databases put before a line ("BYLINE: Ana Rill") say it, in the languages they have them in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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

_HEAD: Final = {
    Role.BYLINE: "byline author authors autor autoren auteur auteurs signature verfasser auteur(s) autores von par by",
    Role.SECTION: "section rubrik rubrique ressort sectie seccion series page pages pg seite desk column",
    Role.WORDS: "length lange longueur lengte longitud words word-count wortzahl extension",
    Role.LABEL: "dateline edition highlight highlights series teaser ausgabe datum datelijn ort lieu lugar plaats"
    " destacado hoogtepunt resumen",
    Role.DATE: "date publication-date",
    Role.TITLE: "headline title titel titre titulo",
    Role.OUTLET: "source publication outlet newspaper zeitung quelle journal",
}
"""Above the body."""

_TAIL: Final = {
    Role.LABEL: "load-date language langue sprache idioma update date-chargement datum-geladen publication-type"
    " pub-type type-publication publicatietype document-type doc-type journal-code journal-id journal"
    " issn isbn acc-no accession distribution notes note updated-date delivery-date time-of-request"
    " type series volume issue medium-type publication-date print-media web-publication version taal"
    " publikationstyp provider tag word-count laaddatum ladedatum fecha-de-carga fecha-carga"
    " date-de-chargement fecha-de-actualizacion tipo-publicacion tipo-de-publicacion publicatie-type typ",
    Role.SUBJECTS: "subject subjects organization organisation company companies ticker industry person people"
    " geographic country state city region location locations keywords keyword name terms thema sujet organisme"
    " personne firma branche sektor land stadt pays ville entreprise classification sociaux topic topics"
    " schlagwort schlagworter onderwerp onderwerpen tema temas materia materias empresa persona personas sector"
    " ciudad pais trefwoorden bedrijf persoon",
    Role.CAPTION: "graphic graphics grafik graphique photo photos photograph foto fotos image images illustration"
    " cartoon chart map drawing graficos grafico grafiek grafieken graphiques fotografia imagen",
    Role.CORRECTION: "correction corrections correction-date korrektur correccion correctie",
    Role.LINK: "url link links document-url",
}
"""Below the body."""

_LABEL: Final = re.compile(r"([^\W\d_][^\W\d_()/ -]*(?:[ -][^\W\d_()/-]+){0,2}):(?:\s+|$)")

_UMLAUTS: Final = str.maketrans("äöüéèêáíóúñ", "aoueeeaioun")

COPYRIGHT: Final = re.compile(
    r"(?:\(?copyright\b(?=.{0,300}(?:\d{4}|reserved|©|\(c\)|ltd|inc\b|company|is the property of))"
    r"|©(?!(?-i:\s+[a-z]+ [a-z]+ [a-z]+\b)(?!.*\d{4}))|\(c\)\s*(?:copyright|\d{4}|[A-Z])"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados).*",
    re.IGNORECASE | re.DOTALL,
)
"""A line that says to whom the words belong ("Copyright 2002 Pebble Post Company"), not "© is a sign that I like"."""

_RUNNING: Final = re.compile(r"\b[^\W\d_A-Z]+ [^\W\d_A-Z]+\b")
"""Two words in small letters side by side."""


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


def texts_of(pieces: Sequence[Piece], role: Role) -> list[str]:
    """The texts of the pieces that have the role, in order."""
    return [piece.text for piece in pieces if piece.role is role and piece.text]


HEAD_LABELS: Final = {name: role for role, names in _HEAD.items() for name in names.split()}
TAIL_LABELS: Final = {name: role for role, names in _TAIL.items() for name in names.split()}


def label_of(text: str, *, capitals: bool = False) -> tuple[str, str] | None:
    """(the label in small letters, the rest) of a line that begins with a label; None where it does not.

    With `capitals` the label must be in capital letters, as old LexisNexis has it.
    """
    match = _LABEL.match(text)
    if not match or (capitals and not match[1].isupper()):
        return None
    return match[1].lower().replace(" ", "-").translate(_UMLAUTS), text[match.end() :].strip()


def head_piece(text: str, *, capitals: bool = False) -> Piece | None:
    """The value of a line above the body that has a known label; None of any other line."""
    label = label_of(text, capitals=capitals)
    return Piece(HEAD_LABELS[label[0]], label[1]) if label and label[0] in HEAD_LABELS else None


def tail_role(text: str, *, capitals: bool = False) -> Role | None:
    """What a line below the body is that has a known label; "Note: nobody counted them." is the writer's."""
    label = label_of(text, capitals=capitals)
    role = TAIL_LABELS.get(label[0]) if label else None
    return None if label and role is Role.LABEL and not capitals and is_sentence(label[1]) else role


def is_sentence(value: str) -> bool:
    """Whether a value is running text that ends as a sentence does."""
    return value.rstrip('"”’)').endswith((".", "?", "!")) and bool(_RUNNING.search(value))
