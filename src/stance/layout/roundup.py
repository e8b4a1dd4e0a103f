"""Round-ups: headings, signatures and bare names that say whose words the paragraphs beside them are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part
from stance.layout.lines import unfinished
from stance.layout.transcripts import SpeakerTurn
from stance.person_names import PARTICLES, is_personal, strip_titles
from stance.wordlists import PLACE_WORDS, ROLES

_HONORIFIC: Final = re.compile(
    r"(?:(?:dr|prof|professor|gen|general|adm|admiral|col|colonel|lt|maj|amb|ambassador|sen|senator|rep|mr|mrs|ms|sir|lord"
    r"|dame|rear|vice|brig)\.?\s+)+",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w.'-]*")
_SEPARATOR: Final = re.compile(r"[,–—|(]")
_AND: Final = re.compile(r"(?:^|\s)(?:and|&)\s+")
_ROUND_UP: Final = re.compile(
    r"\bround-?\s?up\b|\bexperts?\s+(?:respond|react|weigh|answer|comment|on|say|opinion)|\bsymposium\b|\bwe asked\b"
    r"|\bask(?:ed)? the experts\b|\bcontributors\b|\bresponses\b|\broundtable\b",
    re.IGNORECASE,
)
_DASHES: Final = "-–—"
_SIGNED: Final = re.compile(r"(?<=[\"'])\s*[-–—]{1,2}\s*([^\W\d_][^\"\n]{3,80})$")
_BIOGRAPHY: Final = re.compile(r"((?:[^\W\d_][\w.'’-]*\s+){2,5}?)(?:is|was|teaches|heads|directs|leads|works)\s")
_PREFIX: Final = re.compile(r"(?:\d{1,2}[.)]\s+|[A-Z]{2,10}:\s+|[-•*]\s+)")
"""What may stand before a name in a heading: "1. Ann Lee", "FOR: Ann Lee"."""

_LONGEST_SIGNATURE: Final = 160
_LONGEST: Final = 400
_LONGEST_NAME: Final = 60
"""Characters of a signature, of a heading that names experts, and of one that is a name alone, at most."""

_SMALL_WORD: Final = re.compile(r"\b[a-z]{3,}\b")

_MARKS: Final = str.maketrans("*_#", "   ")


def roundup_turns(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that give an expert the floor, if the text is a round-up; else none."""
    return _expert_headings(paragraphs) or _signatures(paragraphs)


