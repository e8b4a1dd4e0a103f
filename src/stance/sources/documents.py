"""Sources → `Document`s with ids and what `sources.csv` knows; text as the reader of their format gave it."""

from __future__ import annotations

import csv
import io
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from stance.errors import DataError, UsageError
from stance.readers import reader_of
from stance.readers.decode import decode
from stance.records import Document
from stance.sources.language import foreign_language
from stance.sources.paths import Source, find_sources
from stance.stages import log_stage

METADATA: Final = "sources.csv"
METADATA_FIELDS: Final = ("title", "authors", "outlet", "date", "url")

Metadata = Callable[[Path], Mapping[str, Mapping[str, str]]]
"""`sources.csv` → {document: {field: value}}."""

log = logging.getLogger(__name__)


def read_documents(sources: Iterable[Source]) -> Iterator[Document | DataError]:
    """Each source's documents, in order, one in memory at a time; what cannot be read comes as its fault instead.

    A second document of the same id is a fault: nothing downstream could tell the two apart.
    """
    seen: set[str] = set()
    metadata = cache(read_metadata)  # of this run alone: by the next one the tables may have changed
    for source in sources:
        for document in _read(source, metadata):
            if isinstance(document, Document) and document.id in seen:
                yield DataError(f"{source}: a second document with id '{document.id}'; give each an id of its own")
                continue
            if isinstance(document, Document):
                seen.add(document.id)
                if code := foreign_language(document.text):
                    log.warning("%s: its language looks like '%s'; claims are found in English only", document.id, code)
            yield document


def read_folder(folder: Path) -> list[Document]:
    """Every document of a folder, in order of path.

    Raises:
        DataError: one that cannot be read.
    """
    documents = []
    for document in read_documents(find_sources([str(folder)])):
        if isinstance(document, DataError):
            raise document
        documents.append(document)
    return documents


def _read(source: Source, metadata: Metadata) -> Iterator[Document | DataError]:
    """The documents of one source, with what the metadata beside it know; a failure of the whole comes as a fault."""
    log_stage(f"reading {source}")
    try:
        for document in _numbered(_opened(source), source.id):
            yield document if isinstance(document, DataError) else _completed(document, source, metadata)
    except DataError as fault:
        yield fault
    except UsageError as missing:  # the library that reads one format of many
        yield DataError(f"{source}: {missing}")
    except OSError as error:
        yield DataError(f"{source}: cannot be read ({error.strerror}); check that it is a file you may open")


def _opened(source: Source) -> Iterator[Document | DataError]:
    """What the reader of the source's format makes of it."""
    if source.url:
        yield _fetched(source.url)
        return
    reader = reader_of(source.suffix, source.options)
    if source.path is None:
        # A pipe cannot be read twice, as most formats need; lines of text can be read as they come.
        streams = source.suffix in {".txt", ".jsonl"}
        yield from reader(sys.stdin.buffer if streams else io.BytesIO(sys.stdin.buffer.read()), str(source))
        return
    with source.path.open("rb") as file:
        yield from reader(file, str(source))


def _fetched(url: str) -> Document:
    """The document at an address."""
    from stance.readers.html import document_from_page
    from stance.sources.fetch import fetch

    page = fetch(url)
    if page.suffix in {".html", ".htm"}:
        return document_from_page(page.data, url, charset=page.charset, url=page.url)
    found = next(iter(reader_of(page.suffix)(io.BytesIO(page.data), url)))
    if isinstance(found, DataError):
        raise found
    return replace(found, url=page.url)


def _numbered(documents: Iterator[Document | DataError], name: str) -> Iterator[Document | DataError]:
    """The documents, each with an id: those without one of their own are called `name`, or `name-1` ... if several."""
    held: Document | None = None
    number = 0
    for document in documents:
        if isinstance(document, DataError) or document.id:
            yield document
            continue
        if held:
            number += 1
            yield replace(held, id=f"{name}-{number}")
        held = document
    if held:
        yield replace(held, id=f"{name}-{number + 1}" if number else name)


def _completed(document: Document, source: Source, metadata: Metadata) -> Document:
    """The document with its id, and with what the nearest `sources.csv` says where the document itself is silent."""
    known: dict[str, str] = {}
    # A lone document is listed under the name of its file, also where its id is its path.
    name = source.path.stem if source.path and document.id == source.id else document.id
    for table in _metadata_tables(source):
        if row := metadata(table).get(name):
            known |= {key: value for key, value in row.items() if getattr(document, key) is None}
            break
    return replace(document, **known)


def _metadata_tables(source: Source) -> Iterator[Path]:
    """Where metadata may stand, nearest first: the file's folder, then up to the folder that was given."""
    if source.path is None:
        return
    for folder in source.path.parents:
        yield folder / METADATA
        if folder == (source.root or source.path.parent):
            return


def read_metadata(path: Path) -> dict[str, dict[str, str]]:
    """{document: {field: value}} of a `sources.csv`, known fields only; empty where there is no such file.

    Raises:
        DataError: the file has no column `document`.
    """
    if not path.is_file():
        return {}
    reader = csv.DictReader(io.StringIO(decode(path.read_bytes(), str(path)), newline=""), strict=True)
    try:
        if "document" not in (reader.fieldnames or ()):
            raise DataError(
                f"{path}: no column 'document'; its columns are document,{','.join(METADATA_FIELDS)},sha256,note"
            )
        return {row["document"]: {key: row[key] for key in METADATA_FIELDS if row.get(key)} for row in reader}
    except csv.Error as error:  # also a quotation mark that is never closed: it would swallow the rows after it
        raise DataError(f"{path}, line {reader.line_num + 1}: not CSV ({error}); export it as CSV again") from None
