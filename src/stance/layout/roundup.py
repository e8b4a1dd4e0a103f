"""Round-ups: headings, signatures and bare names that say whose words the paragraphs beside them are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part
from stance.layout.experts import SpeakerTurn, bare_name, expert_named, is_role_line, signature, told_of
from stance.layout.lines import unfinished

_ROUND_UP: Final = re.compile(
    r"\bround-?\s?up\b|\bexperts?\s+(?:respond|react|weigh|answer|comment|on|say|opinion)|\bsymposium\b|\bwe asked\b"
    r"|\bask(?:ed)? the experts\b|\bcontributors\b|\bresponses\b|\broundtable\b",
    re.IGNORECASE,
)
_DASHES: Final = "-–—"
_SIGNED: Final = re.compile(r"(?<=[\"'])\s*[-–—]{1,2}\s*([^\W\d_][^\"\n]{3,80})$")
_LONGEST_SIGNATURE: Final = 160
_LONGEST: Final = 400
_LONGEST_NAME: Final = 60
"""Characters of a signature, of a heading that names experts, and of one that is a name alone, at most."""

_SMALL_WORD: Final = re.compile(r"\b[a-z]{3,}\b")


def roundup_turns(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that give an expert the floor, if the text is a round-up; else none."""
    return _expert_headings(paragraphs) or _signatures(paragraphs)


