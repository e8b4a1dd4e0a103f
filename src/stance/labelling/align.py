"""Aligns spans of an old version of a text with the new one, where that is certain.

Both texts are compared by their letters and digits alone, so that new wraps, other quotation marks, dashes, ligatures
and words mended at a line's end change nothing. Runs of letters that stand once in either text, in the same order,
are landmarks; a span is found by its own words, between or across the landmarks around it. Where that leaves more
than one place, or only a place that the landmarks speak against, the span is ambiguous: words that stand twice are
never swapped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

LANDMARK: Final = 24
"""Letters of a landmark. About five words: shorter runs recur by chance, longer ones lie too far apart."""

CONTEXT: Final = 8
"""Letters a landmark must have outside the words to prove that their surroundings moved with them: about two words."""

KINDS: Final = ("\"'“”„‟‘’‚‛«»‹›`´′″", "-‐‑‒–—―", ".…")
"""Marks that a new extraction may write in another way, kind by kind."""

DRAWN_OUT: Final = ".-'`"
"""Marks written several times to stand for one: three dots, two hyphens, two single quotation marks."""


class MatchStatus(StrEnum):
    """What became of a span."""

    KEPT = "kept"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a span stands now: its one place if it was kept or moved, the possible ones if it is ambiguous."""

    fate: MatchStatus
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text's letters and digits, accents and ligatures undone, and where in the text each came from."""

    text: str
    letters: str
    origin: Sequence[int]

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """The letters of a span of the text, half-open."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)

    def occurrences(self, words: str) -> list[int]:
        """Where the words stand as whole words, first letters, in order."""
        every = (found.start() for found in re.finditer(f"(?={re.escape(words)})", self.letters))  # also overlapping
        return [at for at in every if self.is_whole_word(at, at + len(words))]

    def is_whole_word(self, start: int, end: int) -> bool:
        """Whether a run of letters neither begins nor ends within a word."""
        return self.divided(start) and self.divided(end)

    def divided(self, at: int) -> bool:
        """Whether something stands between a letter and the one before it."""
        return at in (0, len(self.origin)) or self.origin[at] - self.origin[at - 1] > 1


def normalise(text: str) -> NormalisedText:
    """The text's letters and digits with their places."""
    letters, origin = [], []
    for place, character in enumerate(text):
        for letter in _letters(character):
            letters.append(letter)
            origin.append(place)
    return NormalisedText(text, "".join(letters), origin)


@cache
def _letters(character: str) -> str:
    """The letters and digits in a character: `é` is `e`, the ligature `ﬁ` is `fi`, a mark is nothing."""
    return "".join(c for c in unicodedata.normalize("NFKD", character) if c.isalnum())


