"""Opens and reads files within bounds: only regular ones, and never more of one than was asked for.

A named pipe would be waited for without end, a link to `/dev/zero` read without end; both are refused unread.
"""

from __future__ import annotations

import errno
import hashlib
import io
import logging
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from stance.errors import DataError, ModelError
from stance.readers.decode import decode
from stance.readers.limits import FILE_BYTES, MODEL_BYTES, at_most

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Given = TypeVar("Given", int, bytes)

log = logging.getLogger(__name__)

CHECK_PATH: Final = "check the path"

_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)
"""Opens a named pipe without waiting for somebody to write into it."""


class _File(io.FileIO):
    """A file that gives bytes or ends; what the kernel only gives as it comes (/proc/kmsg) is an error, not a wait."""

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer, and say with how many bytes."""
        given: int | None = super().readinto(buffer)
        return _given(given)

    def readall(self) -> bytes:
        """All of its bytes."""
        return _given(super().readall())


def _given(what: Given | None) -> Given:
    if what is None:
        raise OSError(errno.EAGAIN, "no file that ends")
    return what


def open_regular(path: Path, remedy: str = CHECK_PATH) -> io.BufferedReader:
    """The file, open to be read from its beginning.

    Raises:
        DataError: it cannot be opened, or is a folder, a pipe or a device; the message ends with the remedy.
    """
    try:
        raw = _File(path, opener=lambda name, flags: os.open(name, flags | _AT_ONCE))
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"{path}: cannot be read ({reason}); {remedy}") from None
    if not stat.S_ISREG(os.fstat(raw.fileno()).st_mode):
        raw.close()
        raise DataError(f"{path}: a pipe or a device, not a file; write what it gives into a file and read that")
    return io.BufferedReader(raw)


def read_bytes(path: Path, *, most: int = FILE_BYTES, remedy: str = CHECK_PATH) -> bytes:
    """The bytes of the file.

    Raises:
        DataError: as `open_regular`, or it has more than `most` bytes.
    """
    with open_regular(path, remedy) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            data = at_most(file, most, size) if size <= most else b""
        except OSError as error:
            raise DataError(f"{path}: cannot be read ({error.strerror}); {remedy}") from None
    if max(size, len(data)) > most:
        raise DataError(f"{path}: more than {most // 1_000_000} MB, too large for what it should be; {remedy}")
    return data


def read_model_file(path: Path, *, remedy: str = CHECK_PATH) -> bytes:
    """The bytes of a file of a bundle or an encoder.

    Raises:
        ModelError: where `read_bytes` raises DataError, in its words.
    """
    try:
        return read_bytes(path, remedy=remedy, most=MODEL_BYTES)
    except DataError as fault:
        raise ModelError(str(fault)) from None


def read_text(path: Path, *, most: int = FILE_BYTES) -> str:
    """The text of the file, whatever its encoding.

    Raises:
        DataError: as `read_bytes`, or it is no text.
    """
    return decode(read_bytes(path, most=most), str(path))


def hash_file(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hex.

    Raises:
        DataError: as `open_regular`, or it cannot be read to its end.
    """
    with open_regular(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DataError(f"{path}: cannot be read ({error.strerror}); {CHECK_PATH}") from None


def files_below(folder: Path) -> list[Path]:
    """Every file of the folder and of the folders in it, in order of path; one nobody may look into is told.

    Raises:
        DataError: the folder itself cannot be looked into.
    """

    def untold(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise DataError(f"{folder}: cannot be looked into ({error.strerror}); {CHECK_PATH}") from None
        log.warning("%s: cannot be looked into (%s); what is in it is not read", error.filename, error.strerror)

    found = (Path(place, name) for place, _, names in os.walk(folder, onerror=untold) for name in names)
    return sorted(file for file in found if file.is_file())
