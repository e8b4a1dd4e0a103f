"""ProQuest: a title, "Author:", "Full text:" with the body, then "Publication title:", "Publication date:" and more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from stance.dates import leading_date
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports.article import body_piece, parted, split_before
from stance.readers.exports.roles import Piece, Role

_FIELDS: Final = {
    Role.TITLE: "title",
    Role.BYLINE: "author|authors",
    Role.OUTLET: "publication title",
    Role.DATE: "publication date",
    Role.SECTION: "section",
    Role.URL: "document url",
    Role.ID: "proquest document id",
    Role.ABSTRACT: "abstract|abstract (summary)|abstract (english)",
    Role.BODY: "full text",
    Role.COPYRIGHT: "copyright",
    Role.LINK: "links|proquest document link",
    Role.SUBJECTS: "subject|subjects|location|people|company / organization|classification|identifier / keyword|company"
    "|business indexing term|naics|personal names|geographic names|industry|keywords",
    Role.CAPTION: "caption|illustration|illustrations|photo",
    Role.LABEL: "publication info|publication year|publication subject|publication|publisher|last updated"
    "|place of publication|country of publication|issn|e-issn|source type|document type|database"
    "|language of publication|source attribution|publication note|publication history|first page"
    "|last page|pages|page|page count|number of pages|volume|issue|column|column name|credit"
    "|correspondence author|document feature|dateline|literary work|alternate title|doi|source"
    "|source details|edition|supplement|isbn|references|start page|end page|series"
    "|online publication date|copyright holder|accession number|language|date|notes|journal",
}
_LABELS: Final = {name: role for role, names in _FIELDS.items() for name in names.split("|")}
"""Names of the fields, in small letters, and what stands in them."""

_TRANSLATED: Final = {
    "title": "titel|titre|título|titolo",
    "author": "autor|auteur|autore|verfasser|autoren|auteurs|autores|autori",
    "publication info": "publikationsinfo|publikationsinformationen|informations sur la publication"
    "|informations de publication|información de publicación|información de la publicación"
    "|informazioni sulla pubblicazione|informações da publicação|informações de publicação",
    "abstract": "zusammenfassung|résumé|resumen|resumo|riassunto",
    "full text": "fulltext|volltext|texte intégral|texte complet|texto completo|testo completo|testo integrale",
    "subject": "thema|sujet|materia|asunto|soggetto|assunto",
    "publication title": "titel der publikation|publikationstitel|titre de la publication|título de publicación"
    "|título de la publicación|titolo pubblicazione|título da publicação",
    "publication date": "publikationsdatum|veröffentlichungsdatum|date de publication|fecha de publicación"
    "|data di pubblicazione|data de publicação",
    "publication year": "erscheinungsjahr|année de publication|año de publicación|anno di pubblicazione"
    "|ano de publicação",
    "source type": "quellentyp|type de source|tipo de fuente|tipo di fonte|tipo de fonte",
    "document type": "dokumententyp|dokumenttyp|type de document|tipo de documento|tipo di documento",
    "language of publication": "publikationssprache|sprache der publikation|langue de publication"
    "|idioma de la publicación|idioma de publicación|lingua di pubblicazione|idioma da publicação",
    "proquest document id": "proquest-dokument-id|proquest dokument-id|identifiant du document proquest"
    "|numéro de document proquest|id de document proquest|id du document proquest|id del documento de proquest"
    "|id de documento de proquest|identificador de documento de proquest|id documento proquest"
    "|id do documento do proquest|id do documento proquest",
    "document url": "dokument-url|url du document|url de document|url del documento|url de documento"
    "|url documento|url do documento",
    "links": "liens|enlaces|collegamenti",
    "last updated": "zuletzt aktualisiert|letzte aktualisierung|dernière mise à jour|última actualización"
    "|ultimo aggiornamento|última atualização",
    "database": "datenbank|base de données|base de datos|banca dati|base de dados",
    "copyright": "urheberrecht|droits d'auteur|derechos de autor|diritti d'autore|direitos autorais",
    "publisher": "herausgeber|verlag|éditeur|editorial|casa editrice|editora",
    "place of publication": "verlagsort|erscheinungsort|lieu de publication|lugar de publicación"
    "|luogo di pubblicazione|local de publicação",
    "country of publication": "publikationsland|erscheinungsland|pays de publication|país de publicación"
    "|paese di pubblicazione|país de publicação",
    "section": "bereich|rubrik|rubrique|sección|sezione|seção",
    "pages": "seiten|páginas|pagine|seitenanzahl|nombre de pages|número de páginas|numero di pagine",
    "first page": "erste seite|première page|primera página|prima pagina|primeira página",
    "volume": "band|tomo|jahrgang",
    "issue": "ausgabe|heft|numéro|número|fascicolo",
    "identifier / keyword": "identifikator/schlüsselwort|identifikator / schlüsselwort|schlagwort"
    "|identificateur / mot-clé|identificateur/mot-clé|identificador / palabra clave|identificador/palabra clave"
    "|identificativo/parola chiave|termo de indexação",
    "location": "ort|standort|lieu|ubicación|lugar|località|local",
    "people": "personen|personnes|personas|persone|pessoas",
    "publication subject": "zeitschriftenthema|publikationsthema|sujet de la publication|materia de la revista"
    "|materia de la publicación|soggetto rivista|assunto da publicação",
}
"""Names of the fields in the other languages of the site: German, French, Spanish, Italian, Portuguese."""

_NAMES: Final = {
    other.replace(" ", ""): name
    for name, others in {**{name: name for name in _LABELS}, **_TRANSLATED}.items()
    for other in (name, *others.split("|"))
}
"""The English name of a field by its name without spaces: in mails the database loses some ("Publicationtitle:")."""

_MARKS: Final = {"publication title", "publication info", "full text", "publication date"}
"""Fields of which every article has one."""

_LAST_FIELD: Final = "database"
_RULE: Final = re.compile(r"[_=—-]{20,}")
_ORDINAL: Final = re.compile(
    r"(?:document|article|dokument|documento|artikel)\s+\d+\s+(?:of|von|de|sur|di)\s+\d+", re.IGNORECASE
)
_FIELD: Final = re.compile(r"(?=[^\W\d_a-zà-ÿ])([\w()/' -]{3,42}?)\s?:(?:\s+|$)")
_AROUND: Final = re.compile(
    r".*(?:about\.proquest\.com|proquest llc|reproduced with (?:the )?permission|reply directly to this e-?mail"
    r"|sent you the following|e-?mail \d+ of \d+|table of contents|report information from proquest|search strategy"
    r"|bibliography|citation style|database copyright|all documents are reproduced).*",
    re.IGNORECASE | re.DOTALL,
)
_NONE: Final = re.compile(
    r"(?:none|not|nicht|keine|non|no) ?(?:available|verfügbar|disponible)\.?|none|full text not available.*",
    re.IGNORECASE,
)
_BROKEN_YEAR: Final = re.compile(r"\b([12]) (\d{3})\b|\b([12]\d) (\d\d)\b|\b([12]\d\d) (\d)\b")
"""A year with a space in it, as mails of the database have it: "Jan 11, 2 009"."""

_CITY: Final = re.compile(r"\s*[;\[].*", re.DOTALL)
_INFO_DATE: Final = re.compile(r"\]\s*([^:\]]{4,40}):?")


def is_proquest(blocks: Sequence[TextBlock]) -> bool:
    """Whether the file has the fields that every article of ProQuest has."""
    names = {name for block in blocks if (name := _name(block.text))}
    return "proquest document id" in names or {"full text", "publication title"} <= names


def split_proquest(blocks: Iterable[TextBlock]) -> Iterator[list[TextBlock]]:
    """The blocks of each article: below a rule across the page or its number, else below the last field of another."""
    return split_before(_begins)(lined for whole in blocks for lined in _lines(whole))


def _begins(article: Sequence[TextBlock], block: TextBlock) -> bool:
    """Whether a block begins an article: a rule or number, or text without a field below the last field of another."""
    if _starts(block):
        return True
    if not block.text or _name(block.text):
        return False
    last = next((above for above in reversed(article) if above.text or _starts(above)), block)
    return _name(last.text) == _LAST_FIELD


def _lines(block: TextBlock) -> list[TextBlock]:
    """The block, or each of its lines where they are fields one below the other."""
    return parted(block, lambda lines: any(map(_name, lines[1:])))


def _starts(block: TextBlock) -> bool:
    """Whether the block stands above an article: a rule across the page, or its number."""
    return block.kind is TextKind.RULE or bool(_ORDINAL.fullmatch(block.text) or _RULE.fullmatch(block.text))


def sort_proquest(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is. Without any field of ProQuest it is the page around the articles."""
    border = [Piece(Role.BORDER, block.text) for block in blocks if _starts(block)]
    inner = [block for block in blocks if not _starts(block)]
    names = [_name(block.text) for block in inner]
    if not _MARKS & set(names):
        return [*border, *(Piece(_around(block.text), block.text) for block in inner)]
    title_at = max(next((i for i, name in enumerate(names) if name), 0) - 1, 0)
    above = [Piece(_around(block.text), block.text) for block in inner[:title_at]]
    return [*border, *above, *_article(inner[title_at:], names[title_at:])]


