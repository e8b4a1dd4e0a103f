"""Writes files atomically, writes to standard output, and makes file names from document ids.

All output of the package goes through here: a file is whole or it is not there.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final, TextIO, cast

from stance.errors import DataError, UsageError
from stance.stages import PRINTING, log_stage
from stance.terminal import terminal_text

PART: Final = ".part"
"""How the name of a file ends that is being written, or that a failed run left."""

_OPENED: Final = re.compile(r"/dev/std(?P<name>in|out|err)|(?:/dev|/proc/self)/fd/(?P<number>\d{1,9})")
_NUMBERS: Final = {"in": 0, "out": 1, "err": 2}

LONGEST_NAME: Final = 200
"""Bytes of a file name made here; most file systems allow 255."""


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes into, which takes its name when all went well.

    A device, a named pipe and what is open already (/dev/stdout, /dev/fd/63 as a shell gives it) are written to as is.

    It is written beside the target under a new name that ends in `.part`, so that no other file is touched; a folder
    that is not there is made. A link is followed, and the mode of a file that is replaced is kept. After an error what
    was written stays in the part, whose name is added to the error as a note.

    Raises:
        DataError: it cannot be written.
    """
    check_is_no_folder(path)
    try:
        check_place(path)
        if (number := opened_before(path)) is not None:
            # To open it anew would begin it anew, and a file in its place would lose what `>>` is to add to.
            with os.fdopen(os.dup(number), "wb") as file:
                yield file
        elif path.exists() and not path.is_file():
            # Renaming over /dev/null, or over a pipe that somebody reads from, would put a plain file in its place.
            with path.open("wb") as file:
                yield file
        else:
            with _part_of(behind_links(path) if path.is_symlink() else path) as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        failure = DataError(f"{path}: cannot be written ({error.strerror}); choose another place with -o")
        for note in getattr(error, "__notes__", ()):
            failure.add_note(note)
        raise failure from None


def check_is_no_folder(path: Path) -> None:
    """Raise DataError where a folder stands in place of what is to be written."""
    if path.is_dir():
        raise DataError(f"{path}: a folder, not a file; name a file in it with -o")


def check_new_folder(path: Path, remedy: str = "") -> None:
    """Raise UsageError where something stands in place of a new folder; an empty one may."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{path}: is there already; name a new folder{remedy}")


def opened_before(path: Path) -> int | None:
    """The number of the open file that a path names, as /dev/stdout names 1; None where it names none."""
    found = _OPENED.fullmatch(str(path))
    if not found:
        return None
    return _NUMBERS[found["name"]] if found["name"] else int(found["number"])


def check_place(path: Path) -> None:
    """Raise DataError where it can be told before that no file can be written there; its folders will be made."""
    if opened_before(path) is not None:
        return
    if path.exists() and not path.is_file() and not path.is_dir():  # whoever may write to a device may not add one
        if not os.access(path, os.W_OK):
            raise DataError(f"{path}: cannot be written (may not be written to); choose another place with -o")
        return
    place = next((place for place in path.absolute().parents if place.exists()), path)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        why = "may not be written into" if place.is_dir() else "is a file, not a folder"
        raise DataError(f"{path}: cannot be written ({place} {why}); choose another place with -o")


@contextmanager
def _part_of(target: Path) -> Iterator[BinaryIO]:
    """A new file beside the target, renamed to it at the end; after an error it is kept if it holds something."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name[: LONGEST_NAME // 4]}.{secrets.token_hex(4)}{PART}")
    file = os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb")
    try:
        with file:
            yield file
            file.flush()
            with suppress(FileNotFoundError):
                os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            os.fsync(file.fileno())  # what has its name must be whole after a power cut too
        part.replace(target)
    except BaseException as error:
        if part.exists() and part.stat().st_size:
            error.add_note(f"what was written so far is in {part}")
        else:
            part.unlink(missing_ok=True)
        raise


def behind_links(path: Path) -> Path:
    """What the path leads to, which need not be there.

    Raises:
        OSError: links that lead in a circle. `Path.resolve` raises RuntimeError for those until Python 3.12.
    """
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return place


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to write into, which takes the place of nothing, or of an empty folder, at `path` when all went well."""
    try:
        path = behind_links(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{path.name[: LONGEST_NAME // 4]}-", dir=path.parent) as room:
            folder = Path(room) / "new"
            folder.mkdir()
            yield folder
            folder.replace(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from None


def write_text(path: Path | None, text: str) -> None:
    """Write a text file as UTF-8, whole or not at all, or (None) to standard output; raises as `atomic_file`."""
    with atomic_file(path) if path else standard_output() as file:
        file.write(text.encode(errors="replace"))  # half a character: a file name in another encoding


def write_new_text(path: Path, text: str) -> bool:
    """Write a text file that is not there yet, whole; False, and nothing is changed, if it is there.

    Of several processes that try at once exactly one succeeds. OSError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")
        sync_to_disk(part)
        path.hardlink_to(part)
    except FileExistsError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def sync_to_disk(path: Path) -> None:
    """Return when what was written to the file, or the names in the folder, would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output for bytes; left open. On a terminal, what would steer it is written as its escape.

    Raises:
        BrokenPipeError: nobody reads it any more.
        DataError: it cannot be written, as on a full disk.
    """
    try:
        if sys.stdout.isatty():
            log_stage(PRINTING)
            yield cast("BinaryIO", _Terminal(sys.stdout.buffer))
        else:
            yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        drop(sys.stdout)
        raise
    except OSError as error:
        drop(sys.stdout)
        raise DataError(f"standard output: cannot be written ({error.strerror}); name a file with -o") from None


class _Terminal(BufferedIOBase):
    """Writes text in UTF-8 to a terminal so that nothing in it steers the terminal."""

    def __init__(self, terminal: BinaryIO) -> None:
        self._terminal = terminal
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  (any buffer)
        """Write the text; a character whose end is still to come waits for it."""
        log_stage(PRINTING)
        self._terminal.write(terminal_text(self._decoder.decode(bytes(data))).encode(errors="replace"))
        return len(data)

    def flush(self) -> None:
        self._terminal.flush()


def drop(stream: TextIO) -> None:
    """Let what a standard stream still holds go nowhere: at its end Python would try, fail and complain once more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def path_for_id(folder: Path, document: str, suffix: str = "") -> Path:
    """The file in the folder that is called after a document id; DataError where that is no safe name for a file."""
    unsafe = not document or document.startswith(".") or any(mark in document for mark in "/\\\0")
    if unsafe or len(f"{document}{suffix}".encode(errors="replace")) > LONGEST_NAME:
        raise DataError(f"document id {document[:80]!r}: no name for a file; use one without / and ..")
    return folder / f"{document}{suffix}"
