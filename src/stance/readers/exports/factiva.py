"""Factiva: articles that end with "Document PEBBLE0020020501e50100011", as lines of text or by field codes (HD, LP)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from stance.dates import find_date, leading_date
from stance.readers.blocks import TextBlock
from stance.readers.exports.article import body_piece, split_before
from stance.readers.exports.roles import COPYRIGHT, Piece, Role
from stance.readers.metadata import authors_in

_ID: Final = r"[A-Z][A-Z0-9]{2,7}0{0,6}[12]\d{7}[A-Za-z0-9]{6,12}"
_END: Final = re.compile(
    rf"(?:document|dokument|documento|documents?|документ|文件|文書|文档|문서)[ :]*({_ID})", re.IGNORECASE
)
_CODES: Final = {
    "HD": Role.TITLE,
    "BY": Role.BYLINE,
    "CR": Role.LABEL,
    "SE": Role.SECTION,
    "CLM": Role.SECTION,
    "WC": Role.WORDS,
    "PD": Role.DATE,
    "SN": Role.OUTLET,
    "LP": Role.BODY,
    "TD": Role.BODY,
    "AN": Role.ID,
    "CY": Role.COPYRIGHT,
    "ART": Role.CAPTION,
    **dict.fromkeys(("ET", "SC", "ED", "PG", "VOL", "LA", "CT", "RF", "PUB", "CX", "NGC", "GC"), Role.LABEL),
    **dict.fromkeys(
        ("CO", "IN", "NS", "RE", "IPC", "IPD", "PE", "DE", "TKR", "DJN", "CA", "REG", "DLN"), Role.SUBJECTS
    ),
}
"""Field codes and what they stand before."""

_CODE: Final = re.compile(rf"({'|'.join(_CODES)})(?:[ \t|\xa0]+(.*)|)", re.DOTALL)
_SURE: Final = ("HD", "PD", "SN", "LP", "TD", "WC")
_WORDS: Final = re.compile(
    r"[\d., ]+\s?(?:words|mots|wörter|worte|palabras|parole|palavras|woorden|ord|слов[оа]?|字|단어|語)", re.IGNORECASE
)
_TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
_CODE_NAME: Final = re.compile(r"[A-Z][A-Z0-9]{2,8}")
_PAGE: Final = re.compile(
    r"(?:[A-Z]?\d{1,4}(?:[-–,; /]+[A-Z]?\d{1,4})*|(?:vol(?:ume)?|no|nr|issue|p)[. ].*)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(
    r"(?:english|german|french|spanish|italian|portuguese|dutch|korean|japanese|chinese.*|russian|arabic|swedish|danish"
    r"|norwegian|finnish|polish|turkish|czech|hungarian|deutsch|englisch|französisch|français|anglais|allemand|español"
    r"|inglés|italiano|inglese|português|nederlands|engels)",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(r";|\b(?:desk|section|sect[a-z]|pages?|pgs?|blz|editorials?|ressort)\b", re.IGNORECASE)
_SUMMARY: Final = re.compile(r"search summary|results found|timestamp|zusammenfassung der suche", re.IGNORECASE)
"""What heads the search that the articles were found by, below the last of them."""

_HEAD_BLOCKS: Final = 14
_BYLINE_LENGTH: Final = 100
_CLOSING_LENGTH: Final = 90


def is_factiva(blocks: Sequence[TextBlock]) -> bool:
    """Whether articles end with their document number, or have the field codes of Factiva."""
    codes = {match[1] for block in blocks if (match := _code(block.text)) and match[1] in _SURE}
    return len(codes) >= 4 or any(_ends(block) for block in blocks)


def _ends(block: TextBlock) -> bool:
    """Whether the block is the document number at an article's end."""
    text = block.text
    return len(text) < 90 and bool(_END.fullmatch(text) or (text.startswith("AN") and _END.search(text)))


split_factiva: Final = split_before(lambda article, _: _ends(article[-1]))