def quotation_signatures(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Quotations with a signature, on the line below or at the end of their own: '"…" - Ann Lee, Riga Institute'."""
    turns: dict[int, SpeakerTurn] = {}
    for i, paragraph in enumerate(paragraphs):
        signed = _SIGNED.search(paragraph.text)
        if signed:
            name = signature(signed[1], paragraph.start + signed.start(1))
            if name:
                turns[i] = replace(name, words=paragraph.start, until=paragraph.start + signed.start())
        elif i and i - 1 not in turns and (name := _signature_below(paragraph, paragraphs[i - 1])):
            turns[i - 1] = replace(name, words=paragraphs[i - 1].start)
            turns[i] = SpeakerTurn(None, name.start, name.end)
    return turns


def _signature_below(paragraph: PageParagraph, above: PageParagraph) -> SpeakerTurn | None:
    """Whom a line after a dash names, below a paragraph in quotation marks."""
    is_quoted = above.text[0] in "\"'" and above.text[-1] in "\"'"
    return signature(*_behind_dash(paragraph)) if is_quoted and paragraph.text[:1] in _DASHES else None


def _behind_dash(paragraph: PageParagraph) -> tuple[str, int]:
    """The text behind the dashes it begins with, and where that begins in the view."""
    rest = paragraph.text.lstrip(_DASHES + " ")
    return rest, paragraph.end - len(rest)


def _expert_headings(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Headings that name an expert, with words below: "Name, role", the two on two lines, or bare names.

    One alone counts where it is the text's first line, since a byline stands below a title.
    """
    named, roles = _named_headings(paragraphs)
    turns = {i: turn for i, turn in named.items() if _speaks_below(i + (i + 1 in roles), turn, paragraphs, named)}
    bare = _bare_headings(paragraphs, beside_named=len(turns) >= 2)
    bare = {i: turn for i, turn in bare.items() if i not in turns}
    bare = {i: turn for i, turn in bare.items() if _speaks_below(i, turn, paragraphs, named | bare)}
    if len(turns) >= 2 or _is_round_up(paragraphs, bare):
        turns |= bare
    if len(turns) < 2 and not (0 in turns and len(paragraphs) > 1):
        return {}
    below = {i: turn for i, turn in roles.items() if i - 1 in turns}
    return dict(sorted((turns | below).items()))


def _is_round_up(paragraphs: Sequence[PageParagraph], bare: Mapping[int, SpeakerTurn]) -> bool:
    """Whether a text says that it asked several people, or has bare names above words that are not about them."""
    several = len({turn.name for turn in bare.values()}) >= 2
    if several and not any(_tells_of(turn, paragraphs[i + 1].text) for i, turn in bare.items()):
        return True
    return bool(_ROUND_UP.search(" ".join(paragraph.text for paragraph in paragraphs[:4])[:1000]))


def _named_headings(paragraphs: Sequence[PageParagraph]) -> tuple[dict[int, SpeakerTurn], dict[int, SpeakerTurn]]:
    """The lines that name somebody with a role, and the lines of their own that tell the role of the name above."""
    lines = {i: line for i, paragraph in enumerate(paragraphs) if (line := _heading_line(paragraph))}
    named = {i: turn for i, line in lines.items() if (turn := expert_named(line, paragraphs[i].start))}
    roles = {}
    for i in lines:
        text = paragraphs[i].text
        if i + 1 in lines and i not in named and len(text) <= _LONGEST_NAME and is_role_line(paragraphs[i + 1].text):
            turn = bare_name(text, paragraphs[i].start, frozenset())
            if turn:
                named[i] = roles[i + 1] = turn
    return named, roles


def _heading_line(paragraph: PageParagraph) -> str | None:
    """The line of a paragraph that may be a heading which names experts, without its colon."""
    line = paragraph.text.rstrip(":") if len(paragraph.text) <= _LONGEST else ""
    return line if paragraph.part is not Part.BOILERPLATE and line and unfinished(line) else None


def _bare_headings(paragraphs: Sequence[PageParagraph], *, beside_named: bool) -> dict[int, SpeakerTurn]:
    """The headings that are a name, with a title before it or a place after it, and nothing else.

    Where some are set bold, or others tell a role too (`beside_named`), one above the first running text is a byline.
    """
    small = {word for paragraph in paragraphs for word in _SMALL_WORD.findall(paragraph.text)}
    headings = ((i, p) for i, p in enumerate(paragraphs) if p.part is Part.HEADING)
    bare = {i: turn for i, heading in headings if (turn := _bare_heading(heading, small))}
    bold = {i for i in bare if paragraphs[i].text.startswith("**")}
    if not bold and not beside_named:
        return bare
    top_end = _first_running(paragraphs)
    return {i: turn for i, turn in bare.items() if i in bold or i > top_end}


def _first_running(paragraphs: Sequence[PageParagraph]) -> int:
    """The first paragraph of running text, else the first of all."""
    return next((i for i, p in enumerate(paragraphs) if p.part is Part.BODY and p.is_running), 0)


def _bare_heading(heading: PageParagraph, small: Set[str]) -> SpeakerTurn | None:
    """Whom a heading names that is a name, in capitals or not, with a place behind it at most."""
    line = heading.text.strip("*_ ")
    if len(line) > _LONGEST_NAME:
        return None
    name = line.title() if line.isupper() else line
    return bare_name(name.split(", ")[0], heading.start + heading.text.find(line), small)


def _tells_of(turn: SpeakerTurn, body: str) -> bool:
    """Whether a text names the person who would be its speaker, as one about them does."""
    names = (turn.name or "").split("; ")
    return any(re.search(rf"\b{re.escape(name.split()[-1])}\b", body) for name in names)


def _signatures(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Lines "Name, role" or bare names after a dash below what each expert says, or a sentence on who they are."""
    named: dict[int, SpeakerTurn] = {}
    for i, paragraph in enumerate(paragraphs):
        if i and i - 1 not in named and (turn := _signed_by(paragraph)):
            named[i] = turn
    last = max((i for i, p in enumerate(paragraphs) if p.part is not Part.BOILERPLATE), default=-1)
    if len(named) < 2 or last not in named:
        return {}
    return _words_above(paragraphs, named)


def _signed_by(paragraph: PageParagraph) -> SpeakerTurn | None:
    """Whom a short paragraph names that may stand below an expert's words."""
    rest, start = _behind_dash(paragraph)
    if len(rest) > _LONGEST_SIGNATURE or paragraph.part is Part.BOILERPLATE:
        return None
    turn = None
    if paragraph.is_open:
        turn = expert_named(rest, start) or (signature(rest, start) if start > paragraph.start else None)
    return turn or told_of(paragraph.text, paragraph.start)


def _words_above(paragraphs: Sequence[PageParagraph], named: Mapping[int, SpeakerTurn]) -> dict[int, SpeakerTurn]:
    """The turns of experts by their signatures: each speaks from below the signature above, or from the first text."""
    turns: dict[int, SpeakerTurn] = {}
    begin = next(i for i, paragraph in enumerate(paragraphs) if paragraph.part is Part.BODY)
    for i, turn in named.items():
        while begin < i and paragraphs[begin].part is not Part.BODY:
            begin += 1
        if begin < i:
            turns[begin] = replace(turn, words=paragraphs[begin].start)
        turns[i] = SpeakerTurn(None, turn.start, turn.end)
        begin = i + 1
    return turns


def _speaks_below(
    i: int, turn: SpeakerTurn, paragraphs: Sequence[PageParagraph], named: Mapping[int, SpeakerTurn]
) -> bool:
    """Whether running text follows that is not about the person named: below a byline or a name at the end it is."""
    if i + 1 >= len(paragraphs) or i + 1 in named or paragraphs[i + 1].part is not Part.BODY or turn.name is None:
        return False
    surnames = "|".join(re.escape(name.split()[-1]) for name in turn.name.split("; "))
    beginning = paragraphs[i + 1].text[: len(turn.name) + 40]
    return re.search(rf"\b(?:{surnames})\W{{1,3}}(?:is|was|has|teaches|serves)\b", beginning) is None
