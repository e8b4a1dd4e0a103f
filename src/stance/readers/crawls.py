"""Web archives: the pages of a crawl (.warc) and the texts taken out of them (.wet), one record at a time."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import decode
from stance.readers.exports.roles import Coverage
from stance.readers.extras import load
from stance.readers.html import documents_from_page
from stance.readers.items import Item, NoDocument
from stance.readers.limits import FILE_BYTES
from stance.readers.options import DEFAULTS, ReadOptions
from stance.records import Document

_PAGES: Final = frozenset(("text/html", "application/xhtml+xml"))
_NO_ARTICLE: Final = "page without an article"


def read(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the records in order, each with its address.

    Pictures and the like are passed over, and pages that hold no article; the `Coverage` at the end counts them.

    Raises:
        UsageError: warcio is not installed.
        DataError: no web archive, or damaged.
    """
    archives = load(".warc", "archiveiterator")
    passed_over: Counter[str] = Counter()
    records = iter(archives.ArchiveIterator(file, arc2warc=True))
    while (record := _next(records, where)) is not None:
        if record.rec_type in {"response", "resource", "conversion"}:
            yield from _documents(record, where, options, passed_over)
    if passed_over:
        yield Coverage("", passed_over=passed_over)


def _next(records: Iterator[Any], where: str) -> Any:  # noqa: ANN401  (warcio has no types)
    """The next record, None behind the last."""
    try:
        return next(records, None)
    except Exception as error:  # warcio raises whatever a broken header trips it over
        raise DataError(f"{where}: no web archive, or damaged ({type(error).__name__}); fetch it again") from None


def _documents(
    record: Any,  # noqa: ANN401  (warcio has no types)
    where: str,
    options: ReadOptions,
    passed_over: Counter[str],
) -> Iterator[Item]:
    url = record.rec_headers.get_header("WARC-Target-URI")
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    is_text = record.rec_type == "conversion" or kind == "text/plain"
    if not is_text and kind not in _PAGES:
        passed_over[kind or "record without a type"] += 1
        return
    try:
        data = record.content_stream().read(FILE_BYTES)
        if is_text:
            text = decode(data, f"{where}, {url}").strip()
            yield from [Document(id="", text=text, url=url)] if text else []
            return
        for item in documents_from_page(data, f"{where}, {url}", options, url=url):
            yield replace(item, url=url) if isinstance(item, Document) else item
    except DataError:
        passed_over[_NO_ARTICLE] += 1
        yield NoDocument()
    except (OSError, ValueError, EOFError, zlib.error):  # packed, and broken in it
        passed_over["damaged record"] += 1


READS_PAGES = {".warc": read, ".wet": read}
