"""All that a web page shows, as blocks: what exports are cut from, before anything is taken for navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from importlib.util import find_spec
from typing import Final

from stance.readers.blocks import TextBlock, TextKind, joined
from stance.readers.extras import Element

_PARTED: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "text", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
"""Elements that begin a line of their own."""

_UNSEEN: Final = frozenset(
    (
        *("button", "head", "input", "link", "meta", "noscript", "option", "script", "select", "style", "svg"),
        *("template", "textarea"),
    )
)
_ROLES: Final = (
    ("title", re.compile(r"\b(?:[a-z]{2}Headline|titreArticle\w*|rdp__articletitle)\b", re.IGNORECASE)),
    ("outlet", re.compile(r"\b(?:rdp__)?DocPublicationName\b")),
    ("date", re.compile(r"\bDocHeader\b")),
    ("byline", re.compile(r"(?:^|\s)(?:author|docAuthors|sm-margin-bottomNews)(?:\s|$)")),
    ("subtitle", re.compile(r"\brdp__subtitle\b")),
    ("other", re.compile(r"\bapd-wrapper\b")),
    ("body", re.compile(r"\b(?:articleParagraph|DocText)\b")),
)
"""Classes by which databases say in their pages what an element is."""

_SHOWN: Final = "descendant-or-self::*[not(self::script or self::style)]/text()"
_UNSTRUCK: Final = "[not(ancestor::sup or ancestor::del or ancestor::s or ancestor::strike)]"
_MACHINE: Final = "descendant-or-self::script[contains(@type, 'json')]/text()"
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG: Final = re.compile(r"<[^<>]*>")
_RULED: Final = re.compile(r"border-bottom\s*:\s*[^;]*(?:solid|px)")


def blocks_of_page(tree: Element) -> Iterator[TextBlock]:
    """The blocks of a parsed page in order; a rule between parts of the page is a block of its own, without text."""
    from lxml.etree import iterwalk

    page = _OpenBlock()
    walk = iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "comment":
            page.add(element.tail)
        elif element.tag in _UNSEEN:
            if event == "start":
                walk.skip_subtree()
            else:
                page.add(element.tail)
        elif event == "start":
            yield from page.begin(element)
        else:
            yield from page.end(element)
    yield from page.close()


class _OpenBlock:
    """The block that a walk through a page is in: its pieces so far, and what the elements around it say of it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.around: list[tuple[TextKind, str | None]] = [(TextKind.PARAGRAPH, None)]

    def add(self, words: str | None) -> None:
        """Words of the page's source, in which a line end is a space: those that the page shows are its elements."""
        self.pieces.append((words or "").replace("\n", " "))

    def begin(self, element: Element) -> Iterator[TextBlock]:
        """The block that an element's beginning closes, if any."""
        role = _role_of(element)
        if element.tag == "br":
            self.pieces.append("\n")
        elif element.tag in _PARTED or role:
            yield from self.close()
            self.around.append((_kind_of(element.tag), role or self.around[-1][1]))
        self.add(element.text)

    def end(self, element: Element) -> Iterator[TextBlock]:
        """The block that an element's end closes, if any, and the rule that the page draws below it."""
        if element.tag in _PARTED or _role_of(element):
            yield from self.close()
            self.around.pop()
            if element.tag == "hr" or (element.tag == "div" and _RULED.search(element.get("style") or "")):
                yield TextBlock(TextKind.RULE, "")
        self.add(element.tail)

    def close(self) -> Iterator[TextBlock]:
        """The block of the pieces so far, if they show anything."""
        lines = (" ".join(line.split()) for line in "".join(self.pieces).split("\n"))
        text = "\n".join(line for line in lines if line)
        self.pieces = []
        if text:
            kind, role = self.around[-1]
            yield TextBlock(kind, text, role)


def _kind_of(name: str) -> TextKind:
    if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return TextKind.HEADING
    return TextKind.ITEM if name == "li" else TextKind.PARAGRAPH


def _role_of(element: Element) -> str | None:
    if element.get("id") == "hd":  # the headline of an article of Factiva
        return "title"
    if element.tag == "aside":
        return "note"
    names = element.get("class")
    return next((role for role, pattern in _ROLES if pattern.search(names)), None) if names else None


def shown_by(element: Element) -> str:
    """All words that an article taken out of a parsed page may have, NUL between any two pieces of markup.

    What the page says of itself to machines counts too (descriptions, JSON-LD); programs and styles do not. Where there
    are marks of notes and struck words, all stands there twice, the second time without them.
    """
    pieces = element.xpath(_SHOWN, smart_strings=False)
    pieces += element.xpath("descendant-or-self::meta/@content", smart_strings=False)
    pieces += map(_machine_text, element.xpath(_MACHINE, smart_strings=False))
    if any(element.find(f".//{name}") is not None for name in ("sup", "del", "s", "strike")):
        pieces += ["\n", *element.xpath(f"{_SHOWN}{_UNSTRUCK}", smart_strings=False)]
    return "\0".join(pieces)


def _machine_text(text: str) -> str:
    """The words of a JSON script: its escapes undone, the markup in it NUL."""
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _TAG.sub("\0", unescape(text))


def text_of_markup(markup: str) -> str:
    """What a piece of HTML shows, its paragraphs parted by blank lines; as it is where lxml is not installed."""
    if find_spec("lxml") is None:
        return markup
    from lxml.etree import ParserError
    from lxml.html import fromstring

    try:
        return joined(list(blocks_of_page(fromstring(markup))))
    except (ParserError, ValueError):  # nothing but comments; an encoding declared in what is text already
        return markup
