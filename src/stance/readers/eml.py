"""E-mails: the words of the message, as newsletters bring op-eds; subject, sender and date are its metadata."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import blocks_of_lines
from stance.readers.decode import UTF8, decode, is_utf8
from stance.readers.exports import read_export
from stance.readers.exports.roles import Coverage
from stance.readers.html import documents_from_page
from stance.readers.limits import read_whole
from stance.readers.options import DEFAULTS, ReadOptions
from stance.records import Document

if TYPE_CHECKING:
    from email.message import EmailMessage

_QUOTED: Final = re.compile(r"^(?:> ?)+", re.MULTILINE)
_FORWARDED: Final = re.compile(
    r"^.{0,3}(?:begin forwarded message:|-+ ?forwarded message ?-+|-+ ?original message ?-+)", re.I | re.M
)
_HEADER: Final = re.compile(r"(?:from|to|cc|subject|date|sent|reply-to):.*", re.IGNORECASE)


def read(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Coverage]:
    """The document of a message, or the articles that a database sent; of its plain and HTML form the plain one.

    Raises:
        UsageError: the form is HTML and trafilatura is not installed.
        DataError: no message, or no text in it.
    """
    from email import message_from_bytes
    from email.policy import default

    data = read_whole(file, where)
    try:
        message = message_from_bytes(data, policy=default)
        body = message.get_body(("plain", "html"))
        content = body.get_payload(decode=True) if body else b""
        charset = body.get_content_charset() if body else None
        codecs.lookup(charset or UTF8)
        is_page = bool(body and body.get_content_subtype() == "html")
        known = _metadata(message)
    except Exception as error:  # the e-mail package raises whatever a broken header trips it over
        raise DataError(f"{where}: no e-mail ({type(error).__name__}); save the message anew as .eml") from None
    if not isinstance(content, bytes) or not content.strip():
        raise DataError(f"{where}: no text in this e-mail; there is nothing to read in it")
    items = (
        documents_from_page(content, where, options, charset=charset)
        if is_page
        else documents_of_text(_decoded(content, charset, where))
    )
    for item in items:
        yield completed(item, known) if isinstance(item, Document) else item


def _metadata(message: EmailMessage) -> dict[str, Any]:
    sender, sent = message["from"], message["date"]
    known = {"title": str(message["subject"] or "")}
    known["authors"] = "; ".join(one.display_name for one in sender.addresses) if sender else ""
    known["date"] = sent.datetime.date().isoformat() if sent else ""
    return {name: value for name, value in known.items() if value}


def completed(document: Document, known: dict[str, Any]) -> Document:
    """The message as it was sent; an article of a database has its own title, writer and date."""
    is_article = bool(document.id or document.outlet)
    return document if is_article else replace(document, **known)


def documents_of_text(text: str) -> Iterator[Document | Coverage]:
    """The articles that a database sent in a plain message, or the one document of any other."""
    text = text.replace("\r\n", "\n")
    articles = read_export(blocks_of_lines(text.split("\n")))
    if articles is not None:
        yield from articles
    else:
        yield Document(id="", text=_forwarded(text))


def _decoded(content: bytes, charset: str | None, where: str) -> str:
    if charset and not is_utf8(content):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeError):
            pass
    return decode(content, where)


def _forwarded(text: str) -> str:
    """What a message forwards, without its marks of quoting ("> ") and its headers; else the message as it is."""
    start = _FORWARDED.search(text)
    lines = text[start.end() :].split("\n") if start else text.split("\n")
    filled = [line for line in lines if line.strip()]
    if not start or sum(line.startswith(">") for line in filled) < 0.8 * len(filled):
        return text
    unquoted = [_QUOTED.sub("", line).rstrip() for line in lines]
    kept = [line for line in unquoted if not _HEADER.fullmatch(line)]
    return "\n".join(kept).strip()


READS_PAGES = {".eml": read}
