"""Nexis Uni and Lexis Advance: title, outlet, date, labelled lines, "Body", labelled lines, "End of Document"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from stance.dates import leading_date
from stance.readers.blocks import TextBlock
from stance.readers.exports.article import around_articles, body_and_tail, labelled_or, parted
from stance.readers.exports.roles import COPYRIGHT, Piece, Role, head_piece, tail_role

_END: Final = re.compile(
    r"end of document|dokumentende|ende des dokuments|fin d[eu] document|fin del documento|einde van (?:het )?document"
    r"|fine del documento|fim do documento",
    re.IGNORECASE,
)
_BODY: Final = re.compile(r"body|text|volltext|texte(?: intégral)?|corps|cuerpo|tekst|inhalt|haupttext", re.IGNORECASE)
COVER: Final = re.compile(
    r"(?:user name|date and time|job number|client/matter|search terms|search type|narrowed by|documents? \(\d+\)"
    r"|quellen|download request|time of request|number of lines|send to|combined source|project id|print request"
    r"|terms|begriffe|zoektermen|termes|printopdracht|ausgabeauftrag|research information)\s*:?.*"
    r"|\d{1,4}\. .*|.*(?:privacy|terms|copyright)[^|]{0,80}\|.*|.*about lexisnexis.*|.*lexis ?nexis.*",
    re.IGNORECASE | re.DOTALL,
)
"""Lines of the page before the first article, and of its list of contents ("12. Harbour talk is cheap")."""

_TAIL_HEADINGS: Final = {
    **dict.fromkeys(
        ("classification", "klassifizierung", "klassifikation", "classement", "clasificación", "classificatie"),
        Role.SUBJECTS,
    ),
    **dict.fromkeys(
        ("graphic", "graphics", "grafik", "grafiken", "graphique", "graphiques", "gráfico", "gráficos", "grafiek"),
        Role.CAPTION,
    ),
    **dict.fromkeys(("correction", "corrections", "korrektur", "corrección", "correctie"), Role.CORRECTION),
    **dict.fromkeys(("notes", "load-date"), Role.LABEL),
}
"""Lines by themselves that head what stands below the body, in small letters."""

_NOTE: Final = re.compile(
    r"\W*(?:correction appended|(?:late|early|final|first|city|national) edition.*|page \d+ of \d+)\W*", re.IGNORECASE
)
"""Lines among title, outlet and date that are none of them."""

_TITLE_LENGTH: Final = 500
_DATE_LENGTH: Final = 200
_LIST: Final = re.compile(r"(?:documents?|dokumente?|documentos) \(\d+\)", re.IGNORECASE)


def is_nexis_uni(blocks: Sequence[TextBlock]) -> bool:
    """Whether articles end with a line of their own, or the labels of Nexis stand above and below "Body".

    The list of contents that a zip of single articles has as a file of its own is of Nexis too.
    """
    texts = [line.text for block in blocks for line in _lines(block)]
    if any(map(_LIST.fullmatch, texts)) and all(COVER.fullmatch(text) for text in texts if text):
        return True
    has_body, has_end = (any(map(mark.fullmatch, texts)) for mark in (_BODY, _END))
    labels = {role for text in texts if len(text) < _TITLE_LENGTH and (role := _labelled_role(text))}
    return (has_body and {Role.WORDS, Role.LABEL} <= labels) or (has_end and (has_body or len(labels) >= 2))


def _labelled_role(text: str) -> Role | None:
    head = head_piece(text)
    return tail_role(text) or (head.role if head else None)


def split_nexis_uni(blocks: Iterable[TextBlock]) -> Iterator[list[TextBlock]]:
    """The blocks of each article; its last line may stand in one paragraph with the lines above it.

    Where a line for the end is missing, the head of the next article tells: a second "Body" is no line of the first.
    """
    article: list[TextBlock] = []
    bodies: list[int] = []
    for block in (lined for whole in blocks for lined in _lines(whole)):
        article.append(block)
        if _BODY.fullmatch(block.text):
            bodies.append(len(article) - 1)
        if len(bodies) == 2 and (start := _next_head(article, *bodies)):
            yield article[:start]
            article, bodies = article[start:], [bodies[1] - start]
        elif _ends(block):
            yield article
            article, bodies = [], []
    if article:
        yield article


def _next_head(blocks: Sequence[TextBlock], body_at: int, next_body_at: int) -> int | None:
    """Where the title of the article stands whose body begins at the second place; None where there is no head."""
    places = [i for i in range(body_at + 1, next_body_at) if blocks[i].text]
    below_text = max((k for k, i in enumerate(places) if len(blocks[i].text) > _TITLE_LENGTH), default=-1) + 1
    places = places[below_text:]
    texts = [blocks[i].text for i in places]
    last_label = max(filter(lambda k: _is_head_label(texts[k]), range(len(texts))), default=0)
    date_at = max(filter(lambda k: _ends_with_date(texts[k]), range(last_label)), default=None)
    if date_at is None:
        return None
    above = 1 if "\n" in texts[date_at] else 2  # outlet and date may share a paragraph
    return places[max(date_at - above, 0)]


def _ends_with_date(text: str) -> bool:
    """Whether the last line of a block begins with a date, as below the outlet's name."""
    return len(text) < _DATE_LENGTH and leading_date(text.rpartition("\n")[2]) is not None


def _lines(block: TextBlock) -> list[TextBlock]:
    """The block, or each of its lines where one of them is a mark of Nexis."""
    return parted(block, lambda lines: any(_END.fullmatch(line) or _BODY.fullmatch(line) for line in lines))


def _ends(block: TextBlock) -> bool:
    """Whether the block is the last of an article."""
    return len(block.text) < 40 and bool(_END.fullmatch(block.text))


