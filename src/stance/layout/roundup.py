"""Round-ups and interviews: headings and labels that say whose words the paragraphs below are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from stance.layout.boilerplate import Part, is_running_text
from stance.layout.lines import Paragraph, unfinished
from stance.wordlists import PARTICLES, PLACE_WORDS, ROLES

_HONORIFIC: Final = re.compile(
    r"(?:(?:dr|prof|professor|gen|general|adm|admiral|col|colonel|lt|maj|amb|ambassador|sen|senator|rep|mr|mrs|ms|sir|lord"
    r"|dame|rear|vice|brig)\.?\s+)+",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w.'-]*")
_SEPARATOR: Final = re.compile(r"[,–—|(]")
_AND: Final = re.compile(r"(?:^|\s)(?:and|&)\s+")
_LABEL: Final = re.compile(r"[*_]{0,3}([^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,3})[*_]{0,3}:[*_]{0,3}(?=\s+\S|$)")
_ROUND_UP: Final = re.compile(
    r"\bround-?\s?up\b|\bexperts?\s+(?:respond|react|weigh|answer|comment|on|say|opinion)|\bsymposium\b|\bwe asked\b"
    r"|\bask(?:ed)? the experts\b|\bcontributors\b|\bresponses\b|\broundtable\b",
    re.IGNORECASE,
)
_LONGEST: Final = 400
"""Characters of a heading that names experts."""

_LABEL_LENGTH: Final = 80
_SPEAKERS: Final = 40
"""Characters of a label at the start of a line, and how many people an interview may have."""

_MARKS: Final = str.maketrans("*_#", "   ")


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """Someone takes the floor: who, where they are named, and where their words begin on that very line.

    `name` is None for whoever asks the questions; `words` is None where the words stand below the line.
    """

    name: str | None
    start: int
    end: int
    words: int | None = None


def turns(view: str, found: Sequence[Paragraph], parts: Sequence[Part]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that give someone the floor, if the text is a round-up or an interview; else none."""
    bodies = [view[p.start : p.end] for p in found]
    headings = _expert_headings(bodies, found, parts)
    return headings or _labels(view, bodies, found, parts)


def _expert_headings(
    bodies: Sequence[str], found: Sequence[Paragraph], parts: Sequence[Part]
) -> dict[int, SpeakerTurn]:
    """Headings "Name, role" with words below, where there are several; with them, or in a round-up, bare names too."""
    named = {
        i: turn
        for i, body in enumerate(bodies)
        if parts[i] is not Part.BOILERPLATE and len(body) <= _LONGEST and unfinished(body)
        if (turn := expert_named(body, found[i].start))
    }
    held = {i: turn for i, turn in named.items() if _speaks_below(i, turn, bodies, parts, named)}
    top = " ".join(bodies[:4])[:1000]
    if len(held) >= 2 or _ROUND_UP.search(top):
        small = {word for body in bodies for word in re.findall(r"\b[a-z]{3,}\b", body)}
        # A bare name above all running text is a byline, unless it is set bold.
        top_end = next((i for i, body in enumerate(bodies) if parts[i] is Part.BODY and is_running_text(body)), 0)
        bare = {
            i: _bare_name(body, found[i].start, small)
            for i, body in enumerate(bodies)
            if parts[i] is Part.HEADING and (i > top_end or body.startswith("**"))
        }
        candidates = {i: turn for i, turn in bare.items() if turn and i not in held}
        held |= {i: turn for i, turn in candidates.items() if _speaks_below(i, turn, bodies, parts, named)}
    return dict(sorted(held.items())) if len(held) >= 2 else {}


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
    plain = re.sub(r",(?=\s(?:Jr|Sr)\b)", " ", line.translate(_MARKS))
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
    if not spans or not all(is_person(plain[start:end]) for start, end in spans):
        return None
    if any(word.lower() in small for word in plain.split() if word != "and"):
        return None
    name = "; ".join(" ".join(plain[start:end].split()) for start, end in spans)
    return SpeakerTurn(name, offset + spans[0][0], offset + spans[-1][1])


def _labels(
    view: str, bodies: Sequence[str], found: Sequence[Paragraph], parts: Sequence[Part]
) -> dict[int, SpeakerTurn]:
    """Labels "Name:" before what each one says, in an interview or a list of statements."""
    labelled = {
        i: match
        for i, body in enumerate(bodies)
        if parts[i] is not Part.BOILERPLATE and (match := _LABEL.match(body, 0, _LABEL_LENGTH))
    }
    # Labels that stand once head a list or a definition; in an interview everyone speaks more than once.
    repeated = {label for label, n in Counter(match[1] for match in labelled.values()).items() if n >= 2}
    if not 2 <= len(repeated) <= _SPEAKERS:
        return {}
    names = {label: _full_name(label, view) for label in repeated}
    if not any(names.values()):
        return {}
    return {i: _label_turn(match, names[match[1]], found[i]) for i, match in labelled.items() if match[1] in names}


def _label_turn(match: re.Match[str], name: str | None, paragraph: Paragraph) -> SpeakerTurn:
    rest = paragraph.start + match.end()
    start, end = (paragraph.start + offset for offset in match.span(1))
    return SpeakerTurn(name, start, end, rest if rest < paragraph.end else None)


def _full_name(label: str, view: str) -> str | None:
    """The person a label stands for: itself, or the full name that the text gives a surname; None if there is none."""
    if is_person(label):
        return label.title() if label.isupper() and label.title() in view else label
    if " " in label or len(label) < 2:
        return None
    surname = re.escape(label.title() if label.isupper() else label)
    named = re.compile(rf"(?<![\w'-])[A-Z](?:[\w'-]++|\.)(?: [A-Z]\.)? {surname}(?![\w-])")
    return next((match[0] for match in named.finditer(view) if is_person(match[0])), None)
