"""A page's markup made ready for the extraction of its article, and the text of what was extracted.

What the markup alone says, such as whose words a quotation set apart is, is put into words before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stance.readers.blocks import blocks_of_lines
from stance.readers.extras import Element

_NOTES: Final = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])|\bdoc-(?:foot|end)notes?\b", re.IGNORECASE)
_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]+)(?:[,\s]+\d{1,3})*[\])]?")
_OPENING: Final = "\"'“‘«„‹"
_CLOSING: Final = "\"'”’»“›"
_PROSE_LETTERS: Final = 0.75
_PROSE_WORDS: Final = 30
"""Share of letters and spaces in preformatted text, and its words, from which on it is prose and no program."""

_SPEAKER_WORDS: Final = 6
"""Words of a term in a list of terms that may be a speaker's name, at most."""

_ARTICLE: Final = re.compile(r"(?:^|\s)(?:article|post|entry|hentry|story|blog-post|news-item)(?:\s|$)", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"comment|repl(?:y|ies)|related|teaser|card|promo|widget|recommend|sidebar|advert|\bmore\b|preview|summary",
    re.IGNORECASE,
)
_ARTICLE_LETTERS: Final = 400
_LARGEST: Final = 0.75
"""Characters in paragraphs that an article of several has at least; and the share of them all from which on one article
is the page's, and the others are offers to read on."""

_BLOCKS: Final = {"head": "# ", "item": "- ", "p": "", "quote": "", "row": "", "list": "", "table": "", "code": ""}
"""Elements of the extracted article that stand apart, and what marks them in the text."""


def prepare_page(tree: Element) -> None:
    """Change the tree in place: notes and captions go, quotations get their marks, interviews and typed text a form."""
    _drop_notes(tree)
    _mark_quotations(tree)
    _mark_speakers(tree)
    _part_typed_text(tree)


def articles_of_page(tree: Element) -> list[Element]:
    """The elements of a page that are articles of their own, in order, where there are two or more; else none.

    Each has a heading and running text; readers' comments and offers to read on are no articles.
    """
    candidates = {element for element in tree.iter("article", "div", "section") if _may_be_article(element)}
    outermost = [element for element in tree.iter("article", "div", "section") if element in candidates]
    outermost = [element for element in outermost if candidates.isdisjoint(element.iterancestors())]
    sizes = [_letters(element) for element in outermost]
    return outermost if len(outermost) >= 2 and max(sizes) < _LARGEST * sum(sizes) else []


def _may_be_article(element: Element) -> bool:
    names = " ".join(element.get(key) or "" for key in ("class", "id"))
    if _OTHER.search(names) or (element.tag != "article" and not _ARTICLE.search(element.get("class") or "")):
        return False
    return next(element.iter("h1", "h2", "h3"), None) is not None and _letters(element) >= _ARTICLE_LETTERS


