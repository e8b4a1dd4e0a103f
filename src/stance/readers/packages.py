"""Packages of XML in a zip file (Word, Excel, OpenDocument, EPUB): what they may unfold to."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.limits import UNPACKED_BYTES

_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""How files of old Office, and new ones under a password, begin."""


def check_package(file: BinaryIO, where: str, kind: str, *, most: int) -> None:
    """Refuse what is no package, or unfolds to more than a text can be; the file stands at its beginning again.

    `kind` is what it should be ("a Word file"), `most` the bytes that its XML may have together.

    Raises:
        DataError: with the remedy.
    """
    head = file.read(len(_OLD_OR_LOCKED))
    file.seek(0)
    if head == _OLD_OR_LOCKED:
        name = kind.removeprefix("a ").removeprefix("an ")
        raise DataError(f"{where}: an old or password-protected {name}; save it anew without a password")
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DataError(f"{where}: not {kind}, or cut short; open it and save it anew") from None
    texts = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels", "html")))
    if texts > most or sum(member.file_size for member in members) > max(most, UNPACKED_BYTES):
        raise DataError(f"{where}: unfolds to more than any text needs; save its text as .txt and read that")
    file.seek(0)
