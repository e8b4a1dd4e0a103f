"""Round-ups: headings, signatures and bare names that say whose words the paragraphs beside them are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from stance.layout.boilerplate import Part, is_running_text
from stance.layout.lines import Paragraph, unfinished
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
"""Characters of a heading that names experts."""

_MARKS: Final = str.maketrans("*_#", "   ")


def roundup_turns(view: str, paragraphs: Sequence[Paragraph], parts: Sequence[Part]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that give an expert the floor, if the text is a round-up; else none."""
    bodies = [view[p.start : p.end] for p in paragraphs]
    return _expert_headings(bodies, paragraphs, parts) or _signatures(bodies, paragraphs, parts)


def quotation_signatures(view: str, paragraphs: Sequence[Paragraph]) -> dict[int, SpeakerTurn]:
    """Quotations with a signature, on the line below or at the end of their own: '"…" - Ann Lee, Riga Institute'."""
    turns: dict[int, SpeakerTurn] = {}
    for i, paragraph in enumerate(paragraphs):
        body = view[paragraph.start : paragraph.end]
        signed = _SIGNED.search(body)
        if signed:
            name = _signature(signed[1], paragraph.start + signed.start(1))
            if name:
                turns[i] = replace(name, words=paragraph.start, until=paragraph.start + signed.start())
        elif i and i - 1 not in turns and body[:1] in _DASHES and view[paragraphs[i - 1].end - 1] in "\"'":
            above, dash = paragraphs[i - 1], len(body) - len(body.lstrip(_DASHES + " "))
            name = _signature(body[dash:], paragraph.start + dash)
            if name and view[above.start] in "\"'":
                turns[i - 1] = replace(name, words=above.start)
                turns[i] = SpeakerTurn(None, name.start, name.end)
    return turns