def _article(blocks: Sequence[TextBlock], names: Sequence[str | None]) -> list[Piece]:
    """The pieces of an article from its title on."""
    tail_at = _tail_place(names)
    head, tail = _fields(blocks[:tail_at], in_tail=False), _fields(blocks[tail_at:], in_tail=True)
    # "Publication date:" goes before what "Publication info:" says above the body.
    told = {piece.role for piece in tail} & {Role.DATE, Role.OUTLET}
    if not any(piece.role is Role.TITLE for piece in head):
        fields = [None, *(_name(piece.text) for piece in tail)]
        named = zip(fields, tail, strict=False)
        tail = [Piece(Role.TITLE, piece.text) if above == "title" else piece for above, piece in named]
    return [*(piece._replace(role=Role.LABEL) if piece.role in told else piece for piece in head), *tail]


def _name(text: str) -> str | None:
    """The field that a block begins with, in small letters; None where it begins with none."""
    match = _FIELD.match(text)
    return _NAMES.get(match[1].replace(" ", "").lower()) if match else None


def _around(text: str) -> Role:
    return Role.COVER if len(text) < 200 or _AROUND.fullmatch(text) else Role.UNREAD


def _tail_place(names: Sequence[str | None]) -> int:
    """Where the fields below the body begin: of those around "Publication title:", the first without text between."""
    marks = [i for i, name in enumerate(names) if name in {"publication title", "publication date", "source type"}]
    body_at = next((i for i, name in enumerate(names) if name == "full text"), None)
    if not marks or (body_at is not None and marks[-1] < body_at):
        return len(names)
    start = next((i for i in marks if body_at is None or i > body_at), marks[-1])
    while start > 0 and names[start - 1] not in {None, "full text", "abstract", "links"}:
        start -= 1
    return start