def sort_nexis_uni(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is: title, outlet, date, labelled lines, "Body", the body, labelled lines."""
    kept = _with_head_apart([block for block in blocks if not _ends(block)])
    border = [Piece(Role.BORDER, block.text) for block in blocks if _ends(block)]
    texts = [block.text for block in kept]
    body_at = next((i for i, text in enumerate(texts) if _BODY.fullmatch(text)), None)
    date_at = _date_place(texts, body_at)
    if date_at is None and body_at is None:
        return [*around_articles(kept, mark=COVER), *border]
    head_end = _head_end(texts, date_at) if body_at is None else body_at
    mark = [] if body_at is None else [Piece(Role.BORDER, texts[body_at])]
    abstract, body = _abstract(kept[head_end + len(mark) :])
    return [*_head(texts[:head_end], date_at), *mark, *abstract, *body_and_tail(body, _tail_role), *border]


def _with_head_apart(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """The blocks, those above the body in lines of their own where outlet and date or several labels share one."""
    places = (i for i, block in enumerate(blocks) if _BODY.fullmatch(block.text) or len(block.text) > _TITLE_LENGTH)
    body_at = next(places, len(blocks))
    lines = (line for block in blocks[:body_at] for line in parted(block, _are_of_head))
    return [*(line for line in lines if line.text), *blocks[body_at:]]


def _are_of_head(lines: Sequence[str]) -> bool:
    return any(leading_date(line) or head_piece(line) for line in lines)


def _abstract(blocks: Sequence[TextBlock]) -> tuple[list[Piece], Sequence[TextBlock]]:
    """The pieces of an abstract that stands above the full text, and the blocks of that text."""
    texts = [block.text for block in blocks]
    if not texts or texts[0] not in {"ABSTRACT", "Abstract"}:
        return [], blocks
    end = next((i for i, text in enumerate(texts) if text.lower() == "full text"), None)
    if end is None:
        return [Piece(Role.BORDER, texts[0])], blocks[1:]
    summary = (Piece(Role.ABSTRACT, text) for text in texts[1:end])
    return [Piece(Role.BORDER, texts[0]), *summary, Piece(Role.BORDER, texts[end])], blocks[end + 1 :]


def _date_place(texts: Sequence[str], body_at: int | None) -> int | None:
    """The last line above the labels that begins with a date; a title may begin with one too."""
    limit = len(texts) if body_at is None else body_at
    labels = (i for i in range(limit) if COPYRIGHT.match(texts[i]) or _is_head_label(texts[i]))
    above = next(labels, limit)
    for end in (above, limit):
        places = [i for i in range(end) if len(texts[i]) < _DATE_LENGTH and leading_date(texts[i])]
        if places:
            return places[-1] if end == above else places[0]
    return None


def _is_head_label(text: str) -> bool:
    return head_piece(text) is not None and not COVER.fullmatch(text)


def _head_end(texts: Sequence[str], date_at: int | None) -> int:
    """Where the body begins in an article without the line "Body": below the last labelled line under the date."""
    end = 0 if date_at is None else date_at + 1
    while end < len(texts) and (COPYRIGHT.match(texts[end]) or head_piece(texts[end])):
        end += 1
    return end


def _head(texts: Sequence[str], date_at: int | None) -> list[Piece]:
    """The lines above the body: title, outlet and date, then those with labels."""
    labels = (i for i, text in enumerate(texts) if COPYRIGHT.match(text) or _is_head_label(text))
    end = next(labels, len(texts)) if date_at is None else date_at
    notes = [Piece(Role.LABEL, text) for text in texts[:end] if _NOTE.fullmatch(text)]
    lines = [text for text in texts[:end] if not _NOTE.fullmatch(text)]
    outlets = _outlet_lines(lines)
    named = [*_above_outlet(lines[: len(lines) - outlets]), *notes]
    if outlets:
        named.append(Piece(Role.OUTLET, " ".join(lines[-outlets:])))
    date = [] if date_at is None else [Piece(Role.DATE, texts[date_at])]
    return [*named, *date, *(labelled_or(Role.LABEL, text) for text in texts[end + len(date) :])]


def _outlet_lines(lines: Sequence[str]) -> int:
    """How many of the lines above the date are the outlet's name; none where there is but a title."""
    if len(lines) < 2 or COVER.fullmatch(lines[-2]):
        return 0
    # A blog has its own name in brackets below the paper's: "The Pebble Post", "(Harbour Watch)".
    return 2 if len(lines) > 2 and re.fullmatch(r"\(.*\)", lines[-1]) else 1


def _above_outlet(texts: Sequence[str]) -> list[Piece]:
    """The title, and above that of the first article the cover page with the list of contents."""
    covers = [i for i, text in enumerate(texts) if COVER.fullmatch(text)]
    has_cover = any(
        re.match(r"(?:job number|documents? \(|client/matter|search t|date and time)", texts[i], re.I) for i in covers
    )
    start = covers[-1] + 1 if has_cover else 0
    titles = list(texts[start:])
    first_entry = next((texts[i].partition(". ")[2] for i in covers if re.match(r"1\. ", texts[i])), None)
    if first_entry in titles:
        start += titles.index(first_entry)
    while start < len(texts) - 1 and sum(map(len, texts[start:])) > _TITLE_LENGTH:
        start += 1
    above = Role.COVER if has_cover else Role.UNREAD
    return [*(Piece(above, text) for text in texts[:start]), *(Piece(Role.TITLE, text) for text in texts[start:])]


def _tail_role(text: str) -> Role | None:
    return _TAIL_HEADINGS.get(text.lower()) or tail_role(text)