class TextAligner:
    """Finds the spans of one text in another."""

    def __init__(self, old: str, new: str) -> None:
        """Both versions of one document."""
        self.old, self.new = normalise(old), normalise(new)
        there = _lone(self.new)  # (old, new) places of the runs that stand once in both, in the old order
        self.shared = sorted((at, there[run]) for run, at in _lone(self.old).items() if run in there)
        self.landmarks = _rising(self.shared)
        self._found: dict[str, dict[int, tuple[int | None, Sequence[int]]]] = {}

    def place(self, start: int, end: int) -> Alignment:
        """Where the span `old[start:end]` stands in the new text."""
        first, last = self.old.inside(start, end)
        if first == last:
            return self._bare(start, end)
        words = self.old.letters[first:last]
        if not self.old.is_whole_word(first, last):  # the same letters stand in other words too
            return Alignment(MatchStatus.AMBIGUOUS if words in self.new.letters else MatchStatus.LOST)
        certain_place, others = self._places(words)[first]
        places = others if certain_place is None else [certain_place]
        spans = tuple(self._span((start, end), (first, last), at) for at in places)
        if certain_place is None:
            return Alignment(MatchStatus.AMBIGUOUS if spans else MatchStatus.LOST, spans)
        return Alignment(MatchStatus.KEPT if spans[0] == (start, end) else MatchStatus.MOVED, spans)

    def _bare(self, start: int, end: int) -> Alignment:
        """The place of a span without letters: where it stood, if nothing before it changed."""
        same = self.old.text[:end] == self.new.text[:end]
        return Alignment(MatchStatus.KEPT, ((start, end),)) if same else Alignment(MatchStatus.LOST)

    def _places(self, words: str) -> dict[int, tuple[int | None, Sequence[int]]]:
        """{each place of the words in the old letters: its certain place in the new, else None and the possible ones}.

        A place in the new text that two in the old lay claim to is certain for neither.
        """
        if words not in self._found:
            old, new = self.old.occurrences(words), self.new.occurrences(words)
            certain = {at: self._certain(at, len(words), old, new) for at in old}
            claims = Counter(place for place in certain.values() if place is not None)
            free = [place for place in new if claims[place] != 1]
            found = self._found[words] = {}
            for at, place in certain.items():
                if place is None:  # the free places come into question, unless the words are gone from where they were
                    _, here = self._here(at, len(words), [], free)
                    found[at] = None, free if here or len(free) == 1 else []
                else:
                    found[at] = place if claims[place] == 1 else None, new
        return self._found[words]

    def _certain(self, at: int, length: int, old: Sequence[int], new: Sequence[int]) -> int | None:
        """The one place in the new letters that the landmarks around the old place allow, if there is one."""
        old_here, new_here = self._here(at, length, old, new)
        before, after = self._sides(self.landmarks, at, length, new)
        if len(old_here) == len(new_here) == 1:
            return new_here[0]
        if len(old_here) == len(new_here):
            certain_place = new_here[old_here.index(at)]
            return certain_place if before | after == {certain_place} else None
        if new_here:
            return before.pop() if before == after and len(before) == 1 else None
        before, after = self._sides(self.shared, at, length, new)
        either = before | after
        return either.pop() if len(either) == 1 else None

    def _here(
        self, at: int, length: int, old: Sequence[int], new: Sequence[int]
    ) -> tuple[Sequence[int], Sequence[int]]:
        """Of the words' places, old and new, those in the gap between the landmarks around one old place."""
        (old_low, new_low), (old_high, new_high) = self._around(at, at + length)
        return (
            [place for place in old if old_low <= place and place + length <= old_high],
            [place for place in new if new_low <= place and place + length <= new_high],
        )

    def _sides(
        self, landmarks: Sequence[tuple[int, int]], at: int, length: int, new: Sequence[int]
    ) -> tuple[set[int], set[int]]:
        """The places among `new` to which the landmarks went that join the words to what stands before, and after.

        Only landmarks with some letters outside the words count: they prove the surroundings, not the words alone.
        """
        low = bisect_right(landmarks, (at - LANDMARK, len(self.new.letters)))
        high = bisect_left(landmarks, (at + length, -1))
        near = [(here, there + at - here) for here, there in landmarks[low:high]]
        before = {place for here, place in near if at - here >= CONTEXT}
        after = {place for here, place in near if here + LANDMARK - at - length >= CONTEXT}
        return before & set(new), after & set(new)

    def _around(self, first: int, last: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The ends, (old, new), of the gap between the landmarks before and after the old letters `first:last`."""
        before = bisect_right(self.landmarks, (first - LANDMARK, len(self.new.letters)))
        after = bisect_left(self.landmarks, (last, -1))
        old, new = self.landmarks[before - 1] if before else (-LANDMARK, -LANDMARK)
        ends = (len(self.old.letters), len(self.new.letters))
        return (old + LANDMARK, new + LANDMARK), self.landmarks[after] if after < len(self.landmarks) else ends

    def _span(self, span: tuple[int, int], letters: tuple[int, int], at: int) -> tuple[int, int]:
        """The new span of an old span's letters found at `at`, with the marks before and after them that it had."""
        old, new = self.old, self.new
        lead = old.text[span[0] : old.origin[letters[0]]]
        tail = old.text[old.origin[letters[1] - 1] + 1 : span[1]]
        start, end = new.origin[at], new.origin[at + letters[1] - letters[0] - 1] + 1
        return start - _marks(new.text[:start][::-1], lead[::-1]), end + _marks(new.text[end:], tail)


def _marks(text: str, marks: str) -> int:
    """How many characters at the text's beginning answer to the marks: of their kinds, room where they had it."""
    kinds, length, ahead = {_kind(mark) for mark in marks}, 0, 0
    for mark in marks:
        if mark.isspace():
            ahead += len(text[ahead:]) - len(text[ahead:].lstrip())
        elif _kind(text[ahead : ahead + 1]) in kinds:
            length = ahead = ahead + 1
        else:
            break
    while length and text[length : length + 1] == text[length - 1] and text[length] in DRAWN_OUT:
        length += 1
    return length


def _kind(mark: str) -> str:
    """What stands for a mark in all its forms."""
    return next((kind[0] for kind in KINDS if mark and mark in kind), mark)


def _lone(squeezed: NormalisedText) -> dict[str, int]:
    """{run of letters: its place} of the runs that begin at a word and stand once in the text."""
    letters = squeezed.letters
    places: dict[str, int] = {}
    for at in range(len(letters) - LANDMARK + 1):
        run = letters[at : at + LANDMARK]
        places[run] = -1 if run in places else at
    return {run: at for run, at in places.items() if at >= 0 and squeezed.divided(at)}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of the pairs, which are in order of their first, in which the second rises too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        rank = bisect_left(ends, value)
        before.append(last[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [value]
        last[rank : rank + 1] = [number]
    series, number = [], last[-1] if last else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]