def _letters(element: Element) -> int:
    """Characters in the paragraphs of an element."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _drop_notes(tree: Element) -> None:
    """Take out footnotes, endnotes and their marks; never more than half of the page."""
    whole = len(tree.text_content())
    for element in tree.xpath("//*[self::ol or self::ul or self::li or self::section or self::aside or self::div]"):
        names = " ".join(element.get(key) or "" for key in ("class", "id", "role"))
        if _NOTES.search(names) and len(element.text_content()) < whole / 2 and element.getparent() is not None:
            element.drop_tree()
    for mark in tree.xpath("//sup"):
        if _MARK.fullmatch(mark.text_content().strip()) and not _before(mark)[-1:].isdigit():
            _empty(mark)
    for unread in tree.xpath(
        "//del | //s | //strike | //figure//figcaption | //*[contains(@class, 'wp-caption-text')]"
    ):
        _empty(unread)


def _empty(element: Element) -> None:
    """Leave nothing inside of an element; to take it out would join texts, which adds up over thousands of marks."""
    element.text = None
    del element[:]


def _before(element: Element) -> str:
    """The text right before an element: after a digit, what is raised is a power and no mark of a note."""
    sibling = element.getprevious()
    text = sibling.tail if sibling is not None else element.getparent().text
    return str(text or "")


def _mark_quotations(tree: Element) -> None:
    """Put the marks that a browser shows, or the indent stands for, around <q> and <blockquote>.

    Of the paragraphs of a block each begins with one, as printed quotations of several paragraphs do.
    """
    for quotation in tree.xpath("//q"):
        _put_marks([quotation])
        quotation.tag = "span"
    for block in tree.xpath("//blockquote"):
        _sign(block)
        paragraphs = [part for part in block.iter("p") if part.text_content().strip()]
        # A post of a network goes on below its words: "— Ana Rill (@arill) March 3, 2023".
        _put_marks(paragraphs or ([block] if len(block) == 0 else []))


def _sign(block: Element) -> None:
    """Put who is quoted, which a page has in a <footer> or a <cite> at the end, on a line of its own behind the block.

    "— Ann Lee, Riga Institute" is what readers see there, and what a printed quotation has below it.
    """
    closing = block[-1] if len(block) else None
    if closing is None or closing.tag not in {"footer", "cite"} or (closing.tail or "").strip():
        return
    words = " ".join(closing.text_content().split()).lstrip("-–— ")
    block.remove(closing)
    if words:
        signed = closing.makeelement("p", {})
        signed.text, signed.tail, block.tail = f"— {words}", block.tail, None
        block.addnext(signed)


def _put_marks(parts: list[Element]) -> None:
    words = " ".join(part.text_content() for part in parts).strip()
    if not words or (words[0] in _OPENING and words[-1] in _CLOSING):
        return
    for part in parts:
        part.text = "“" + (part.text or "").lstrip()
    last = parts[-1]
    if len(last):
        last[-1].tail = (last[-1].tail or "").rstrip() + "”"
    else:
        last.text = (last.text or "").rstrip() + "”"


def _mark_speakers(tree: Element) -> None:
    """Make a list of terms, as interviews are marked, to paragraphs: "Ana Rill: Is there a pact?"."""
    for terms in tree.xpath("//dl[count(dt) > 1]"):
        for term in terms.xpath("./dt"):
            said = term.getnext()
            name = " ".join(term.text_content().split()).rstrip(":")
            if said is None or said.tag != "dd" or not name or len(name.split()) > _SPEAKER_WORDS:
                continue
            first = next((part for part in said.iter("p") if part.text_content().strip()), said)
            first.text = f"{name}: {(first.text or '').lstrip()}"
            term.drop_tree()
            said.tag = "p" if first is said else "div"
        if not terms.xpath("./dt"):
            terms.tag = "div"


def _part_typed_text(tree: Element) -> None:
    """Make the paragraphs of preformatted prose, as hearings and old pages have it, to paragraphs of the page."""
    for typed in tree.xpath("//pre"):
        text = typed.text_content()
        letters = sum(letter.isalpha() or letter.isspace() for letter in text)
        if len(text.split()) < _PROSE_WORDS or letters < _PROSE_LETTERS * len(text):
            continue
        blocks = list(blocks_of_lines(text.split("\n")))
        _empty(typed)
        typed.tag = "div"
        for block in blocks:
            paragraph = typed.makeelement("p", {})
            paragraph.text = " ".join(block.text.split("\n"))
            typed.append(paragraph)


def text_of_article(body: Element, title: str | None) -> str:
    """The article's blocks, without the line that is its title: of that the document has a field."""
    blocks = list(_introduced(_blocks(body)))
    first = [number for number, block in enumerate(blocks[:3]) if title and _is_title(block, title)]
    return "\n\n".join(block for number, block in enumerate(blocks) if number not in first or len(blocks) == len(first))


def _introduced(blocks: Iterable[str]) -> Iterator[str]:
    """The blocks, a quotation set apart joined to the line that says whose it is: "Ana Rill writes:"."""
    above = ""
    for block in blocks:
        introduces = above.endswith(":") and not above.startswith(("# ", "- ")) and block.startswith("“")
        if above and not introduces:
            yield above
        above = f"{above} {block}" if introduces else block
    if above:
        yield above


def _is_title(block: str, title: str) -> bool:
    """Whether a block is the title; the page's own may have the site's name at its end, or its section before it."""
    heading, whole = _plain(block), _plain(title)
    return block.startswith("# ") and bool(heading) and (heading in whole or whole in heading)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _blocks(body: Element) -> Iterator[str]:
    """The text of each block with its mark, in order; a table's row is one line, its cells parted by bars."""
    from lxml.etree import iterwalk

    kinds = [""]
    pieces: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            if words := " ".join("".join(pieces).split()).strip("| "):
                yield _BLOCKS.get(kinds[-1], "") + words
            pieces = []
            if event == "start":
                kinds.append(element.tag)
            else:
                kinds.pop()
        elif element.tag in {"lb", "cell"} and event == "start":
            pieces.append(" | " if element.tag == "cell" else " ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    if words := " ".join("".join(pieces).split()):
        yield words
