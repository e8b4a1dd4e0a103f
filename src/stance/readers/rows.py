"""A row of a table or of JSON → its document: the columns by the names that tables of articles have for them."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from stance.dates import is_day_first, iso_date
from stance.errors import DataError
from stance.readers.items import DEFAULTS, FIELDS, METADATA_FIELDS, ReadOptions, whole_characters
from stance.readers.page_blocks import text_of_markup
from stance.records import Document

ALIASES: Final = {
    "id": "id docid documentid articleid uid uuid guid recordid accessionno accessionnumber an goid key"
    " document identifier",
    "text": "text fulltext content body articletext articlebody maintext bodytext article fulltextarticle"
    " story contenttext textbody plaintext volltext texte texteintegral texto textocompleto testo"
    " tekst inhalt corps corpus transcript pagetext documenttext rawtext cleantext storytext"
    " contenthtml cuerpo conteudo corpo contenuto текст 正文 全文 内容 本文 description leadparagraph"
    " abstract abstractnote snippet summary",
    "title": "title headline heading articletitle hed titre titel titulo titolo uberschrift schlagzeile"
    " headlinemain webtitle name заголовок 标题 標題 题名 篇名 見出し",
    "authors": "authors author byline writer writers creator dccreator auteur auteurs autor autoren autores"
    " autore verfasser columnist journalist by signature автор 作者 著者",
    "outlet": "outlet source publication publicationtitle newspaper sourcename sitename site publisher journal"
    " paper medium media domain sourcedomain website quelle zeitung fuente periodico fonte bron krant"
    " sourcetitle pubtitle channel network medianame medio jornal giornale testata journalname publicationname"
    " containertitle источник издание 来源 來源 媒体 报纸",
    "date": "date published publishedat publishdate datepublish publicationdate pubdate datepublished"
    " publishedon datetime timestamp time datum fecha data createdat created releasedate"
    " firstpublished webpublicationdate erscheinungsdatum publishtime day year datedepublication fechadepublicacion"
    " datadipubblicazione datadepublicacao issued seendate дата датапубликации 日期 发布日期 日付",
    "url": "url link weburl href permalink uri articleurl sourceurl documenturl pageurl lien enlace",
}
"""Names of columns, without case, accents, spaces and marks; those before others go first."""

_DAY_FIRST: Final = frozenset(
    ("datum", "fecha", "data", "дата", "erscheinungsdatum", "datedepublication", "fechadepublicacion")
)
"""Names of a column of dates in languages that put the day before the month."""

log = logging.getLogger(__name__)

_NAMES: Final = {field: names.split() for field, names in ALIASES.items()}
_UNKNOWN: Final = frozenset(("", "nan", "na", "n/a", "null", "none", "nat", "-"))
_INSIDE: Final = (
    *("name", "main", "title", "text", "rendered", "value", "content", "display_name", "fullname", "original"),
)
"""Keys under which an object holds the words it stands for."""

_CUT: Final = re.compile(r"\[\+\d+ chars\]")
"""Behind the beginning of a text that is all that a news API gives of it."""

_MOST_ABOVE: Final = 20
"""Rows above the names of the columns, at most: a title, and how the table was made."""

_TURNED: Final = re.compile(r"(?-i:[^\W\d_][\w.'’-]+), (?-i:[A-Z][\w.'’-]*[a-z.](?: [A-Z][\w.'’-]*){0,2})")
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


def header_of(rows: Iterable[Sequence[str]], options: ReadOptions = DEFAULTS) -> tuple[list[str], int]:
    """(the names of the columns, the number of the row that they stand in).

    It is the first row, unless that knows no two fields and one of the next ones does, the text among them: above the
    names may stand a title and a note on how the table was made.
    """
    rows = iter(rows)
    first = list(next(rows, ()))
    known = columns_of(first, options)
    if "text" in known or len(known) > 1:
        return first, 1
    for number, row in enumerate(islice(rows, _MOST_ABOVE), start=2):
        found = columns_of(row, options)
        if "text" in found and len(found) > 1:
            return list(row), number
    return first, 1


def check_columns(names: Sequence[str], where: str, options: ReadOptions) -> None:
    """Raise DataError where a column is not there, of the text or one that somebody named, or one is there twice.

    The message has the columns that there are, and the option to name another.
    """
    found = columns_of(names, options)
    for field in FIELDS:
        named = options.column_of(field)
        if field not in found and (named or field == "text"):
            there = ", ".join(filter(None, names[:20])) or "none"
            missing = f"{where}: no column '{named or field}' (there are: {there})"
            raise DataError(f"{missing}; {_remedy(field, found)}")
    check_doubled(names, where)


def _remedy(field: str, found: Mapping[str, str]) -> str:
    """What to do about a field without a column; a table may have the addresses of texts instead of them."""
    told = f"name it with --column {field}=NAME"
    if field != "text" or "url" not in found:
        return told
    return f"{told}, or, if it has no texts, save the pages under '{found['url']}' and read those"


def check_doubled(names: Sequence[str], where: str) -> None:
    """Raise DataError where two columns have one name: of these a row would lose a cell."""
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
    name, text = row.get(columns.get("id", ""), ""), text_of_cell(row[columns["text"]])
    if "id" in columns and (not isinstance(name, str | int | float) or not str(name).strip()):
        raise DataError(f"{where}: no '{columns['id']}'; give every document a name of its own")
    if not text.strip():
        raise DataError(f"{where}: no text under '{columns['text']}'; every row needs one")
    taken = set(columns.values())
    extra = tuple((key, _cell(value)) for key, value in row.items() if key and key not in taken)
    known = metadata_of_row(row, options, day_first=day_first)
    return Document(id=str(name).strip(), text=text, extra=extra, **known)


def is_day_first_in(column: str, dates: Iterable[str]) -> bool | None:
    """Whether a column's dates have the day first: by themselves, else by its name's language; None where untold."""
    day_first = is_day_first(dates)
    return True if day_first is None and _form(column) in _DAY_FIRST else day_first


def is_cut(row: Mapping[str, Any]) -> bool:
    """Whether the text of a row is the beginning that a news API gives of it."""
    return any(isinstance(value, str) and _without_cut(value) != value for value in row.values())


class CutTexts:
    """Tells of the first row whose text is cut short, once a file."""

    def __init__(self) -> None:
        self.told = False

    def look(self, row: Mapping[str, Any], where: str) -> None:
        """Warn where the row is the first such."""
        if not self.told and is_cut(row):
            self.told = True
            log.warning("%s: texts cut short (“[+1234 chars]”): the service gives their beginnings alone", where)


def _without_cut(value: str) -> str:
    """A text without the mark behind it that it is cut short: "The port … [+1234 chars]"."""
    text = value.rstrip()
    mark = text.rfind("[+", -20)
    if mark < 0 or not _CUT.fullmatch(text, mark):
        return value
    return text[:mark].rstrip().removesuffix("...").removesuffix("…").rstrip()


def has_text(row: Mapping[str, Any], options: ReadOptions = DEFAULTS) -> bool:
    """Whether a row has a column for its text, empty or not."""
    return "text" in columns_of(_with_nested_text(row, options).keys(), options)


def document_or_fault(
    row: Mapping[str, Any] | DataError, where: str, options: ReadOptions, *, day_first: bool | None = None
) -> Document | DataError:
    """As `document_from_row`; what is wrong with the row comes as its fault, so that the rows after it are read."""
    try:
        return row if isinstance(row, DataError) else document_from_row(row, where, options, day_first=day_first)
    except DataError as fault:
        return fault


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
    known: dict[str, Any] = {field: _words(row[columns[field]]) for field in METADATA_FIELDS if field in columns}
    known["authors"] = _people(known.get("authors", ""))
    if (title := known.get("title", "")) and (outlet := known.get("outlet", "")):
        known["title"] = title.removesuffix(outlet).rstrip(" -–—|") if _ends_in(title, outlet) else title
    known["date"] = _date(known.get("date", ""), day_first=day_first)
    return {field: words or None for field, words in known.items()}


def _people(names: str) -> str:
    """The writers without "By"; "Rill, Ana; Sund, Bo" is turned round."""
    byline = _BY.match(names)
    parts = names[byline.end() if byline else 0 :].split("; ")
    turned = all(map(_TURNED.fullmatch, parts))
    return "; ".join(" ".join(reversed(part.split(", "))) for part in parts) if turned else "; ".join(parts)


def _ends_in(title: str, outlet: str) -> bool:
    """Whether a title is that of a page or a feed, which has the outlet's name behind it: "Allies - Harbour Post"."""
    return title.removesuffix(outlet).endswith((" - ", " – ", " — ", " | ")) and title.endswith(outlet)


