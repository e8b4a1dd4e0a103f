"""What the paths and addresses of a command line stand for: sources to read, each with the id of its document."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from stance.errors import DataError, UsageError
from stance.provenance import own_files
from stance.readers import FORMATS, ROWS
from stance.readers.archives import is_set_aside
from stance.readers.extras import check_extra
from stance.readers.items import DEFAULTS, ReadOptions
from stance.reading import files_below
from stance.sources.tally import Tally, named_tables

METADATA: Final = "sources.csv"
"""The table of a folder that says what its documents are."""

STDIN: Final = "-"
NAMED_ONLY: Final = frozenset({".csv", ".parquet", ".tab", ".tsv", ".xls", ".xlsx"})
"""Formats a folder is not searched for: such tables beside texts hold their metadata, labels or results."""

REMEDIES: Final = {
    ".xlsb": "save it as .xlsx or .csv",
    ".ods": "save it as .xlsx or .csv",
    ".pages": "export it as .docx",
    ".mobi": "convert it to .epub",
    ".rar": "unpack it and read the files",
    ".7z": "unpack it and read the files",
    **dict.fromkeys(
        (".bib", ".enw", ".nbib"), "it lists references; export them as .ris, with their abstracts or texts"
    ),
}
"""What to do with a file of a kind that people have and no reader is for."""

_OWN: Final = "what stance wrote itself"
_SCHEMES: Final = ("http://", "https://")
_MOST_SHOWN: Final = 60
"""Characters of a path too long to be one that a message repeats."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or an address, or (with neither) standard input, and how to read it.

    `id` is that of a lone document in it; `root` is the folder given, if the file was found in one.
    """

    path: Path | None = None
    id: str = ""
    root: Path | None = None
    url: str | None = None
    options: ReadOptions = DEFAULTS

    @property
    def suffix(self) -> str:
        """The suffix of its format in small letters; of an address it is known once the server has answered."""
        if self.url:
            return ".html"
        return self.path.suffix.lower() if self.path else self.options.stdin_format

    @property
    def stem(self) -> str:
        """The file's name without its suffix, or both of them where it is packed ("rows" of rows.jsonl.gz).

        Of an address, its host and path.
        """
        if self.url:
            return address_id(self.url)
        if self.path is None:
            return "stdin"
        return Path(self.path.stem).stem if self.suffix == ".gz" else self.path.stem

    @property
    def holds_articles(self) -> bool:
        """Whether it is read as articles, whose ids are a database's, and not as rows, whose ids are its writer's."""
        return self.suffix not in ROWS

    def __str__(self) -> str:
        """Where it is, for messages."""
        return self.url or _written(str(self.path or "standard input"))


def find_sources(paths: Sequence[str], options: ReadOptions = DEFAULTS, tally: Tally | None = None) -> list[Source]:
    """What the paths stand for: a file as it is, a folder's documents in order of path, an address, `-` standard input.

    In a folder, READMEs, hidden files and names that begin with `_` are no documents; tables (`NAMED_ONLY`), suffixes
    without a reader and what stance wrote itself are passed over and counted in `tally`. The id is the file's name
    without suffix, or an address's host and path; where several share that, the path below the folder given, with
    suffix. What several paths stand for is read once. Addresses are for the command line alone: nothing that comes from
    a document or over the network may be passed in here.

    Raises:
        DataError: a path that is not there.
        UsageError: a format without a reader or whose extra is not installed, named on its own; a folder without any
            document.
    """
    once: dict[str | None, Source] = {}
    for source in (source for path in paths for source in _expand(path, options, tally or Tally())):
        # Resolving the path would lose the name of a link.
        name = source.url or (os.path.abspath(source.path) if source.path else None)  # noqa: PTH100
        once.setdefault(name, source)
    found = list(once.values())
    stems = Counter(source.stem for source in found)
    for stem in (stem for stem, count in stems.items() if count > 1):
        log.warning("several inputs are called '%s': their paths are their ids", stem)
    below = Counter(map(_below, found))
    return [replace(source, id=_id(source, stems, below)) for source in found]


def _id(source: Source, stems: Counter[str], below: Counter[str]) -> str:
    if stems[source.stem] == 1:
        return _written(source.stem)
    return _written(_below(source) if below[_below(source)] == 1 else str(source))


def _written(name: str) -> str:
    """The name as it can be written: bytes of a file name that are no UTF-8 become replacement characters."""
    return os.fsencode(name).decode(errors="replace")


def _below(source: Source) -> str:
    """The file's path below the folder given; of a file given by itself, the path as it was given."""
    if source.url:
        return address_id(source.url, query=True)
    if source.path is None:
        return "stdin"
    return (source.path.relative_to(source.root) if source.root else source.path).as_posix()


