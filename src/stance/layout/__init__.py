"""What a text is made of: headings, paragraphs with their sentences, boilerplate, closing citations.

The text itself is never changed: the view, of the same length, is what sentences are cut in and spaCy parses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part, sort_paragraphs
from stance.layout.damaged_marks import mend_marks
from stance.layout.experts import SpeakerTurn
from stance.layout.lines import BULLET, Paragraph, paragraphs
from stance.layout.roundup import quotation_signatures, roundup_turns
from stance.layout.sentences import split_sentences
from stance.layout.speaker_labels import is_stage_direction, split_labelled_items
from stance.layout.transcripts import transcript_turns
from stance.text_head import head_lines

MIN_LINES: Final = 8
LINES: Final = 0.9
"""Paragraphs a text has at least, and the share of them that are one sentence, where it has a sentence a paragraph."""


class BlockKind(StrEnum):
    """What a block is; only paragraphs have sentences."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BOILERPLATE = "boilerplate"
    CITATION = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, boilerplate or a closing citation; offsets into `Document.text`, half-open.

    `sentences` are in order, inside the block and trimmed of white space. `speaker` is the expert whose words the
    block is, by the heading above it, joint ones joined by "; "; `speaker_start, speaker_end` is where it names them.
    `is_spoken` says that the block is of a turn in a transcript, a question too, and no expert's below a heading.
    """

    start: int
    end: int
    kind: BlockKind
    sentences: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    is_spoken: bool = False

    @property
    def is_under_heading(self) -> bool:
        """Whether an expert has written it, whom a heading or a signature names."""
        return self.speaker is not None and not self.is_spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text as blocks, in order of position and not overlapping.

    `view` is as long as the text, code point for code point: hard wraps and odd white space are spaces, quotation
    marks are straight, so that it parses well.
    """

    view: str
    blocks: tuple[Block, ...]

    @property
    def in_lines(self) -> bool:
        """Whether nearly every paragraph is one sentence, as in corpora: then its ends are none of the text's."""
        counts = [len(block.sentences) for block in self.blocks if block.kind is BlockKind.PARAGRAPH]
        return len(counts) >= MIN_LINES and counts.count(1) >= LINES * len(counts)


_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(0x20)), " "),
        **dict.fromkeys(map(chr, range(0x7F, 0xA1)), " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200C)), " "),
        **dict.fromkeys("\u1680\u2028\u2029\u202f\u205f\u3000\ufeff", " "),
        **dict.fromkeys("“”„‟«»″＂「」『』", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´＇", "'"),
        **dict.fromkeys("‐‑‒−﹣－", "-"),
        **dict.fromkeys("―⸺", "—"),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),  # spaCy cannot hash a lone surrogate
    }
)

_ONE_SIDED: Final = frozenset("“”„‟«»″＂「」『』")
"""Marks of which one opens and another closes, so that none is misread."""

_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|spring|summer|autumn|fall|winter"
_CITATION: Final = re.compile(
    rf"""\((?!(?:{_MONTH})\ \d)([^()]{{2,150}}?,\ (?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d
    |(?:(?:\d{{1,2}}\ )?(?:{_MONTH})\ (?:\d{{1,2}},\ )?)?\d{{4}}))\)\.?$""",
    re.VERBOSE | re.IGNORECASE,
)
_CITATION_LENGTH: Final = 200
_DAY: Final = rf"(?:(?i:{_MONTH})\.?\ \d{{1,2}}|\d{{1,2}}\ (?i:{_MONTH}))(?:,?\ \d{{4}})?"
_DATELINE: Final = re.compile(
    rf"""[A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){{0,2}}(?:,\ [A-Z][\w.]+(?:\ [A-Z][\w.]+)?)?
    (?:,\ {_DAY}(?:\ \([^()]{{2,30}}\))?|\ \([A-Z][\w\ .]{{1,28}}\))\s*(?:—|–|--|\s-)\s+(?=["“'‘A-Z])""",
    re.VERBOSE,
)
"""A dateline before the first words of a report: "RIGA, March 3 — ", "BEIJING (Reuters) - "."""


def lay_out(text: str) -> Layout:
    """The blocks of any text, with the view of it that is fit for parsing. Never raises; linear in the length."""
    view = text.translate(_PLAIN)
    head = [(line.start, line.end) for line in head_lines(text) if line.field is not None]
    found = split_labelled_items(view, _apart(paragraphs(text, view), head, view))
    judged = sort_paragraphs(view, found, about=frozenset(head))
    transcript = transcript_turns(view, judged)
    floor = quotation_signatures(judged) | (transcript or roundup_turns(judged))
    # Sentences are cut and trimmed in the view that is parsed: one may begin or end at what was taken out.
    view = _with_marks_mended(_without_interruptions(view, found), text, found)
    blocks: list[Block] = []
    speaking: SpeakerTurn | None = None
    for i, paragraph in enumerate(judged):
        turn = floor.get(i)
        if transcript and is_stage_direction(view[paragraph.start : paragraph.end]):
            paragraph.part = Part.BOILERPLATE
        if turn or paragraph.part is Part.HEADING:
            speaking = turn
        if turn and turn.words is not None and paragraph.part is Part.HEADING:
            paragraph.part = Part.BODY  # "And later?" is no heading where a label stands before it
        made = _blocks(view, paragraph, turn, speaking)
        blocks += _spoken_in(transcript, made, speaking)
        if turn and turn.until is not None:
            speaking = None
    return Layout(view=view, blocks=tuple(blocks))


