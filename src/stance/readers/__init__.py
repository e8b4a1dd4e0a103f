"""Input formats: one module a format, each a function from an open binary file to the documents in it.

To add one: a module here with a `read` of the type `Reader` and a table `READS` of the suffixes it reads, and a test
beside its neighbours (CONTRIBUTING.md has the rest). What it gives is checked here, whatever the format.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.exports.roles import Coverage as Coverage
from stance.readers.items import DEFAULTS, ReadOptions, checked
from stance.readers.items import Item as Item
from stance.readers.items import Numbered as Numbered
from stance.readers.sniff import sniff

Reader = Callable[[BinaryIO, str], Iterator[Item]]
"""(open file, where it is, for messages) → its documents in order; a file that is one document leaves the id empty.

A row that is no document is yielded as its fault, so that the rows after it are still read. A file of articles ends
with the `Coverage` of its text. Raises DataError where the file as a whole is not what its suffix promises, UsageError
where the library that reads it is not installed.
"""

RowReader = Callable[[BinaryIO, str, ReadOptions], Iterator[Item]]
"""A reader of rows, told which columns hold what, or of an archive, told what to tell the readers of its files."""

log = logging.getLogger(__name__)


def _tables(name: str) -> Mapping[str, Any]:
    """The tables of that name in the modules of this package, as one, in order of suffix."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return dict(sorted(entry for module in modules for entry in getattr(module, name, {}).items()))


ROWS: Final[Mapping[str, RowReader]] = _tables("READS_ROWS")
"""Formats with a document a row: suffix, in lower case, → reader."""

ARCHIVES: Final[Mapping[str, RowReader]] = _tables("READS_ARCHIVES")
"""Formats that hold files of other formats."""

_OPTIONED: Final[Mapping[str, RowReader]] = {**ROWS, **ARCHIVES, **_tables("READS_PAGES")}
_FILES: Final[Mapping[str, Reader]] = _tables("READS")

FORMATS: Final = tuple(sorted({**_FILES, **_OPTIONED}))
"""The suffixes that can be read, in lower case, in order."""


UPLOADS: Final = tuple(suffix for suffix in FORMATS if suffix not in {".gz", ".doc", ".warc", ".wet"})
"""Those that a service reads for whoever sends them: none that unfold without end or take another program."""


def reader_of(suffix: str, options: ReadOptions = DEFAULTS) -> Reader:
    """The reader of a format, told the options if it reads rows; its texts are bounded and can be written again.

    A file that is another format by its bytes is read as that, with a warning.
    """
    return lambda file, where: checked(_read(file, where, suffix, options), where)


def _read(file: BinaryIO, where: str, suffix: str, options: ReadOptions) -> Iterator[Item]:
    kind = sniff(file, suffix) if file.seekable() else suffix
    if kind != suffix and kind in FORMATS:
        log.warning("%s: called %s, but a %s file by its bytes; read as that", where, suffix, kind)
        suffix = kind
    if options.uploaded and suffix not in UPLOADS:
        raise DataError(f"{where}: {suffix} files are read on the command line only; run: stance score")
    if suffix in ARCHIVES and not options.unpack:
        raise DataError(f"{where}: archives in archives; unpack it and read the files")
    if suffix in _OPTIONED:
        return _OPTIONED[suffix](file, where, options)
    return _FILES[suffix](file, where)
