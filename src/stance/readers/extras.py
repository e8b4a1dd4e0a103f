"""Libraries that only some formats need: there, or named with the command that brings them; and what trips them up."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

from stance.errors import DataError, StanceError, UsageError

Element = Any
"""An element of a tree of lxml, which has no types."""

EXTRAS: Final = {
    **dict.fromkeys((".html", ".htm", ".epub", ".mhtml", ".mht"), ("html", "trafilatura")),
    **dict.fromkeys((".xml", ".rss", ".atom", ".odt"), ("xml", "lxml")),
    **dict.fromkeys((".warc", ".wet"), ("warc", "warcio")),
    ".pdf": ("pdf", "pypdf"),
    ".docx": ("docx", "docx"),
    ".rtf": ("rtf", "striprtf"),
    ".parquet": ("parquet", "pyarrow"),
    ".xlsx": ("excel", "openpyxl"),
    ".xls": ("excel", "xlrd"),
    ".msg": ("msg", "olefile"),
}
"""File suffix → the extra of this package that reads it, and the module the extra brings (`docx` of python-docx)."""


def check_extra(suffix: str) -> None:
    """Raise UsageError, with the command that installs it, where the library that reads the format is not there."""
    extra, module = EXTRAS.get(suffix, ("", ""))
    if module and find_spec(module) is None:
        raise UsageError(f"{suffix} files need {module}, which is not installed; run: pip install 'stance[{extra}]'")


def load(suffix: str, submodule: str = "") -> ModuleType:
    """The module that reads the format (or a part of it), its own log kept from the user's terminal.

    What such a library has to say about the inside of a file is of no use to who wants to read it; our errors name the
    file and the remedy. UsageError where the extra is not installed.
    """
    check_extra(suffix)
    name = EXTRAS[suffix][1]
    for logger in (name, "htmldate", "courlan") if name == "trafilatura" else (name,):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    return importlib.import_module(f"{name}.{submodule}" if submodule else name)


@contextmanager
def broken(where: str, what: str, remedy: str) -> Iterator[None]:
    """Makes whatever a library trips over in a broken file (KeyError, RecursionError …) a fault of one line."""
    try:
        yield
    except StanceError:
        raise
    except Exception as error:
        if "encrypted" in str(error):
            raise DataError(f"{where}: under a password; save it without one") from None
        raise DataError(f"{where}: {what} ({type(error).__name__}); {remedy}") from None