def sort_factiva(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is."""
    if not any(_ends(block) for block in blocks):
        is_summary = any(_SUMMARY.fullmatch(block.text) for block in blocks)
        return [Piece(Role.COVER if is_summary else _around(block.text), block.text) for block in blocks]
    codes = [match[1] for block in blocks if (match := _code(block.text))]
    return _by_codes(blocks) if sum(code in _SURE for code in codes) >= 4 else _by_lines(blocks)


def _code(text: str) -> re.Match[str] | None:
    """A field code that a block begins with or is."""
    return _CODE.fullmatch(text) if text[:2].isupper() else None


def _around(text: str) -> Role:
    """What stands before the first article or after the last: the page's own lines, a list of headlines."""
    short = len(text) < 120
    return Role.COVER if short or COPYRIGHT.match(text) or "factiva" in text.lower() else Role.UNREAD


def _by_codes(blocks: Sequence[TextBlock]) -> list[Piece]:
    """Each block under the code before it."""
    pieces: list[Piece] = []
    role = Role.COVER
    for block in blocks:
        match = _code(block.text)
        if match:
            role = _CODES[match[1]]
            pieces.append(Piece(Role.LABEL, match[1]))
        text = (match[2] or "") if match else block.text
        number = _END.search(text) if role is Role.ID or _END.fullmatch(text) else None
        if number:
            pieces.append(Piece(Role.ID, number[1]))
        elif text:
            pieces.append(body_piece(text, block.kind) if role is Role.BODY else Piece(role, text))
    return pieces


def _by_lines(blocks: Sequence[TextBlock]) -> list[Piece]:
    """Title, writer, "44 words", date, outlet, its code, language, copyright; the body; publisher and number."""
    end = next(i for i, block in enumerate(blocks) if _ends(block))
    texts = [block.text for block in blocks[:end]]
    words_at, date_at = _words_and_date(texts)
    about = [i for i in (words_at, date_at) if i is not None]
    above, body_at = min(about, default=0), _body_place(texts, max(about, default=-1))
    below = _below_titles(texts[:body_at], above, date_at)
    publisher = _publisher(texts, body_at)
    body = [body_piece(block.text, block.kind) for block in blocks[body_at:publisher]]
    closing = [Piece(Role.COPYRIGHT, text) for text in texts[publisher:]]
    closing += [Piece(Role.ID, number[1]) for number in _END.finditer(blocks[end].text)][:1]
    around = [Piece(_around(block.text), block.text) for block in blocks[end + 1 :]]
    return [*_titles(blocks[:above]), *below, *body, *closing, *around]


def _words_and_date(texts: Sequence[str]) -> tuple[int | None, int | None]:
    """Where the number of words and the date stand, which is below it."""
    words_at = next((i for i, text in enumerate(texts) if _WORDS.fullmatch(text)), None)
    first = 0 if words_at is None else words_at + 1
    date_at = next((i for i in range(first, min(len(texts), first + _HEAD_BLOCKS)) if _is_date(texts[i])), None)
    return words_at, date_at


def _is_date(text: str) -> bool:
    return len(text) < 60 and leading_date(text) is not None


def _titles(blocks: Sequence[TextBlock]) -> list[Piece]:
    """Section, title and byline in what stands above the number of words; the first article's page may go before."""
    marked = [i for i, block in enumerate(blocks) if block.role == "title"]
    if marked:
        title = marked[-1]
        roles = [Role.SECTION if len(block.text) < 80 else _around(block.text) for block in blocks[:title]]
        roles += [Role.TITLE, *[Role.BYLINE] * (len(blocks) - title - 1)]
    else:
        texts = [block.text for block in blocks]
        has_byline = len(texts) > 1 and _is_byline(texts[-1])
        titles = len(texts) - has_byline
        has_section = titles == 2 and _is_section(texts[0], texts[1])
        above = 1 if has_section else max(0, titles - 2)
        roles = [Role.SECTION if has_section else Role.COVER] * above + [Role.TITLE] * (titles - above)
        roles += [Role.BYLINE] * has_byline
    return [Piece(role, block.text) for role, block in zip(roles, blocks, strict=True)]


def _is_section(text: str, title: str) -> bool:
    """Whether the line above a title is the section's name: "News", "Editorial Desk; SECTA", "Part 2, Page 3"."""
    return bool(_SECTION.search(text)) or (len(text.split()) <= 3 and len(text) < len(title))


def _is_byline(text: str) -> bool:
    """Whether a line names people: "By Ana Rill", "Rill, Ana and Bo Sund"."""
    if authors_in(text):
        return True
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    names = all(word[0].isupper() or word in {"and", "und", "et", "y", "von", "van", "de", "in"} for word in words)
    return len(text) <= _BYLINE_LENGTH and 2 <= len(words) <= 8 and names and not re.search(r"[?!:]|\d", text)


def _body_place(texts: Sequence[str], date_at: int) -> int:
    """Where the body begins: below the copyright, else below the last line about the source."""
    last = date_at
    for i in range(date_at + 1, min(len(texts), date_at + _HEAD_BLOCKS)):
        if COPYRIGHT.match(texts[i]):
            return i + 1
        if i == date_at + 1 or _about_source(texts[i]):
            last = i
        elif len(texts[i]) > _CLOSING_LENGTH:
            break
    return min(last + 1, len(texts))


def _about_source(text: str) -> bool:
    patterns = (_TIME, _CODE_NAME, _PAGE, _LANGUAGE)
    return len(text) < 60 and any(pattern.fullmatch(text) for pattern in patterns)


def _below_titles(texts: Sequence[str], start: int, date_at: int | None) -> list[Piece]:
    """The lines from the number of words on to the body."""
    pieces: list[Piece] = []
    outlet = False
    for i, text in enumerate(texts[start:], start):
        if i == date_at:
            pieces.append(Piece(Role.DATE, text))
        elif _WORDS.fullmatch(text):
            pieces.append(Piece(Role.WORDS, text))
        elif COPYRIGHT.match(text):
            pieces.append(Piece(Role.COPYRIGHT, text))
        elif date_at is not None and i > date_at and not outlet and not _TIME.fullmatch(text):
            outlet = True
            pieces.append(Piece(Role.OUTLET, text))
        else:
            pieces.append(Piece(Role.LABEL, text))
    return pieces


def _publisher(texts: Sequence[str], body_at: int) -> int:
    """Where the publisher's name stands, the last line above the number: short, and no sentence."""
    last = len(texts) - 1
    if last <= body_at or len(texts[last]) >= _CLOSING_LENGTH:
        return len(texts)
    if find_date(texts[last]) or not re.search(r"\w", texts[last]):  # "Pebble, May 3, 2002" below a letter; "* * *"
        return len(texts)
    is_company = re.search(r"\b(?:inc|ltd|llc|co|corp|plc|s\.?a|gmbh|ag)\.?$", texts[last], re.I)
    is_sentence = re.search(r"[.!?…:][\"”’']?$", texts[last].rstrip())
    return last if is_company or not is_sentence else len(texts)