def _form(name: str) -> str:
    """A column's name without case, accents, spaces and marks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def text_of_cell(value: object) -> str:
    """The text of a cell: paragraphs in a list are parted by blank lines, markup is read as a page shows it."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(text_of_cell, value)))
    if isinstance(value, Mapping):
        return next((text_of_cell(value[key]) for key in reversed(_INSIDE) if value.get(key)), "")
    text = _without_cut(value) if isinstance(value, str) else ""
    return text_of_markup(text) if len(_MARKUP.findall(text)) >= 2 else text


def _cell(value: object) -> str:
    """What a cell of a column that no field takes says, as it stands there."""
    return whole_characters(value if isinstance(value, str) else "" if value is None else _words(value) or str(value))


def _words(value: object) -> str:
    """What a cell says, on one line; empty where that is nothing."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        if "date-parts" in value:
            return _date_of_parts(value["date-parts"])
        if value.get("family"):
            return " ".join(filter(None, (_words(value.get("given")), _words(value["family"]))))
        return next((words for key in _INSIDE if (words := _words(value.get(key)))), "")
    words = "" if value is None else str(value).strip()
    return "" if words.lower() in _UNKNOWN else whole_characters(words)


def _date_of_parts(parts: object) -> str:
    """The date of a reference: "2024-05-06" of [[2024, 5, 6]]; empty for [[null]], which says that there is none."""
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = first if isinstance(first, list) else []
    return "-".join(f"{number:0>2}" for number in numbers if isinstance(number, int | str))


def _date(words: str, *, day_first: bool | None) -> str | None:
    if _EPOCH.fullmatch(words):
        seconds = float(words) / (1000 if len(words.partition(".")[0]) > len("1700000000") else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return iso_date(words, day_first=day_first)
