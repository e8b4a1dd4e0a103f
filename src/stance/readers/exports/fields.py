"""Files whose articles are lists of named fields, each on a line of its own: EBSCO, Gale, and what people put together.

"Title: …", "Source: …", "Date: …", then the text, with or without a name ("Full text:"), and more fields below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from stance.dates import find_date, iso_date
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports.article import around_articles, body_and_tail, parted, split_before
from stance.readers.exports.roles import ARTICLE, COPYRIGHT, Piece, Role, is_sentence

_FIELDS: Final = {
    Role.TITLE: "title|headline|article title|titel|titre|título|titolo|überschrift|标题|заголовок",
    Role.BYLINE: "author|authors|author(s)|byline|by|writer|writers|autor|autoren|auteur|auteurs|autores|作者|автор",
    Role.OUTLET: "source|publication|publication title|pub|newspaper|outlet|journal|zeitung|quelle|fuente|periódico"
    "|publication name|来源|источник",
    Role.DATE: "date|publication date|pub date|pub. date|published|date published|datum|fecha|date de publication"
    "|日期|дата",
    Role.BODY: "full text|fulltext|text|body|content|article|article text|volltext|texte|texte intégral|texto"
    "|texto completo|正文|текст",
    Role.ABSTRACT: "abstract|summary|lead|abstract (english)|zusammenfassung|résumé|resumen",
    Role.ID: "accession number|gale document number",
    Role.URL: "url|link|persistent link|persistent link to this record (permalink)|permalink|document url",
    Role.SUBJECTS: "subject|subjects|subject terms|subject(s)|geographic terms|keywords|people|company/entity|tags"
    "|naics/industry codes|named person|topic|topics|location|author-supplied keywords",
    Role.COPYRIGHT: "copyright",
    Role.WORDS: "full text word count|word count|words|length",
    Role.SECTION: "section|page|pages|page number",
    Role.LABEL: "record|result|document type|issn|isbn|database|language|volume|issue|edition|category|doi|detail"
    "|publisher|source citation|publication type|alternate title|dateline|country|place of publication"
    "|image|images|reviews & products|lexile measure|content level|type|format",
}
_ROLES: Final = {name: role for role, names in _FIELDS.items() for name in names.split("|")}
"""Names of the fields in small letters, and what stands in them."""

_FIELD: Final = re.compile(r"([^\W\d_][^:\n]{1,45}?)\s?(?::\**(?:\s+|$)|：)")
_RULE: Final = re.compile(r"(?:[_=*~#–—-]\s?){3,}")
_NUMBER: Final = re.compile(r"[(\[#]?\d{1,5}[.)\]]?")
"""What may stand below an article: the number of the next."""

_CITATION: Final = re.compile(r"source citation\b.*", re.IGNORECASE)
_PAGES: Final = re.compile(r"(?P<outlet>[^\n]{2,80}?)[.,] \(?(?=\d|[A-Z][a-z]{2})(?P<rest>.*\b(?:19|20)\d\d\b.*)")
"""EBSCO's and Gale's "Harbour Post, The. 05/06/2024, p4." and "Harbour Post. (May 6, 2024): News: pA4."."""

_MONTH_FIRST: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LEAST_FIELDS: Final = 3
_SAMPLE: Final = 3000
"""Blocks by which it is told which field begins an article."""

_COVER: Final = 200

_WRAPPED: Final = 2
"""Lines, at most, that a field takes beside its first."""


def is_listed(blocks: Sequence[TextBlock]) -> bool:
    """Whether the file is a list of articles, each with a title and other fields; one alone needs "Full text:" too."""
    lined = list(_lined(blocks))
    opening = _opening(lined)
    articles = list(_split(lined, opening)) if opening else []
    whole = [article for article in articles if _is_article({_role(block.text) for block in article})]
    if len(whole) > 1:
        before = articles[0] if articles[0] is not whole[0] else []  # no article, nor a text with a list of books below
        return len(whole) >= len(articles) - 1 and not any(is_sentence(block.text) for block in before)
    names = [_name(block.text) for article in articles for block in article]
    above = names[: names.index("full text")] if "full text" in names else []
    return bool(whole) and len({_ROLES[name] for name in above if name}) >= _LEAST_FIELDS


def _is_article(roles: Set[Role | None]) -> bool:
    """Whether fields are those of an article: its title, where or when it appeared, and one more."""
    return Role.TITLE in roles and bool(roles & {Role.OUTLET, Role.DATE}) and len(roles - {None}) >= _LEAST_FIELDS


def split_listed(blocks: Iterable[TextBlock]) -> Iterator[list[TextBlock]]:
    """The blocks of each article: the field that every article begins with begins one."""
    rest = _lined(blocks)
    sample = list(islice(rest, _SAMPLE))
    yield from _split(chain(sample, rest), _opening(sample))


def sort_listed(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is: the fields above its text, the text, the fields below it."""
    names = [_name(block.text) for block in blocks]
    if not any(names):
        return around_articles(blocks, _COVER)
    body_at = next((i for i, name in enumerate(names) if name and _ROLES[name] is Role.BODY), None)
    end = _head_end(blocks, names) if body_at is None else body_at
    head = _head_pieces(blocks[:end])
    below = list(blocks[end:])
    if body_at is not None:
        label, value = _label_and_value(below[0].text)
        head.append(Piece(Role.LABEL, label))
        below = [replace(below[0], text=value), *below[1:]] if value else below[1:]
    next_number = [Piece(Role.BORDER, block.text) for block in below[-1:] if _NUMBER.fullmatch(block.text)]
    pieces = body_and_tail(below[: len(below) - len(next_number)], _below)
    return [*head, *map(_valued, pieces), *next_number]


