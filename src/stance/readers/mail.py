"""E-mails, Outlook messages and saved pages: subject, sender and date of a message are the metadata of its text."""

from __future__ import annotations

import codecs
import io
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from stance.errors import DataError
from stance.readers.archives import read_inside
from stance.readers.blocks import blocks_of_lines
from stance.readers.decode import UTF8, decode_declared
from stance.readers.exports import may_be_export, read_export
from stance.readers.exports.roles import Coverage
from stance.readers.extras import broken, load
from stance.readers.html import documents_from_page, export_in_page
from stance.readers.items import DEFAULTS, Item, ReadOptions, completed
from stance.readers.limits import read_whole
from stance.records import Document

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

_QUOTED: Final = re.compile(r"^(?:> ?)+", re.MULTILINE)
_FORWARDED: Final = re.compile(
    r"^.{0,3}(?:begin forwarded message:|-+ ?forwarded message ?-+|-+ ?original message ?-+)", re.I | re.M
)
_HEADER: Final = re.compile(r"(?:from|to|cc|subject|date|sent|reply-to):.*", re.IGNORECASE)
_BORDER: Final = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\d{4}\r?\n(?=[A-Za-z-]+:)")
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
"""The line above each message in a folder of them, and such a line in a text, which has a mark."""

_SUBJECT, _SENDER, _BODY, _PAGE = "0037", "0C1A", "1000", "1013"
_TIMES: Final = (b"\x40\x00\x39\x00", b"\x40\x00\x06\x0e")
"""Properties that hold when a message was sent and when it came, as their tags stand in the file."""

_DEEPEST: Final = 3
"""Messages in messages that are opened."""

_TEXT_TYPES: Final = ("text/plain", "text/html")
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


class _Part(NamedTuple):
    """A plain text or a page in a message."""

    content: bytes
    charset: str | None
    is_page: bool


_NO_PART: Final = _Part(b"", None, is_page=False)


class _Message(NamedTuple):
    """A message: its text, all texts and pages in it, the files beside its text, what it says of itself."""

    body: _Part
    parts: Sequence[_Part]
    attached: Sequence[tuple[PurePosixPath, bytes]]
    known: Mapping[str, str | None]