def is_address(path: str) -> bool:
    """Whether a command-line argument is a web address."""
    return path.lower().startswith(_SCHEMES)


def address_id(url: str, *, query: bool = False) -> str:
    """Host and path of an address, with its query where that is asked for; the id of the document there."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that do not match; fetching it will say so
        return url.partition("://")[2]
    name = (parts.netloc.rpartition("@")[2] + parts.path).rstrip("/")
    return f"{name}?{parts.query}" if query and parts.query else name


def _expand(path: str, options: ReadOptions, tally: Tally) -> list[Source]:
    """Everything the path stands for, ids still empty."""
    if path == STDIN:
        return [_alone(Source(options=options))]
    if is_address(path):
        return [_alone(Source(url=path, options=options))]
    place = Path(path)
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise DataError(f"{path}: no such file or folder; check the path") from None
    except OSError as error:  # a text given in place of a path is too long for a name
        shown = path[:_MOST_SHOWN]
        raise DataError(f"{shown}: cannot be read ({error.strerror}); give a path, or - for stdin") from None
    if not place.is_dir():
        return [_alone(Source(place, options=options))]
    return _in_folder(path, options, tally)


def _in_folder(path: str, options: ReadOptions, tally: Tally) -> list[Source]:
    """The documents of a folder in order of path, ids still empty; what is passed over is noted in `tally`."""
    place = Path(path)
    files = files_below(place)
    own = own_files(files)
    tally.passed_over.update({_OWN: len(own)} if own else {})
    files = [file for file in files if file not in own and _may_be_document(file, place)]
    tally.passed_over.update(file.suffix.lower() or "no suffix" for file in files if not _is_read_in_folders(file))
    tables = [_written(str(file)) for file in files if file.suffix.lower() in NAMED_ONLY]
    tally.tables += tables
    files = [file for file in files if _is_read_in_folders(file)]
    if not files:
        how = f"it has tables; {named_tables(tables)}" if tables else f"readable are {_readable(NAMED_ONLY)}"
        raise UsageError(f"{path}: no document in this folder; {how}")
    return [Source(file, root=place, options=options) for file in files]


def _alone(source: Source) -> Source:
    """The source, named on its own, if it can be read here."""
    if remedy := REMEDIES.get(source.suffix):
        raise UsageError(f"{source}: {source.suffix} is not read; {remedy}")
    if source.suffix not in FORMATS:
        raise UsageError(f"{source}: no reader for '{source.suffix}'; readable are {_readable()}")
    check_extra(source.suffix)
    return source


def _readable(without: frozenset[str] = frozenset()) -> str:
    return ", ".join(suffix for suffix in FORMATS if suffix not in without)


def _may_be_document(file: Path, root: Path) -> bool:
    """Whether a file is neither hidden nor set aside by its name, nor what a folder says of itself."""
    is_about = file.name == METADATA or file.name.endswith(".meta.json")
    return not is_about and not is_set_aside(file.relative_to(root))


def _is_read_in_folders(file: Path) -> bool:
    suffix = file.suffix.lower()
    return suffix in FORMATS and suffix not in NAMED_ONLY
