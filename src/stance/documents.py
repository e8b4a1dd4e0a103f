"""Files, folders and standard input → `Document`s with ids and what `sources.csv` knows; text untouched."""

from __future__ import annotations

import csv
import io
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from stance.errors import DataError, UsageError
from stance.readers import READERS
from stance.readers.decode import decode
from stance.records import Document

STDIN: Final = "-"
METADATA: Final = "sources.csv"
METADATA_FIELDS: Final = ("title", "authors", "outlet", "date", "url")
MOST_SHOWN: Final = 60
"""Characters of a path too long to be one that a message repeats."""

Metadata = Callable[[Path], Mapping[str, Mapping[str, str]]]
"""`sources.csv` → {document: {field: value}}."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read (None: standard input), the id of a lone document in it, and the folder given, if one was."""

    path: Path | None
    id: str
    root: Path | None


def read_documents(sources: Iterable[Source]) -> Iterator[Document | DataError]:
    """Each source's documents, in order, one in memory at a time; what cannot be read comes as its fault instead.

    A second document of the same id is a fault: nothing downstream could tell the two apart.
    """
    seen: set[str] = set()
    metadata = cache(read_metadata)  # of this run alone: by the next one the tables may have changed
    for source in sources:
        for document in _read(source, metadata):
            if isinstance(document, Document) and document.id in seen:
                place = source.path or "standard input"
                yield DataError(f"{place}: a second document with id '{document.id}'; give each an id of its own")
            else:
                if isinstance(document, Document):
                    seen.add(document.id)
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


def find_sources(paths: Sequence[str]) -> list[Source]:
    """The files the paths stand for: a file as it is, a folder's documents in order of path, `-` standard input.

    In a folder, READMEs, hidden files, names that begin with `_` and suffixes without a reader are passed over. The id
    is the file's name without suffix; where several share that, the path below the folder given, with suffix. A file
    that several paths stand for is read once.

    Raises:
        DataError: a path that is not there.
        UsageError: a file named on its own whose format has no reader, or a folder without any document.
    """
    once: dict[str | None, tuple[Path | None, Path | None]] = {}
    for file, root in (pair for path in paths for pair in _expand(path)):
        name = os.path.abspath(file) if file else None  # noqa: PTH100  (resolving would lose the name of a link)
        once.setdefault(name, (file, root))
    found = list(once.values())
    stems = Counter(_stem(file) for file, _ in found)
    for stem in (stem for stem, count in stems.items() if count > 1):
        log.warning("several inputs are called '%s': their paths are their ids", stem)
    below = Counter(_below(file, root) for file, root in found)
    return [Source(file, _id(file, root, stems, below), root) for file, root in found]


def _id(file: Path | None, root: Path | None, stems: Counter[str], below: Counter[str]) -> str:
    if stems[_stem(file)] == 1:
        return _written(_stem(file))
    return _written(_below(file, root) if below[_below(file, root)] == 1 else str(file))


def _stem(file: Path | None) -> str:
    return file.stem if file else "stdin"


def _written(name: str) -> str:
    """The name as it can be written: bytes of a file name that are no UTF-8 become replacement characters."""
    return os.fsencode(name).decode(errors="replace")


def _below(file: Path | None, root: Path | None) -> str:
    """The file's path below the folder given; of a file given by itself, the path as it was given."""
    if file is None:
        return "stdin"
    return (file.relative_to(root) if root else file).as_posix()


def _expand(path: str) -> list[tuple[Path | None, Path | None]]:
    """(file, folder it was found in, if one was given) of everything the path stands for."""
    if path == STDIN:
        return [(None, None)]
    place = Path(path)
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise DataError(f"{path}: no such file or folder; check the path") from None
    except OSError as error:  # a text given in place of a path is too long for a name
        shown = path[:MOST_SHOWN]
        raise DataError(f"{shown}: cannot be read ({error.strerror}); give a path, or - for stdin") from None
    if place.is_dir():
        files = [file for file in sorted(place.rglob("*")) if _is_document(file, place)]
        if not files:
            raise UsageError(f"{path}: no document in this folder; readable are {', '.join(READERS)}")
        return [(file, place) for file in files]
    if place.suffix.lower() not in READERS:
        raise UsageError(f"{path}: no reader for '{place.suffix}'; readable are {', '.join(READERS)}")
    return [(place, None)]


def _is_document(file: Path, root: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(root).parts)
    readable = file.suffix.lower() in READERS and not file.name.upper().startswith("README")
    return readable and not hidden and file.is_file()


def _read(source: Source, metadata: Metadata) -> Iterator[Document | DataError]:
    """The documents of one source, with what the metadata beside it know; a failure of the file comes as a fault."""
    if source.path is None:
        yield from _from_stdin()
        return
    try:
        with source.path.open("rb") as file:
            for document in READERS[source.path.suffix.lower()](file, str(source.path)):
                yield document if isinstance(document, DataError) else _completed(document, source, metadata)
    except DataError as fault:
        yield fault
    except OSError as error:
        yield DataError(f"{source.path}: cannot be read ({error.strerror}); check that it is a file you may open")


def _from_stdin() -> Iterator[Document | DataError]:
    try:
        for document in READERS[".txt"](sys.stdin.buffer, "standard input"):
            yield document if isinstance(document, DataError) else replace(document, id="stdin")
    except DataError as fault:
        yield fault


def _completed(document: Document, source: Source, metadata: Metadata) -> Document:
    """The document with its id, and with what the nearest `sources.csv` says where the document itself is silent."""
    known = {"id": document.id or source.id}
    for table in _metadata_tables(source):
        if row := metadata(table).get(document.id or source.path.stem if source.path else ""):
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
    if "document" not in (reader.fieldnames or ()):
        raise DataError(
            f"{path}: no column 'document'; its columns are document,{','.join(METADATA_FIELDS)},sha256,note"
        )
    try:
        return {row["document"]: {key: row[key] for key in METADATA_FIELDS if row.get(key)} for row in reader}
    except csv.Error as error:  # also a quotation mark that is never closed: it would swallow the rows after it
        raise DataError(f"{path}, line {reader.line_num + 1}: not CSV ({error}); export it as CSV again") from None
