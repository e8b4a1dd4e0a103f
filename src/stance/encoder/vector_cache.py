"""Persistent cache of sentence vectors (SQLite), keyed by encoder and text hash.

One SQLite file an encoder, in the user's cache folder: the hash of a text → its vector; the texts themselves are not
kept. Several processes may read and write it at once. It may be deleted at any time, and where it cannot be used, the
vectors are computed.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import sys
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

VARIABLE: Final = "STANCE_CACHE"
OFF: Final = "none"

WIDTH: Final = 384
"""Numbers of a vector of all-MiniLM-L6-v2."""

_TABLE: Final = [("table", "vectors")]
# How long to wait while another process writes; a write takes less than a thousandth of it.
_PATIENCE: Final = 10.0
# A damaged schema is quoted in the message, whose bytes need not be text.
_FAULTS: Final = (sqlite3.Error, UnicodeDecodeError)

log = logging.getLogger(__name__)


def cache_folder() -> Path | None:
    """Where to keep what can be computed again: `STANCE_CACHE`, else the platform's folder; None if that is `none`."""
    if named := os.environ.get(VARIABLE):
        return None if named == OFF else Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/stance"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "stance/Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stance"


class VectorCache:
    """The vectors of one encoder, by text, of `width` numbers. `name` must change with whatever could change a vector.

    `taken` and `computed` count texts since it was made, `seconds` is what the computing took. Nothing is opened before
    the first text, and what was opened is closed when nobody holds this any more.
    """

    def __init__(self, folder: Path, name: str, width: int = WIDTH) -> None:
        self.path = folder / "vectors" / f"{name}.sqlite"
        self.width = width
        self.taken = self.computed = 0
        self.seconds = 0.0
        self._file: sqlite3.Connection | None = None
        self._closing: weakref.finalize[[], VectorCache] | None = None
        self._usable = True

    def vector(self, text: str, compute: Callable[[str], NDArray[np.float32]]) -> NDArray[np.float32]:
        """The vector of the text, from the file or computed and put there."""
        key = hashlib.sha256(text.encode()).digest()
        kept = self._run("SELECT vector FROM vectors WHERE text = ?", (key,))
        if kept and (known := _vector_of(kept[0][0], self.width)) is not None:
            self.taken += 1
            return known
        start = time.perf_counter()
        vector = compute(text)
        self.seconds += time.perf_counter() - start
        self.computed += 1
        self._run("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (key, vector.astype(np.float32).tobytes()))
        return vector

    def summary(self) -> str:
        """What was computed, at what rate, and what was not."""
        rate = f" at {self.computed / self.seconds:.0f} a second" if self.seconds else ""
        return f"{self.computed} texts encoded{rate}, {self.taken} vectors taken from {self.path}"

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._closing:
            self._closing()
            self._file = None

    def _run(self, statement: str, values: tuple[bytes, ...]) -> list[tuple[bytes]]:
        """The rows a statement gives; none, now and later, where the file cannot be used."""
        if not self._usable:
            return []
        try:
            if self._file is None:
                self._file = self._open()
                self._closing = weakref.finalize(self, self._file.close)
            return self._file.execute(statement, values).fetchall()
        except (*_FAULTS, OSError) as error:
            log.info("%s: vectors are not kept (%s); name another folder with %s", self.path, error, VARIABLE)
            self._usable = False
            return []

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Whichever thread collects garbage may close it.
        file = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            # Every write is a transaction of its own, but no power cut is waited for: vectors can be computed again.
            file.execute("PRAGMA synchronous = OFF")
            file.execute("CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
            if file.execute("SELECT type, name FROM sqlite_schema").fetchall() != _TABLE:
                raise sqlite3.DatabaseError("another database")  # a view could take for ever, a trigger write
        except _FAULTS:
            file.close()
            raise
        return file


def _vector_of(blob: object, width: int) -> NDArray[np.float32] | None:
    """The vector that a row holds; None where it holds something else, and is to be computed anew."""
    if not isinstance(blob, bytes) or len(blob) != width * np.dtype(np.float32).itemsize:
        return None
    vector = np.frombuffer(blob, dtype=np.float32)
    return vector if np.isfinite(vector).all() else None
