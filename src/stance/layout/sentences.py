"""Sentence boundaries by rule, on the view of a text: straight quotes, plain spaces, hard wraps joined.

A boundary is white space between a stop (with the quotes, brackets and footnote mark that close on it) and what can
begin a sentence. After an abbreviation, an initial or an ellipsis, the word that follows decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stance.lexicon.layout import ABBREVIATIONS, BEGINNERS, DANGLING, ENDING_ABBREVIATIONS, NUMBERED

MAX_SENTENCE: Final = 5_000
"""Characters; what is longer is no sentence, and is cut at white space so that parsing stays bounded."""


_STOP: Final = re.compile(
    r"""(?<![.!?…])(?P<stop>[.!?…]++|:(?=\]))(?P<close>["')\]]*+)(?P<note>\d{1,3}+|\[\d{1,3}+\])?+(?P<gap>\ ++)"""
)
_BEGIN: Final = re.compile(r"""(?:[.…]++\ *+)?+["'(\[$£€¡¿]*+(?P<first>[^\W_]++(?:['.-][^\W_]++)*+)""")
_WORD_BEFORE: Final = re.compile(r"[^\W_]++(?:[.'&-][^\W_]++)*+$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*+[^\W\d_]")
_CUE: Final = re.compile(
    r"(?:[A-Z][\w.'-]*+ ){1,4}+(?:said|says|asked|asks|wrote|writes|told|added|replied|exclaimed|wondered|declared)\b"
)
_SMALL: Final = re.compile(r"[^\W\d_]{2}[.!?] [^\W\d_]")
_CAPITAL: Final = re.compile(r"[.!?][\"')\]]*+ [\"'(\[]*+(?!I\b)[A-Z]")
_NEVER_LAST: Final = frozenset(("approx", "dr", "etc", "gen", "mr", "mrs", "ms", "prof", "sen", "st", "vs"))
"""Abbreviations after which a sentence in small letters goes on."""

_BLANK: Final = re.compile(r"\s*+")
_LOOSE_QUOTE: Final = re.compile(r"""["'](?= |$)\ *+""")


def split_sentences(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `view[start:end]` in order, trimmed, as half-open offsets into `view`.

    Every character that is no white space lies in one of them. Never raises; linear in the length.
    """
    first = start
    in_small = _is_in_small_letters(view[start:end])
    for match in _STOP.finditer(view, start, end):
        cut = _cut_after(match, view, first, end, in_small=in_small)
        if cut is not None:
            yield from _trimmed(view, first, cut)
            first = cut
    yield from _trimmed(view, first, end)


def _is_in_small_letters(words: str) -> bool:
    """Whether sentences begin small, as in "they won't. why would they": the first does, and none with a capital."""
    letter = _BEGIN.match(words.lstrip("# "))
    return bool(letter and letter["first"][0].islower() and _SMALL.search(words) and not _CAPITAL.search(words))


def _cut_after(match: re.Match[str], view: str, first: int, end: int, *, in_small: bool = False) -> int | None:
    """Where the next sentence begins after this stop, or None where the sentence that began at `first` goes on."""
    loose = _LOOSE_QUOTE.match(view, match.end(), end)
    cut = loose.end() if loose else match.end()
    begin = _BEGIN.match(view, cut, end)
    before = view[max(first, match.start() - 40) : match.start()]
    if begin is None or not any(map(str.isalnum, before)) or _goes_on(match, view, cut, before):
        return None
    if begin["first"][0].islower() and not _may_begin_small(match, begin, before, in_small=in_small):
        return None
    stop, following = match["stop"], begin["first"]
    if stop.startswith("…") or len(stop) > 1 or before.endswith(". "):
        return cut if _ends_after_ellipsis(before, stop, following) else None
    word = _WORD_BEFORE.search(before) if stop == "." and not match["close"] else None
    return None if word and not _ends_after(word, following, before, match.start() - first) else cut


def _may_begin_small(match: re.Match[str], begin: re.Match[str], before: str, *, in_small: bool) -> bool:
    """Whether a sentence may begin with a small letter: in a bracket, or behind a bare stop where all of them do."""
    ends = match["stop"] + match["close"] in set(".!?") and before.split()[-1] not in _NEVER_LAST
    return "[" in begin[0] or (in_small and ends)


def _goes_on(match: re.Match[str], view: str, cut: int, before: str) -> bool:
    """Whether what follows a stop, from `cut` on, says that the sentence goes on, whatever stands before the stop."""
    stop, note, close = match["stop"], match["note"], match["close"]
    if view[cut] == "." and stop[-1] == ".":
        return True
    is_decimal = note and note.isdigit() and before[-1].isdigit() and not close
    is_quoted = '"' in close and stop[-1] in "!?" and _CUE.match(view, cut)  # '"Why?" Ann Lee asked'
    return bool(is_decimal or is_quoted)


def _ends_after_ellipsis(before: str, stop: str, following: str) -> bool:
    """Whether dots end a sentence: always on the word or after a stop; apart from it only before a likely beginner."""
    words = before.rstrip(" .")
    gap = len(before) - len(words)
    if "?" in stop or "!" in stop or gap == 0 or before[len(words)] == "." or words[-1] in ".!?\"')":
        return words[-1] not in ",;-"
    return following.lower() in BEGINNERS - {"i"} and words[-1].isalnum() and words.split()[-1] not in DANGLING


def _ends_after(word: re.Match[str], following: str, before: str, length: int) -> bool:
    """Whether the full stop after `word` ends a sentence, and not just an abbreviation, an initial or a list number.

    `before` is what stands before the stop, `length` how much of the sentence does.
    """
    text = word[0]
    if text in ABBREVIATIONS or (text.lower() in NUMBERED and following[0].isdigit()):
        return False
    if (text.isdigit() or len(text) == 1) and length <= len(before) and not before[: word.start()].strip(" ("):
        return False
    last = text.rpartition("-")[2]
    if text in ENDING_ABBREVIATIONS or (_INITIALS.fullmatch(last) and (len(last) > 1 or last.isupper())):
        return following.lower() in BEGINNERS
    return True


def _trimmed(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the white space at its ends, in pieces of at most `MAX_SENTENCE`; nothing where it is blank."""
    end = start + len(view[start:end].rstrip())
    start = _BLANK.match(view, start, end).end()  # type: ignore[union-attr]  # it also matches nothing
    while end - start > MAX_SENTENCE:
        space = view.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = space if space > 0 else start + MAX_SENTENCE
        yield start, start + len(view[start:cut].rstrip())
        start = _BLANK.match(view, cut, end).end()  # type: ignore[union-attr]
    if start < end:
        yield start, end