def read(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The document of a message, or the articles that a database sent; of its plain and HTML form the plain one.

    The articles may stand in any part of it: in one form alone, in a message that it forwards, in a page beside it.
    Without such, the files beside its text are read too.
    """
    message = _opened(read_whole(file, where), where)
    body = message.body
    if not body.content.strip() and not message.attached:
        raise DataError(f"{where}: no text in this e-mail; there is nothing to read in it")
    if len(message.parts) > 1 and (articles := _articles_of_parts(message.parts, where)):
        yield from articles
        return
    if body.content.strip():
        page = documents_from_page(body.content, where, options, charset=body.charset)
        text = decode_declared(body.content, where, body.charset)
        yield from completed(page if body.is_page else _documents_of_text(text), message.known)
    yield from _read_attached(message.attached, where, options)


def read_mbox(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the messages in a folder of a mail program, in order; one that has no text is its fault."""
    head, *messages = _BORDER.split(read_whole(file, where))
    if head.strip() or not messages:
        raise DataError(f"{where}: no folder of messages (mbox); save the messages as .eml")
    for number, message in enumerate(messages, start=1):
        try:
            yield from read(io.BytesIO(_ESCAPED.sub(rb"\1", message)), f"{where}, message {number}", options)
        except DataError as fault:
            yield fault


def _opened(data: bytes, where: str) -> _Message:
    """The parts of a message, if it is one."""
    with broken(where, "no e-mail", "save the message anew as .eml"):
        message = _parsed(data)
        body = message.get_body(("plain", "html"))
        parts = [_part(part) for part in message.walk() if part.get_content_type() in _TEXT_TYPES]
        opened = _Message(_part(body) if body else _NO_PART, parts, list(_attachments(message)), _metadata(message))
        codecs.lookup(opened.body.charset or UTF8)
        return opened


def _parsed(data: bytes) -> EmailMessage:
    from email import message_from_bytes
    from email.policy import default

    return message_from_bytes(data, policy=default)


def _attachments(message: EmailMessage) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files beside a message's text, messages that it forwards among them, with their names."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        if part.get_content_type() == "message/rfc822":
            yield PurePosixPath(f"message-{number}.eml"), bytes(part.get_content())
        elif isinstance(content := part.get_payload(decode=True), bytes) and part.get_filename():
            yield PurePosixPath(str(part.get_filename()).replace("\\", "/")), content


def _read_attached(files: Iterable[tuple[PurePosixPath, bytes]], where: str, options: ReadOptions) -> Iterator[Item]:
    """The documents of the files beside a message's text; those that no reader is for are counted."""
    from stance.readers import FORMATS

    passed_over: Counter[str] = Counter()
    if where.count(".eml") > _DEEPEST:
        raise DataError(f"{where}: messages in messages; save the one that you mean")
    for path, content in files:
        if path.suffix.lower() in FORMATS:
            yield from read_inside(io.BytesIO(content), path, f"{where}, {path.name}", options)
        else:
            passed_over[path.suffix.lower() or "no suffix"] += 1
    if passed_over:
        yield Coverage("", passed_over=passed_over)


def _part(part: MIMEPart) -> _Part:
    content = part.get_payload(decode=True)
    is_page = part.get_content_subtype() == "html"
    return _Part(content if isinstance(content, bytes) else b"", part.get_content_charset(), is_page)


def _articles_of_parts(parts: Sequence[_Part], where: str) -> list[Document | Coverage]:
    """The articles of a database in the pages of a message, else in its plain texts; empty where there are none."""
    for is_page in (True, False):
        articles: list[Document | Coverage] = []
        for part in parts:
            if part.is_page is is_page and part.content and may_be_export(part.content.decode("latin-1")):
                articles += _articles_of(part, where)
        if articles:
            return articles
    return []


def _articles_of(part: _Part, where: str) -> Iterable[Document | Coverage]:
    if part.is_page:
        return export_in_page(part.content, where, part.charset) or ()
    return _export_in(decode_declared(part.content, where, part.charset)) or ()


def _export_in(text: str) -> Iterator[Document | Coverage] | None:
    """The articles of a plain text, if it is an export."""
    return read_export(blocks_of_lines(text.replace("\r\n", "\n").split("\n")))


def _metadata(message: EmailMessage) -> dict[str, str | None]:
    sender, sent = message["from"], message["date"]
    return {
        "title": str(message["subject"] or ""),
        "authors": "; ".join(address.display_name for address in sender.addresses) if sender else None,
        "date": sent.datetime.date().isoformat() if sent else None,
    }


def _documents_of_text(text: str) -> Iterator[Document | Coverage]:
    """The articles that a database sent in a plain message, or the one document of any other."""
    articles = _export_in(text)
    if articles is not None:
        yield from articles
    else:
        yield Document(id="", text=_with_quotations(_forwarded(text.replace("\r\n", "\n"))))


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


def _with_quotations(text: str) -> str:
    """The message with the lines that it quotes ("> ") as paragraphs in quotation marks, whatever their wraps."""
    pieces = []
    for is_quoted, lines in groupby(text.split("\n"), lambda line: line.startswith(">")):
        if not is_quoted:
            pieces.append("\n".join(lines).strip("\n"))
            continue
        quoted = "\n".join(_QUOTED.sub("", line) for line in lines)
        paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", quoted) if paragraph.strip()]
        pieces += ["“" + paragraph.strip("“”") for paragraph in paragraphs]  # each opens, the last alone closes
        pieces[-1:] = [pieces[-1] + "”"] if paragraphs else pieces[-1:]
    return "\n\n".join(filter(None, pieces)) if len(pieces) > 1 else text


def read_mhtml(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Coverage]:
    """The documents of a page that a browser saved with its pictures in one file. Raises as `html.read`."""
    data = read_whole(file, where)
    with broken(where, "no saved page", "save it anew as HTML"):
        message = _parsed(data)
        saved = next((part for part in message.walk() if part.get_content_type() == "text/html"), message)
        page = _part(saved) if saved.get_content_type() == "text/html" else _NO_PART
        url = saved["content-location"] or message["snapshot-content-location"]
    if not page.content.strip():
        raise DataError(f"{where}: no page in this file; save it anew as HTML")
    yield from documents_from_page(page.content, where, options, charset=page.charset, url=str(url) if url else None)


def read_msg(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The document of an Outlook message; of its plain and its HTML form the plain one."""
    olefile = load(".msg")
    data = read_whole(file, where)
    with broken(where, "no Outlook message", "save it as .eml"), olefile.OleFileIO(io.BytesIO(data)) as message:
        known = {"title": _property(message, _SUBJECT), "authors": _property(message, _SENDER), "date": _sent(message)}
        text, page = _property(message, _BODY), _raw(message, f"{_PAGE}0102")
    if not text.strip() and not page.strip():
        raise DataError(f"{where}: no text in this message; there is nothing to read in it")
    yield from completed(_documents_of_text(text) if text.strip() else documents_from_page(page, where, options), known)


def _property(message: Any, number: str) -> str:  # noqa: ANN401  (olefile has no types)
    """A property that is text, in UTF-16 or in the page of the machine that wrote it."""
    wide = _raw(message, f"{number}001F")
    words = wide.decode("utf-16-le", "replace") if wide else _raw(message, f"{number}001E").decode("cp1252", "replace")
    return words.rstrip("\0 ")


def _raw(message: Any, name: str) -> bytes:  # noqa: ANN401
    stream = f"__substg1.0_{name}"
    return bytes(message.openstream(stream).read()) if message.exists(stream) else b""


def _sent(message: Any) -> str | None:  # noqa: ANN401
    """The day the message was sent, of a time in tenths of microseconds since 1601."""
    if not message.exists("__properties_version1.0"):
        return None
    properties = bytes(message.openstream("__properties_version1.0").read())
    for tag in _TIMES:
        place = properties.find(tag)
        if place >= 0:
            (ticks,) = struct.unpack_from("<Q", properties, place + 8)
            return (_EPOCH + timedelta(microseconds=ticks // 10)).date().isoformat()
    return None


READS_PAGES = {".eml": read, ".mbox": read_mbox, ".mhtml": read_mhtml, ".mht": read_mhtml, ".msg": read_msg}