def _valued(piece: Piece) -> Piece:
    """A number or an address below the text without the name of its field."""
    is_named = piece.role in {Role.ID, Role.URL} and _name(piece.text)
    return piece._replace(text=_label_and_value(piece.text)[1]) if is_named else piece


def _lined(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """The blocks that have text and are no rule, each line of one in which a field begins by itself."""
    for block in blocks:
        for part in parted(block, lambda lines: any(map(_name, lines))):
            if part.text and part.kind is not TextKind.RULE and not _RULE.fullmatch(part.text):
                yield part


def _opening(blocks: Sequence[TextBlock]) -> str | None:
    """The name of the field that begins each article: the first that stands there as often as the title does."""
    names = [name for block in blocks if (name := _name(block.text))]
    counts = Counter(names)
    titles = [counts[name] for name in counts if _ROLES[name] is Role.TITLE]
    return next((name for name in names if counts[name] == max(titles)), None) if titles else None


def _split(blocks: Iterable[TextBlock], opening: str | None) -> Iterator[list[TextBlock]]:
    return split_before(lambda _, block: _name(block.text) == opening)(blocks)


def _name(text: str) -> str | None:
    """The field that a block begins with, in small letters; None where it begins with none."""
    match = _FIELD.match(text.lstrip("*_#- ")[:80])
    name = " ".join(match[1].lower().split()).strip("*_") if match else ""
    return name if name in _ROLES else None


def _role(text: str) -> Role | None:
    name = _name(text)
    return _ROLES[name] if name else None


def _label_and_value(text: str) -> tuple[str, str]:
    """(the field's name as it stands there, its value)."""
    place = min(i for i in (text.find(":"), text.find("：")) if i >= 0) + 1
    return text[:place], text[place:].strip("*_ \t\n")


def _head_end(blocks: Sequence[TextBlock], names: Sequence[str | None]) -> int:
    """Where the text begins that has no name: at the first block without one, below a field that has its value.

    A block above another field goes on with the one before it, as a title of two lines does.
    """
    for i in range(1, len(blocks)):
        above = names[i - 1]
        goes_on = any(names[i + 1 : i + 1 + _WRAPPED]) and not is_sentence(blocks[i].text)
        if names[i] is None and not goes_on and not (above and not _label_and_value(blocks[i - 1].text)[1]):
            return i
    return len(blocks)


def _head_pieces(blocks: Sequence[TextBlock]) -> list[Piece]:
    """The fields above the text; a block without a name goes on with the field above it."""
    pieces: list[Piece] = []
    role = Role.LABEL
    for block in blocks:
        value = block.text
        if name := _name(value):
            role = _ROLES[name]
            label, value = _label_and_value(value)
            pieces.append(Piece(Role.LABEL, label))
        pieces += _values(role, value)
    return pieces


def _values(role: Role, value: str) -> list[Piece]:
    if not value:
        return []
    match = _PAGES.fullmatch(value) if role is Role.OUTLET and len(value) <= _COVER else None
    if match and find_date(match["rest"]):
        return [Piece(Role.OUTLET, match["outlet"]), Piece(Role.DATE, _dated(match["rest"]))]
    return [Piece(role, value)]


def _dated(value: str) -> str:
    """What stands behind an outlet: "05/06/2024, p4" with the date as these American databases mean it."""
    match = _MONTH_FIRST.match(value)
    return (iso_date(match[0], day_first=False) or value) if match else value


def _below(text: str) -> Role | None:
    """What a line below the text is; None where it may be of the text, as "Note: nobody counted them." may."""
    if COPYRIGHT.match(text) or _CITATION.fullmatch(text):
        return Role.COPYRIGHT if COPYRIGHT.match(text) else Role.LABEL
    role = _role(text)
    if role is None or (role not in {Role.ID, Role.URL} and is_sentence(_label_and_value(text)[1])):
        return None
    return Role.LABEL if role in ARTICLE - {Role.ID, Role.URL} else role