def _signature(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a signature names: a person, with or without a role after a comma."""
    name = strip_titles(line.split(",")[0].strip())[0]
    start = line.find(name)
    return SpeakerTurn(name, offset + start, offset + start + len(name)) if is_personal(name) else None


def _expert_headings(
    bodies: Sequence[str], paragraphs: Sequence[Paragraph], parts: Sequence[Part]
) -> dict[int, SpeakerTurn]:
    """Headings that name an expert, with words below: "Name, role", the two on two lines, or bare names.

    One alone counts where it is the text's first line, since a byline stands below a title.
    """
    named, roles = _named_headings(bodies, paragraphs, parts)
    turns = {i: turn for i, turn in named.items() if _speaks_below(i + (i + 1 in roles), turn, bodies, parts, named)}
    bare = _bare_headings(bodies, paragraphs, parts, beside_named=len(turns) >= 2)
    bare = {i: turn for i, turn in bare.items() if i not in turns}
    bare = {i: turn for i, turn in bare.items() if _speaks_below(i, turn, bodies, parts, named | bare)}
    several = len({turn.name for turn in bare.values()}) >= 2 and not any(
        _tells_of(turn, bodies[i + 1]) for i, turn in bare.items()
    )
    if len(turns) >= 2 or several or _ROUND_UP.search(" ".join(bodies[:4])[:1000]):
        turns |= bare
    if len(turns) < 2 and not (0 in turns and len(bodies) > 1):
        return {}
    below = {i: turn for i, turn in roles.items() if i - 1 in turns}
    return dict(sorted((turns | below).items()))


def _named_headings(
    bodies: Sequence[str], paragraphs: Sequence[Paragraph], parts: Sequence[Part]
) -> tuple[dict[int, SpeakerTurn], dict[int, SpeakerTurn]]:
    """The lines that name somebody with a role, and the lines of their own that tell the role of the name above."""
    lines = range(len(bodies))
    plain = [body.rstrip(":") if len(body) <= _LONGEST else "" for body in bodies]
    may = [parts[i] is not Part.BOILERPLATE and bool(plain[i]) and unfinished(plain[i]) for i in lines]
    named = {i: turn for i in lines if may[i] and (turn := expert_named(plain[i], paragraphs[i].start))}
    roles = {}
    for i in lines[:-1]:
        if may[i] and may[i + 1] and i not in named and len(bodies[i]) <= 60 and _is_role_line(bodies[i + 1]):
            turn = _bare_name(bodies[i], paragraphs[i].start, frozenset())
            if turn:
                named[i] = roles[i + 1] = turn
    return named, roles


def _bare_headings(
    bodies: Sequence[str], paragraphs: Sequence[Paragraph], parts: Sequence[Part], *, beside_named: bool
) -> dict[int, SpeakerTurn]:
    """The headings that are a name, with a title before it or a place after it, and nothing else.

    Where some are set bold, or others tell a role too (`beside_named`), one above the first running text is a byline.
    """
    small = {word for body in bodies for word in re.findall(r"\b[a-z]{3,}\b", body)}
    bare = {}
    for i, body in enumerate(bodies):
        line = body.strip("*_ ")
        if parts[i] is Part.HEADING and len(line) <= 60:
            name = line.title() if line.isupper() else line
            turn = _bare_name(name.split(", ")[0], paragraphs[i].start + body.find(line), small)
            if turn:
                bare[i] = turn
    bold = {i for i in bare if bodies[i].startswith("**")}
    top_end = next((i for i, body in enumerate(bodies) if parts[i] is Part.BODY and is_running_text(body)), 0)
    return {i: turn for i, turn in bare.items() if i in bold or i > top_end or not (bold or beside_named)}


def _tells_of(turn: SpeakerTurn, body: str) -> bool:
    """Whether a text names the person who would be its speaker, as one about them does."""
    names = (turn.name or "").split("; ")
    return any(re.search(rf"\b{re.escape(name.split()[-1])}\b", body) for name in names)


def _is_role_line(line: str) -> bool:
    """Whether a line tells a role and names nobody: "Senior fellow, Institute for Pacific Affairs"."""
    first = line.split(",")[0]
    return len(line) <= 120 and _tells_role(line) and not is_person(first)


def _signatures(
    bodies: Sequence[str], paragraphs: Sequence[Paragraph], parts: Sequence[Part]
) -> dict[int, SpeakerTurn]:
    """Lines "Name, role" or bare names after a dash below what each expert says, or a sentence on who they are."""
    named = {}
    for i, body in enumerate(bodies):
        dash = len(body) - len(body.lstrip(_DASHES + " "))
        short = len(body) - dash <= _LONGEST_SIGNATURE and parts[i] is not Part.BOILERPLATE
        turn = expert_named(body[dash:], paragraphs[i].start + dash) if short and unfinished(body) else None
        turn = turn or (
            _signature(body[dash:], paragraphs[i].start + dash) if short and dash and unfinished(body) else None
        )
        turn = turn or (_told_of(body, paragraphs[i].start) if short else None)
        if turn and i and i - 1 not in named:
            named[i] = turn
    last = max((i for i, part in enumerate(parts) if part is not Part.BOILERPLATE), default=-1)
    if len(named) < 2 or last not in named:
        return {}
    turns: dict[int, SpeakerTurn] = {}
    begin = next(i for i in range(len(bodies)) if parts[i] is Part.BODY)
    for i, turn in named.items():
        while begin < i and parts[begin] is not Part.BODY:
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
    i: int, turn: SpeakerTurn, bodies: Sequence[str], parts: Sequence[Part], named: Mapping[int, SpeakerTurn]
) -> bool:
    """Whether running text follows that is not about the person named: below a byline or a name at the end it is."""
    if i + 1 >= len(bodies) or i + 1 in named or parts[i + 1] is not Part.BODY or turn.name is None:
        return False
    surnames = [name.split()[-1] for name in turn.name.split("; ")]
    beginning = bodies[i + 1][: len(turn.name) + 40]
    return not any(
        re.search(rf"\b{re.escape(surname)}\W{{1,3}}(?:is|was|has|teaches|serves)\b", beginning) for surname in surnames
    )


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
