"""Lines that name somebody: an expert with a role, a bare name, a signature, a sentence on who wrote."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

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
_BIOGRAPHY: Final = re.compile(r"((?:[^\W\d_][\w.'’-]*\s+){2,5}?)(?:is|was|teaches|heads|directs|leads|works)\s")
_PREFIX: Final = re.compile(r"(?:\d{1,2}[.)]\s+|[A-Z]{2,10}:\s+|[-•*]\s+)")
"""What may stand before a name in a heading: "1. Ann Lee", "FOR: Ann Lee"."""

_MARKS: Final = str.maketrans("*_#", "   ")


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """Someone takes the floor: who, where they are named, and where their words begin on that very line.

    `name` is None for whoever asks the questions, or for the writer again; `words` is None where the words stand below
    the line, `until` where they go to its end.
    """

    name: str | None
    start: int
    end: int
    words: int | None = None
    until: int | None = None


def expert_named(line: str, offset: int = 0) -> SpeakerTurn | None:
    """Whom a line "Name, role[; and Name, role]" names, at `offset`; None where it is no such line.

    Joint experts are joined by "; ". A role or an institution has to be recognised, so that "China, Russia, and the
    rest" names nobody.
    """
    prefix = _PREFIX.match(line)
    if prefix:
        rest = line[prefix.end() :]
        bare = bare_name(rest, offset + prefix.end(), frozenset()) if ":" in prefix[0] else None
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


def bare_name(body: str, offset: int, small: Set[str]) -> SpeakerTurn | None:
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


def signature(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a signature names: a person, with or without a role after a comma."""
    name = strip_titles(line.split(",")[0].strip())[0]
    start = line.find(name)
    return SpeakerTurn(name, offset + start, offset + start + len(name)) if is_personal(name) else None


def is_role_line(line: str) -> bool:
    """Whether a line tells a role and names nobody: "Senior fellow, Institute for Pacific Affairs"."""
    first = line.split(",")[0]
    return len(line) <= 120 and _tells_role(line) and not is_person(first)


def told_of(body: str, offset: int) -> SpeakerTurn | None:
    """The person whom a closing sentence tells of: "Ann Lee is a senior fellow at the Riga Institute."."""
    told = _BIOGRAPHY.match(body)
    name = strip_titles(told[1])[0] if told else ""
    if told is None or not is_personal(name) or not _tells_role(body[told.end() :]):
        return None
    start = offset + body.find(name)
    return SpeakerTurn(name, start, start + len(name))
