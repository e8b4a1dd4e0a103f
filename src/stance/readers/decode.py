"""Bytes → text, whatever the common encoding; shared by the readers of textual formats."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from stance.errors import DataError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the codec that drops them; UTF-32's begins with UTF-16's, so it comes first."""

WESTERN = "cp1252"

SAMPLE_BYTES = 200_000
"""How much of a file the guess at its encoding looks at; more makes it slower, not better."""


def decode(data: bytes, where: str) -> str:
    """The text of the bytes: by its byte order mark, else as UTF-8, else by the best guess; never altered otherwise.

    Raises:
        DataError: the bytes are no text, or in no encoding that can be told.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _strict(data, codec, where)
    if b"\0" in data[:SAMPLE_BYTES]:
        raise DataError(f"{where}: a binary file, not text; convert it to UTF-8 text first")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, _guess(data, where), where)


def encoding_of(file: BinaryIO, where: str) -> str:
    """The codec `decode` would take, for a file too long to be in memory; the file stands at its beginning again.

    Raises:
        DataError: the bytes are no text, or in no encoding that can be told.
    """
    chunk = file.read(SAMPLE_BYTES)
    codec = next((codec for mark, codec in MARKS if chunk.startswith(mark)), None)
    if codec is None and b"\0" in chunk:
        raise DataError(f"{where}: a binary file, not text; convert it to UTF-8 text first")
    utf8 = codecs.getincrementaldecoder("utf-8")()
    while codec is None:
        try:
            utf8.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            codec = _guess(chunk, where)
        else:
            codec = None if chunk else "utf-8"
            chunk = file.read(SAMPLE_BYTES)
    file.seek(0)
    return codec


def _guess(data: bytes, where: str) -> str:
    """The likeliest legacy encoding. Imported here since nearly every file is UTF-8 and never needs it."""
    from charset_normalizer import from_bytes

    likely = from_bytes(data[:SAMPLE_BYTES])
    best = likely.best()
    if best is None:
        raise DataError(f"{where}: not UTF-8, and its encoding cannot be told; save it as UTF-8 and try again")
    # A few accents in a long English text leave the guess to chance (a Baltic DOS page, say); where the Western
    # Windows page fits at all, it is by far the likeliest.
    return WESTERN if any(WESTERN in match.could_be_from_charset for match in likely) else best.encoding


def _strict(data: bytes, codec: str, where: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        message = f"{where}: looks like {codec} but byte {error.start} does not fit; save it as UTF-8 and try again"
        raise DataError(message) from None


def whole_characters(words: str) -> str:
    """The words as they are, if they can be written again; half of a character that takes two in UTF-16 cannot be.

    Two halves that belong together become that character, one alone U+FFFD, so that no offset behind it moves.
    """
    try:
        words.encode()
    except UnicodeEncodeError:
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words