def quotation_signatures(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Quotations with a signature, on the line below or at the end of their own: '"…" - Ann Lee, Riga Institute'."""
    turns: dict[int, SpeakerTurn] = {}
    for i, paragraph in enumerate(paragraphs):
        signed = _SIGNED.search(paragraph.text)
        if signed:
            name = _signature(signed[1], paragraph.start + signed.start(1))
            if name:
                turns[i] = replace(name, words=paragraph.start, until=paragraph.start + signed.start())
        elif i and i - 1 not in turns and (name := _signature_below(paragraph, paragraphs[i - 1])):
            turns[i - 1] = replace(name, words=paragraphs[i - 1].start)
            turns[i] = SpeakerTurn(None, name.start, name.end)
    return turns


def _signature_below(paragraph: PageParagraph, above: PageParagraph) -> SpeakerTurn | None:
    """Whom a line after a dash names, below a paragraph in quotation marks."""
    is_quoted = above.text[0] in "\"'" and above.text[-1] in "\"'"
    return _signature(*_behind_dash(paragraph)) if is_quoted and paragraph.text[:1] in _DASHES else None


def _behind_dash(paragraph: PageParagraph) -> tuple[str, int]:
    """The text behind the dashes it begins with, and where that begins in the view."""
    rest = paragraph.text.lstrip(_DASHES + " ")
    return rest, paragraph.end - len(rest)


def _signature(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a signature names: a person, with or without a role after a comma."""
    name = strip_titles(line.split(",")[0].strip())[0]
    start = line.find(name)
    return SpeakerTurn(name, offset + start, offset + start + len(name)) if is_personal(name) else None


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
        if i + 1 in lines and i not in named and len(text) <= _LONGEST_NAME and _is_role_line(paragraphs[i + 1].text):
            turn = _bare_name(text, paragraphs[i].start, frozenset())
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
    return _bare_name(name.split(", ")[0], heading.start + heading.text.find(line), small)


def _tells_of(turn: SpeakerTurn, body: str) -> bool:
    """Whether a text names the person who would be its speaker, as one about them does."""
    names = (turn.name or "").split("; ")
    return any(re.search(rf"\b{re.escape(name.split()[-1])}\b", body) for name in names)


def _is_role_line(line: str) -> bool:
    """Whether a line tells a role and names nobody: "Senior fellow, Institute for Pacific Affairs"."""
    first = line.split(",")[0]
    return len(line) <= 120 and _tells_role(line) and not is_person(first)


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
        turn = expert_named(rest, start) or (_signature(rest, start) if start > paragraph.start else None)
    return turn or _told_of(paragraph.text, paragraph.start)


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


def _told_of(body: str, offset: int) -> SpeakerTurn | None:
    """The person whom a closing sentence tells of: "Ann Lee is a senior fellow at the Riga Institute."."""
    told = _BIOGRAPHY.match(body)
    name = strip_titles(told[1])[0] if told else ""
    if told is None or not is_personal(name) or not _tells_role(body[told.end() :]):
        return None
    start = offset + body.find(name)
    return SpeakerTurn(name, start, start + len(name))


def _speaks_below(
    i: int, turn: SpeakerTurn, paragraphs: Sequence[PageParagraph], named: Mapping[int, SpeakerTurn]
) -> bool:
    """Whether running text follows that is not about the person named: below a byline or a name at the end it is."""
    if i + 1 >= len(paragraphs) or i + 1 in named or paragraphs[i + 1].part is not Part.BODY or turn.name is None:
        return False
    surnames = "|".join(re.escape(name.split()[-1]) for name in turn.name.split("; "))
    beginning = paragraphs[i + 1].text[: len(turn.name) + 40]
    return re.search(rf"\b(?:{surnames})\W{{1,3}}(?:is|was|has|teaches|serves)\b", beginning) is None


def expert_named(line: str, offset: int = 0) -> SpeakerTurn | None:
    """Whom a line "Name, role[; and Name, role]" names, at `offset`; None where it is no such line.

    Joint experts are joined by "; ". A role or an institution has to be recognised, so that "China, Russia, and the
    rest" names nobody.
    """
    prefix = _PREFIX.match(line)
    if prefix:
        rest = line[prefix.end() :]
        bare = _bare_name(rest, offset + prefix.end(), frozenset()) if ":" in prefix[0] else None
        return bare or expert_named(rest, offset + prefix.end())
    plain = re.sub(r",(?=\s(?:Jr|Sr)\b)", " ", line.translate(_MARKS))
    before, _, last = plain.rpartition(", ")
    if before and _tells_role(before) and is_person(last.strip()) and not is_person(before.split(",")[0].strip()):
        start = offset + len(plain) - len(last.lstrip())  # "Director of the Riga Institute, Ann Lee"
        return SpeakerTurn(last.strip(), start, start + len(last.strip()))
    people: list[tuple[int, int]] = []
    known = False
    position = 0
    for part in plain.split(";"):
        names, role = _names_and_role(part)
        if not names:
            return None
        people += [(position + start, position + end) for start, end in names]
        known = known or _tells_role(role)
        position += len(part) + 1
    if not known:
        return None
    name = "; ".join(" ".join(plain[start:end].split()) for start, end in people)
    return SpeakerTurn(name, offset + people[0][0], offset + people[-1][1])


def _names_and_role(part: str) -> tuple[list[tuple[int, int]], str]:
    """The people a part of a heading opens with ("A", "A and B", "A, B and C"), as offsets, and what follows them."""
    best: tuple[list[tuple[int, int]], str] = ([], "")
    spans: list[tuple[int, int]] = []
    position = 0
    for k, segment in enumerate(_SEPARATOR.split(part)):
        pieces = _pieces(segment, position)
        if not pieces or not all(is_person(part[start:end]) for start, end in pieces):
            break
        spans += pieces
        joint = len(pieces) > 1 or re.match(r"\s*and\s", segment)
        position += len(segment) + 1
        if k == 0 or joint:
            best = (list(spans), part[position:])
    return best


def _pieces(segment: str, position: int) -> list[tuple[int, int]]:
    """The spans between "and"s, white space and honorifics trimmed."""
    spans = []
    start = 0
    for match in [*_AND.finditer(segment), None]:
        end = match.start() if match else len(segment)
        piece = segment[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            honorific = _HONORIFIC.match(piece, lead)
            spans.append(
                (position + start + (honorific.end() if honorific else lead), position + start + len(piece.rstrip()))
            )
        start = match.end() if match else end
    return spans


def is_person(name: str) -> bool:
    """Whether a string has the form of a person's name: two to five words, capitalised, none that of a role."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(word.lower().strip(".,") in ROLES for word in words):
        return False
    if not all(_NAME_WORD.fullmatch(word) for word in words) or words[0].lower() in PLACE_WORDS:
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word.lower() in PARTICLES for word in words)


def _tells_role(role: str) -> bool:
    words = [re.sub(r"'s$", "", word.strip('.,;:()"').lower()) for word in role.split()]
    acronym = any(re.fullmatch(r"[A-Z]{3,6}", word.strip(".,;:()")) for word in role.split())
    return acronym or any(word in ROLES for word in words)


def _bare_name(body: str, offset: int, small: Set[str]) -> SpeakerTurn | None:
    """The turn of a heading that is a name and nothing else; a word that the text also writes small is in no name."""
    plain = body.translate(_MARKS)
    spans = _pieces(plain, 0)
    if not spans:
        return None
    titled = [strip_titles(plain[start:end])[0] for start, end in spans]
    spans = [(end - len(name), end) for name, (_, end) in zip(titled, spans, strict=True)]
    if not all(is_person(plain[start:end]) for start, end in spans):
        return None
    if any(word.lower() in small for word in plain.split() if word != "and"):
        return None
    name = "; ".join(" ".join(plain[start:end].split()) for start, end in spans)
    return SpeakerTurn(name, offset + spans[0][0], offset + spans[-1][1])
