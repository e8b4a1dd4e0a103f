"""How much is read at most: of a file that has to be in memory whole, of what it unpacks to, of one text."""

from __future__ import annotations

import zipfile
from io import SEEK_END
from typing import BinaryIO, Final

from stance.errors import DataError

MODEL_BYTES: Final = 200_000_000
"""Bytes of a file of a bundle; a large encoder has 145 million."""

FILE_BYTES: Final = 100_000_000
"""Bytes of a file that has to be in memory whole (a web page, a PDF, a Word file); op-eds have thousandths of that."""

UNPACKED_BYTES: Final = 200_000_000
"""Bytes a packed format (Word, Parquet row group) may unfold to; a report with pictures has a tenth of that."""

TABLE_BYTES: Final = 1_000_000_000
"""Bytes of a table or of scores, which is in memory whole: some millions of rows."""

MEMBER_BYTES: Final = 4_000_000_000
"""Bytes a file in an archive may unfold to; beyond what memory holds it goes to the disk."""

TEXT_CHARACTERS: Final = 20_000_000
"""Characters of one document; War and Peace has 3 million."""

MOST_MEMBERS: Final = 1_000_000
"""Files in an archive."""

_LIST_BYTES: Final = 100 * MOST_MEMBERS
_TAIL: Final = 70_000
"""Bytes at the end of an archive in which its last record stands, a comment behind it."""

_PIECE: Final = 1 << 20

NOT_A_ZIP: Final = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError)
"""What is raised where a file is no zip archive, or a damaged one."""

_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""How files of old Office, and new ones under a password, begin."""


def at_most(file: BinaryIO, most: int, size: int = 0) -> bytes:
    """The file's bytes to its end, or `most` and one more: memory is taken for what is there, not for what may be.

    `size` bytes, which are known to be there, are read at once: nothing of them is copied.
    """
    known, more = file.read(min(size, most + 1)), bytearray()
    while piece := file.read(min(_PIECE, most + 1 - len(known) - len(more))):
        more += piece
    return known + more if more else known


def read_whole(file: BinaryIO, where: str) -> bytes:
    """The bytes of the file; DataError where there are none, or more than an op-ed can be."""
    data = at_most(file, FILE_BYTES)
    if not data:
        raise DataError(f"{where}: an empty file; there is nothing to read in it")
    if len(data) > FILE_BYTES:
        raise DataError(f"{where}: more than {FILE_BYTES // 1_000_000} MB; take the text out of it first, or split it")
    return data


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """The archive, its list read if that is no longer than memory should hold.

    Raises:
        DataError: more files in it than any archive of texts has.
        *NOT_A_ZIP: it is none, or damaged.
    """
    if _list_bytes(file) > _LIST_BYTES:
        raise DataError(f"more than {MOST_MEMBERS:,} files in it; split it")
    return zipfile.ZipFile(file)


def _list_bytes(file: BinaryIO) -> int:
    """How long an archive's list of files is by its last record; 0 where there is none."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    at, wide = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    short = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    return max(short % 0xFFFFFFFF, int.from_bytes(tail[wide + 40 : wide + 48], "little") if wide >= 0 else 0)


def check_package(file: BinaryIO, where: str, kind: str, *, most: int) -> None:
    """Refuse what is no package, or unfolds to more than a text can be; the file stands at its beginning again.

    `kind` is what it should be ("a Word file"), `most` the bytes that its XML may have together.
    """
    head = file.read(len(_OLD_OR_LOCKED))
    file.seek(0)
    if head == _OLD_OR_LOCKED:
        name = kind.removeprefix("a ").removeprefix("an ")
        raise DataError(f"{where}: an old or password-protected {name}; save it anew without a password")
    try:
        with open_zip(file) as package:
            members = package.infolist()
    except (DataError, *NOT_A_ZIP):
        raise DataError(f"{where}: not {kind}, or cut short; open it and save it anew") from None
    texts = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels", "html")))
    if texts > most or sum(member.file_size for member in members) > max(most, UNPACKED_BYTES):
        raise DataError(f"{where}: unfolds to more than any text needs; save its text as .txt and read that")
    file.seek(0)
