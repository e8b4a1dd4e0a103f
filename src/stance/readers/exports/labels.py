"""Labels that newspaper databases put before a line ("BYLINE: Ana Rill"), in the languages they have them in."""

from __future__ import annotations

import re
from typing import Final

from stance.readers.exports.roles import Role

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
    r"(?:\(?copyright\b(?=.{0,300}(?:\d{4}|reserved|©|\(c\)|ltd|inc\b|company))"
    r"|©(?!(?-i:\s+[a-z]+ [a-z]+ [a-z]+\b)(?!.*\d{4}))|\(c\)\s*(?:copyright|\d{4}|[A-Z])"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados).*",
    re.IGNORECASE | re.DOTALL,
)
"""A line that says to whom the words belong ("Copyright 2002 Pebble Post Company"), not "© is a sign that I like"."""

_RUNNING: Final = re.compile(r"\b[^\W\d_A-Z]+ [^\W\d_A-Z]+\b")
"""Two words in small letters side by side."""


def _names(table: dict[Role, str]) -> dict[str, Role]:
    return {name: role for role, names in table.items() for name in names.split()}


HEAD_LABELS: Final = _names(_HEAD)
TAIL_LABELS: Final = _names(_TAIL)


def label_of(text: str, *, capitals: bool = False) -> tuple[str, str] | None:
    """(the label in small letters, the rest) of a line that begins with a label; None where it does not.

    With `capitals` the label must be in capital letters, as old LexisNexis has it.
    """
    match = _LABEL.match(text)
    if not match or (capitals and not match[1].isupper()):
        return None
    return match[1].lower().replace(" ", "-").translate(_UMLAUTS), text[match.end() :].strip()


def head_label(text: str, *, capitals: bool = False) -> tuple[Role, str] | None:
    """(role, value) of a line above the body that has a known label."""
    label = label_of(text, capitals=capitals)
    return (HEAD_LABELS[label[0]], label[1]) if label and label[0] in HEAD_LABELS else None


def tail_role(text: str, *, capitals: bool = False) -> Role | None:
    """What a line below the body is that has a known label; "Note: nobody counted them." is the writer's."""
    label = label_of(text, capitals=capitals)
    role = TAIL_LABELS.get(label[0]) if label else None
    return None if label and role is Role.LABEL and not capitals and _is_sentence(label[1]) else role


def _is_sentence(value: str) -> bool:
    return value.rstrip('"”’)').endswith((".", "?", "!")) and bool(_RUNNING.search(value))
