"""A row of a table or of JSON → its document: the columns by the names that tables of articles have for them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from stance.dates import iso_date
from stance.errors import DataError
from stance.readers.items import DEFAULTS, FIELDS, ReadOptions, whole_characters
from stance.readers.page_blocks import text_of_markup
from stance.records import Document

ALIASES: Final = {
    "id": "id docid documentid articleid uid uuid guid recordid accessionno accessionnumber an goid key"
    " document identifier",
    "text": "text fulltext content body articletext articlebody maintext bodytext article fulltextarticle"
    " story contenttext textbody plaintext volltext texte texteintegral texto textocompleto testo"
    " tekst inhalt corps corpus transcript pagetext documenttext rawtext cleantext description"
    " leadparagraph abstract snippet summary",
    "title": "title headline heading articletitle hed titre titel titulo titolo uberschrift schlagzeile"
    " headlinemain webtitle name",
    "authors": "authors author byline writer writers creator dccreator auteur auteurs autor autoren autores"
    " autore verfasser columnist journalist by signature",
    "outlet": "outlet source publication publicationtitle newspaper sourcename sitename site publisher journal"
    " paper medium media domain sourcedomain website quelle zeitung fuente periodico fonte bron krant"
    " sourcetitle pubtitle channel network",
    "date": "date published publishedat publishdate datepublish publicationdate pubdate datepublished"
    " publishedon datetime timestamp time datum fecha data createdat created releasedate"
    " firstpublished webpublicationdate erscheinungsdatum publishtime day year",
    "url": "url link weburl href permalink uri articleurl sourceurl documenturl pageurl lien enlace",
}
"""Names of columns, without case, accents, spaces and marks; those before others go first."""

_NAMES: Final = {field: names.split() for field, names in ALIASES.items()}
_UNKNOWN: Final = frozenset(("", "nan", "na", "n/a", "null", "none", "nat", "-"))
_INSIDE: Final = (
    *("name", "main", "title", "text", "rendered", "value", "content", "display_name", "fullname", "original"),
)
"""Keys under which an object holds the words it stands for."""

_BY: Final = re.compile(r"by\s+(?=[^\W\d_])", re.IGNORECASE)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_MARKUP: Final = re.compile(r"</(?:p|div|span|a|em|i|b|strong|h\d|li)>|<(?:br|p)\s*/?>", re.IGNORECASE)


def columns_of(names: Collection[str], options: ReadOptions = DEFAULTS) -> Mapping[str, str]:
    """{field: column} for what a row says of its document, by the options, else by the usual names."""
    return _columns_of(tuple(names), options)


@lru_cache(maxsize=256)
def _columns_of(names: tuple[str, ...], options: ReadOptions) -> Mapping[str, str]:
    by_form = {_form(name): name for name in reversed(names)}
    columns: dict[str, str] = {}
    for field in FIELDS:
        named = options.column_of(field)
        forms = _NAMES[field] if named is None else [_form(named)]
        exact = [named] if named in names else []
        usual = [by_form[form] for form in forms if form in by_form and by_form[form] not in columns.values()]
        columns |= dict(zip([field], [*exact, *usual], strict=False))
    return columns


def check_columns(names: Sequence[str], where: str, options: ReadOptions) -> None:
    """Nothing where the columns are there: that of the text, and whichever somebody named.

    Raises:
        DataError: one is not; the message has the columns there are, and the option to name another. Or one is there
            twice.
    """
    found = columns_of(names, options)
    for field in FIELDS:
        named = options.column_of(field)
        if field not in found and (named or field == "text"):
            there = ", ".join(filter(None, names[:20])) or "none"
            raise DataError(
                f"{where}: no column '{named or field}' (there are: {there}); name it with --column {field}=NAME"
            )
    check_doubled(names, where)


def check_doubled(names: Sequence[str], where: str) -> None:
    """Nothing where every column has a name of its own, or none: of two that share one a row would lose a cell.

    Raises:
        DataError: two have the same.
    """
    if doubled := [name for name, count in Counter(names).items() if name and count > 1]:
        raise DataError(f"{where}: the column '{doubled[0]}' stands there twice; rename or remove one")


def document_from_row(
    row: Mapping[str, Any], where: str, options: ReadOptions = DEFAULTS, *, day_first: bool | None = None
) -> Document:
    """The document of a row; null and empty cells are unknown, a row without a column for ids has an empty id.

    Several authors in a list are joined by "; ". Dates are ISO, whatever form they had; columns that no field takes are
    carried along in `extra`.

    Raises:
        DataError: no id in a table that has ids, or no text in the row.
    """
    row = _with_nested_text(row, options)
    columns = columns_of(row.keys(), options)
    if "text" not in columns:
        raise DataError(f"{where}: no text under '{options.column_of('text') or 'text'}'; every row needs one")
    name, text = row.get(columns.get("id", ""), ""), _text(row[columns["text"]])
    if "id" in columns and (not isinstance(name, str | int | float) or not str(name).strip()):
        raise DataError(f"{where}: no '{columns['id']}'; give every document a name of its own")
    if not text.strip():
        raise DataError(f"{where}: no text under '{columns['text']}'; every row needs one")
    taken = set(columns.values())
    extra = tuple((key, _cell(value)) for key, value in row.items() if key and key not in taken)
    known = metadata_of_row(row, options, day_first=day_first)
    return Document(id=str(name).strip(), text=text, extra=extra, **known)


def _with_nested_text(row: Mapping[str, Any], options: ReadOptions) -> Mapping[str, Any]:
    """The row, with what the object in it that has the text says: {"webTitle": …, "fields": {"bodyText": …}}."""
    if "text" in columns_of(row.keys(), options):
        return row
    for name, value in row.items():
        if isinstance(value, Mapping) and "text" in columns_of(value, options):
            return {**value, **{key: cell for key, cell in row.items() if key != name}}
    return row


def metadata_of_row(
    row: Mapping[str, Any], options: ReadOptions = DEFAULTS, *, day_first: bool | None = None
) -> dict[str, Any]:
    """{field: words} for what a row says of title, authors, outlet, date and address; None where it says nothing."""
    columns = columns_of(row.keys(), options)
    known: dict[str, Any] = {field: _words(row[columns[field]]) for field in FIELDS[2:] if field in columns}
    byline = _BY.match(known.get("authors", ""))
    if byline:
        known["authors"] = known["authors"][byline.end() :]
    known["date"] = _date(known.get("date", ""), day_first=day_first)
    return {field: words or None for field, words in known.items()}


def _form(name: str) -> str:
    """A column's name without case, accents, spaces and marks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _text(value: object) -> str:
    """The text of a cell: paragraphs in a list are parted by blank lines, markup is read as a page shows it."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_text, value)))
    if isinstance(value, Mapping):
        return next((_text(value[key]) for key in reversed(_INSIDE) if value.get(key)), "")
    text = value if isinstance(value, str) else ""
    return text_of_markup(text) if len(_MARKUP.findall(text)) >= 2 else text


def _cell(value: object) -> str:
    """What a cell of a column that no field takes says, as it stands there."""
    return whole_characters(value if isinstance(value, str) else "" if value is None else _words(value) or str(value))


def _words(value: object) -> str:
    """What a cell says, on one line; empty where that is nothing."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return next((words for key in _INSIDE if (words := _words(value.get(key)))), "")
    words = "" if value is None else str(value).strip()
    return "" if words.lower() in _UNKNOWN else whole_characters(words)


def _date(words: str, *, day_first: bool | None) -> str | None:
    if _EPOCH.fullmatch(words):
        seconds = float(words) / (1000 if len(words.partition(".")[0]) > len("1700000000") else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return iso_date(words, day_first=day_first)
