"""What a file is by its bytes, whatever it is called."""

from __future__ import annotations

import re
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.limits import NOT_A_ZIP, open_zip

_HEAD_BYTES: Final = 8192
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: Final = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"PAR1", ".parquet"),
    (b"\x1f\x8b", ".gz"),
    (b"WARC/", ".warc"),
    (b"TY  - ", ".ris"),
    (b"TY - ", ".ris"),
)
_OLE_STREAMS: Final = (
    ("WordDocument", ".doc"),
    ("__substg1.0_", ".msg"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("EncryptedPackage", ""),
)
"""Names of streams that files of old Office hold, in UTF-16, and what such a file is."""

_MEMBERS: Final = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "META-INF/container.xml": ".epub",
    "mimetype": ".odt",
}
"""Files that packages hold, and what such a package is."""

_PAGE: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype html\b|<html\b|<head\b|<body\b)", re.I | re.S
)
_XML: Final = re.compile(rb"\s*<\?xml\b")
_MARKED_UP: Final = frozenset(
    (
        *(".html", ".htm", ".mhtml", ".mht", ".xml", ".md", ".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson"),
        *(".eml", ".mbox", ".wet", ".warc"),
    )
)
"""Formats that may begin as a page does."""

_OLE_BYTES: Final = 4_000_000
_SAME: Final = {".rss": ".xml", ".atom": ".xml", ".htm": ".html", ".mht": ".mhtml", ".wet": ".warc"}


def sniff(file: BinaryIO, suffix: str) -> str:
    """The suffix of what the file is by its bytes; that of its name where they do not tell.

    The file must be seekable; it stands at its beginning again.
    """
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    kind = _kind_of(file, head, suffix)
    file.seek(0)
    return suffix if kind is None or kind == _SAME.get(suffix, suffix) else kind


def _kind_of(file: BinaryIO, head: bytes, suffix: str) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _packed(file)
    if head.startswith(_OLE):
        return _old_office(file, suffix)
    if suffix in _MARKED_UP:
        return None
    return ".html" if _PAGE.match(head) else ".xml" if _XML.match(head) else None


def _packed(file: BinaryIO) -> str | None:
    """Which of the packages a zip file is, or a zip of files."""
    try:
        with open_zip(file) as package:
            names = set(package.namelist())
    except (DataError, *NOT_A_ZIP):
        return None
    return next((kind for name, kind in _MEMBERS.items() if name in names), ".zip")


def _old_office(file: BinaryIO, suffix: str) -> str | None:
    data = file.read(_OLE_BYTES)
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return kind or None
    return suffix
