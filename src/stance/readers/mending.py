"""Text that cannot be what was meant, mended: letters read in a wrong encoding before, halves of characters."""

from __future__ import annotations

import re
from typing import Final

from stance.readers.decode import WESTERN

_SIGNS: Final = re.compile("[ÂÃâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_RUN: Final = re.compile("[\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")


def mend_double_encoding(text: str) -> str:
    """The text with what was read in the wrong encoding once before ("â€œRussia" for a quotation mark) as it was meant.

    Only runs of letters beyond ASCII that are whole UTF-8 when written as Windows would are changed; all else stays.
    """
    return text if text.isascii() or not _SIGNS.search(text) else _RUN.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    data = b"".join(_written_as_windows(letter) for letter in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _written_as_windows(letter: str) -> bytes:
    try:
        return letter.encode(WESTERN)
    except UnicodeEncodeError:
        return letter.encode("latin-1", "replace")


def whole_characters(words: str) -> str:
    """The words as they are, if they can be written again; half of a character that takes two in UTF-16 cannot be.

    Two halves that belong together become that character, one alone U+FFFD, so that no offset behind it moves.
    """
    try:
        words.encode()
    except UnicodeEncodeError:
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words
