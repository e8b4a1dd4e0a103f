"""Bytes → text, whatever the common encoding; shared by the readers of textual formats."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final

from stance.errors import DataError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the codec that drops them; UTF-32's begins with UTF-16's, so it comes first."""

WESTERN: Final = "cp1252"
UTF8: Final = "utf-8"
_LENIENT: Final = "stance-lenient"
"""Name of the error handler that reads a byte that is no UTF-8 as Windows would."""

_SHORTEST_UTF16: Final = 8
_MOST_FOREIGN: Final = 10
"""Characters of UTF-8 for each byte that is none, at least, where a text is taken for UTF-8."""

_EAST_ASIAN: Final = frozenset(
    (
        *("big5", "big5hkscs", "cp949", "cp950", "euc_kr", "johab", "gb2312", "gbk", "gb18030", "hz", "cp932"),
        *("shift_jis", "shift_jis_2004", "shift_jisx0213", "euc_jp", "euc_jis_2004", "euc_jisx0213"),
    )
)
_JAPANESE: Final = frozenset(
    "のにはをがとでしたいるてなかれらこもあまりそよさっう日本中国人年大会出事者政的、。「」ーンスロシア"
)
_COMMON_LETTERS: Final = {
    "gb18030": frozenset(
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
        "俄罗斯美京莫科，。“”、"
    ),
    "big5": frozenset(
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
        "俄羅斯美京莫科，。「」、"
    ),
    "cp949": frozenset(
        "이다는에의를을은가고하지도한로자사대정시어해일인기그아리나과와국중러스원들서부있것수보미전주위제.,“”"
    ),
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
}
"""Letters that are frequent in whatever is written in the languages of these encodings."""

LINE_CHARACTERS: Final = 20_000_000
"""Characters of a line that are in memory at once; a text has no more."""

SAMPLE_BYTES = 200_000
"""How much of a file the guess at its encoding looks at; more makes it slower, not better."""


def decode(data: bytes, where: str) -> str:
    """The text of the bytes: by its byte order mark, else as UTF-8, else by the best guess; never altered otherwise.

    Raises:
        DataError: the bytes are no text, or in no encoding that can be told.
    """
    codec = _codec(data, where, complete=True)
    try:
        return data.decode(codec, _errors(codec))
    except UnicodeDecodeError as error:
        message = f"{where}: looks like {codec} but byte {error.start} does not fit; save it as UTF-8 and try again"
        raise DataError(message) from None


def _errors(codec: str) -> str:
    return _LENIENT if codec == UTF8 else "strict"


def decode_declared(data: bytes, where: str, *declared: str | None) -> str:
    """The text by the first of the declared encodings that holds, unless it is UTF-8; else as `decode`."""
    for codec in declared if not is_utf8(data) else ():
        if codec:
            with suppress(LookupError, UnicodeError):
                return data.decode(codec)
    return decode(data, where)


def encoding_of(file: BinaryIO, where: str) -> str:
    """The codec `decode` would take, for a file too long to be in memory; the file stands at its beginning again.

    Bytes that do not fit into UTF-8 are for the error handler `_LENIENT`.

    Raises:
        DataError: the bytes are no text, or in no encoding that can be told.
    """
    chunk = file.read(SAMPLE_BYTES)
    codec = _codec(chunk, where, complete=len(chunk) < SAMPLE_BYTES)
    utf8 = codecs.getincrementaldecoder("utf-8")()
    while codec == UTF8 and chunk:
        try:
            utf8.decode(chunk)
        except UnicodeDecodeError:
            codec = UTF8 if _is_nearly_utf8(chunk) else _guess(chunk, where)
            break
        chunk = file.read(SAMPLE_BYTES)
    file.seek(0)
    return codec


def lines_of(file: BinaryIO, codec: str, newline: str | None = None) -> Iterator[str]:
    """The lines of a file, one in memory at a time, a very long one in pieces; the file stays open for its owner."""
    lines = io.TextIOWrapper(file, codec, _errors(codec), newline=newline)
    try:
        # A packed file may unfold to a line without end.
        while line := lines.readline(LINE_CHARACTERS):
            yield line
    finally:
        with suppress(ValueError):  # its owner closed it before the last line
            lines.detach()


def is_utf8(data: bytes) -> bool:
    """Whether bytes beyond ASCII are UTF-8, or nearly, whatever a page or a message says of them."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _is_nearly_utf8(data)
    return True


def _codec(data: bytes, where: str, *, complete: bool) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    if b"\0" in data[:SAMPLE_BYTES]:
        return _utf16(data[:SAMPLE_BYTES], where)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
    except UnicodeDecodeError:
        return UTF8 if _is_nearly_utf8(data) else _guess(data, where)
    return UTF8


def _utf16(data: bytes, where: str) -> str:
    """UTF-16 without its mark, told by the zeros of its Latin letters: all in even places, or all in odd ones."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    codec = "utf-16-be" if even > odd else "utf-16-le"
    letters = data[: len(data) // 2 * 2].decode(codec, "replace")
    strange = sum((letter < " " and letter not in "\t\n\r\f") or letter == "\ufffd" for letter in letters)
    if len(letters) >= _SHORTEST_UTF16 and max(even, odd) >= len(letters) // 5 and strange <= len(letters) // 100:
        return codec
    raise DataError(f"{where}: a binary file, not text; convert it to UTF-8 text first")


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether far more of the bytes beyond ASCII make UTF-8 characters than do not: one foreign byte in a text."""
    lenient = data[:SAMPLE_BYTES].decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    whole = sum(1 for letter in lenient if letter > "\x7f") - bad
    return whole >= _MOST_FOREIGN * bad


def _byte_for_byte(error: UnicodeError) -> tuple[str, int]:
    """The error handler: a byte that is no UTF-8 is what Windows would show for it, as in a page pasted together."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode(WESTERN, "replace"), error.start + 1


codecs.register_error(_LENIENT, _byte_for_byte)


def _guess(data: bytes, where: str) -> str:
    """The likeliest legacy encoding. Imported here since nearly every file is UTF-8 and never needs it."""
    from charset_normalizer import from_bytes

    likely = from_bytes(data[:SAMPLE_BYTES])
    best = likely.best()
    if best is None:
        raise DataError(f"{where}: not UTF-8, and its encoding cannot be told; save it as UTF-8 and try again")
    # A few accents in a long English text leave the guess to chance (a Baltic DOS page, say); where the Western
    # Windows page fits at all, it is by far the likeliest.
    if any(WESTERN in match.could_be_from_charset for match in likely):
        return WESTERN
    return _east_asian(data[:SAMPLE_BYTES]) if best.encoding in _EAST_ASIAN else best.encoding


def _east_asian(data: bytes) -> str:
    """Which of the encodings of East Asia: the one by which most letters are common ones of its language."""
    return max(_COMMON_LETTERS, key=lambda codec: _share_of_common(data, codec))


def _share_of_common(data: bytes, codec: str) -> float:
    try:
        letters = [letter for letter in data.decode(codec) if letter > "\x7f"]
    except UnicodeDecodeError:
        return -1.0
    return sum(letter in _COMMON_LETTERS[codec] for letter in letters) / len(letters) if letters else 0.0