def _spoken_in(
    transcript: Mapping[int, SpeakerTurn], made: Iterator[Block], speaking: SpeakerTurn | None
) -> Iterator[Block]:
    """The blocks of a paragraph, marked as spoken where they are of a turn in a transcript."""
    is_spoken = bool(transcript) and speaking is not None
    return (replace(block, is_spoken=is_spoken) for block in made)


def _apart(found: Sequence[Paragraph], lines: Sequence[tuple[int, int]], view: str) -> list[Paragraph]:
    """The paragraphs, each of the lines a paragraph of its own, what stood around it in one paragraph another."""
    if not lines:
        return list(found)
    pieces: list[Paragraph] = []
    for paragraph in found:
        of_it = [line for line in lines if paragraph.start <= line[0] < paragraph.end]
        inside = [min(place, paragraph.end) for line in of_it for place in line]
        if not inside:
            pieces.append(paragraph)
            continue
        for start, end in pairwise((paragraph.start, *inside, paragraph.end)):
            words = view[start:end].strip()
            if words:
                first = _text_start(view, start, end)
                items = tuple(item for item in paragraph.items if start <= item < end)
                pieces.append(Paragraph(first, first + len(words), items))
    return pieces


def _without_interruptions(view: str, found: Sequence[Paragraph]) -> str:
    """The view with page numbers and running heads that interrupt a sentence turned to spaces."""
    pieces = []
    position = 0
    for start, end in (interruption for paragraph in found for interruption in paragraph.interruptions):
        pieces += [view[position:start], " " * (end - start)]
        position = end
    return "".join([*pieces, view[position:]])


def _with_marks_mended(view: str, text: str, found: Sequence[Paragraph]) -> str:
    """The view with misplaced quotation marks set right, where the text's marks do not tell which side they open."""
    one_sided = not _ONE_SIDED.isdisjoint(text)
    return view if one_sided else mend_marks(view, [(paragraph.start, paragraph.end) for paragraph in found])


def _blocks(
    view: str, paragraph: PageParagraph, turn: SpeakerTurn | None, speaking: SpeakerTurn | None
) -> Iterator[Block]:
    """The one to three blocks of a paragraph: label, words, closing citation or signature."""
    start, end = paragraph.start, paragraph.end
    if paragraph.part is Part.BOILERPLATE:
        yield Block(start=start, end=end, kind=BlockKind.BOILERPLATE)
        return
    if paragraph.part is Part.HEADING or (turn and turn.words is None):
        yield Block(start=start, end=end, kind=BlockKind.HEADING)
        return
    signature: Block | None = None
    if turn and turn.until is not None:
        signature = Block(start=_text_start(view, turn.until, end), end=end, kind=BlockKind.HEADING)
        end = len(view[: turn.until].rstrip())
    words = _words_start(view, start, end, turn)
    if words is not None:
        if start < words:
            yield Block(start=start, end=start + len(view[start:words].rstrip()), kind=BlockKind.HEADING)
        start = _text_start(view, words, end)
    if signature:
        yield from _spoken(view, (start, end), paragraph.items, speaking)
        yield signature
        return
    cited = _closing_citation(view, start, end)
    words_end = start + len(view[start : cited.start()].rstrip()) if cited else end
    yield from _spoken(view, (start, words_end), paragraph.items, speaking)
    if cited:
        yield Block(start=cited.start(), end=end, kind=BlockKind.CITATION)


def _words_start(view: str, start: int, end: int, turn: SpeakerTurn | None) -> int | None:
    """Where a paragraph's words begin behind a label or a dateline; None where there is neither."""
    if turn:
        return turn.words
    dateline = _DATELINE.match(view, start, end)
    return dateline.end() if dateline else None


def _text_start(view: str, start: int, end: int) -> int:
    """The first place from `start` on that is no white space."""
    return start + len(view[start:end]) - len(view[start:end].lstrip())


def _spoken(view: str, span: tuple[int, int], items: Sequence[int], speaking: SpeakerTurn | None) -> Iterator[Block]:
    """The paragraph of the words between two places, if there are any, and whose they are."""
    start, end = span
    if start < end:
        named = speaking if speaking and speaking.name else None
        yield Block(
            start=start,
            end=end,
            kind=BlockKind.PARAGRAPH,
            sentences=tuple(_sentences(view, start, end, items)),
            speaker=speaking.name if speaking else None,
            speaker_start=named.start if named else None,
            speaker_end=named.end if named else None,
        )


def _closing_citation(view: str, start: int, end: int) -> re.Match[str] | None:
    """A "(Outlet, date)" that closes a paragraph after the stop of its last sentence, or is all of it."""
    cited = _CITATION.search(view, max(start, end - _CITATION_LENGTH), end)
    if cited is None:
        return None
    before = view[max(start, cited.start() - 5) : cited.start()].rstrip()
    return cited if not before or before[-1] in ".!?…\"')]" else None


def _sentences(view: str, start: int, end: int, items: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; each list item begins one, its bullet left out."""
    cuts = [start, *(item for item in items if start < item < end), end]
    for first, last in pairwise(cuts):
        bullet = BULLET.match(view, first, last) if first in items else None
        sentences = split_sentences(view, bullet.end() if bullet else first, last)
        yield from (s for s in sentences if not is_stage_direction(view[s[0] : s[1]]))