def _fields(blocks: Sequence[TextBlock], *, in_tail: bool) -> list[Piece]:
    """The blocks under the field that each begins with, or that goes on; above the first field stands the title."""
    pieces: list[Piece] = []
    role = Role.SUBJECTS if in_tail else Role.TITLE
    for block in blocks:
        name = _name(block.text)
        if name and (role is not Role.BODY or in_tail or name == "full text"):
            role = _LABELS[name]
            label, _, value = block.text.partition(":")
            pieces += [Piece(Role.LABEL, f"{label}:"), *_values(name, role, value.strip(), in_tail=in_tail)]
        elif role is Role.BODY:
            pieces.append(body_piece(block.text, block.kind))
        elif role in {Role.TITLE, Role.ABSTRACT} or (in_tail and role is Role.SUBJECTS):
            pieces.append(Piece(role, block.text))
        else:
            pieces.append(Piece(Role.LABEL if role is not Role.LINK else role, block.text))
    return pieces


def _values(name: str, role: Role, value: str, *, in_tail: bool) -> list[Piece]:
    """What stands behind a field's name."""
    if not value or _NONE.fullmatch(value):
        return [Piece(Role.LABEL, value)]
    if name == "title":  # the title stands above the article too
        return [Piece(Role.LABEL, value)]
    if name == "publication info":
        date = _INFO_DATE.search(value)
        outlet = _CITY.sub("", value)
        if leading_date(outlet):
            return [Piece(Role.DATE, value)]
        return [Piece(Role.OUTLET, outlet), Piece(Role.DATE, date[1] if date else value[len(outlet) :])]
    if role is Role.DATE:
        value = _BROKEN_YEAR.sub(lambda year: "".join(filter(None, year.groups())), value)
    if role is Role.OUTLET and leading_date(value):  # a list of results that has no outlet
        return [Piece(Role.DATE, value)]
    if role is Role.OUTLET:
        return [Piece(role, _CITY.sub("", value))]
    return [Piece(role if in_tail or role is not Role.URL else Role.LINK, value)]
