"""Lines that name somebody: an expert with a role, a bare name, a signature, a sentence on who wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.lexicon.layout import ROLE_WORDS
from stance.person_names import (
    MAX_PARTS,
    NAME,
    PARTICLES,
    TITLED,
    TITLES,
    first_name_gender,
    is_abbreviation,
    is_personal,
    strip_titles,
)

_SEPARATOR: Final = re.compile(r"[,–—|(]|\s-(?=\s)")
_AND: Final = re.compile(r"(?:^|\s)(?:and|&)\s+")
_BIOGRAPHY: Final = re.compile(
    r"((?:[^\W\d_][\w.'’-]*\s+){2,5}?)(?:(?:is|was)\s(?P<a>an?\s)?|(?P<post>teaches|heads|directs|leads|works)\s)"
)
_PREFIX: Final = re.compile(
    r"(?:\(?\d{1,2}[.)]\s+|(?:[A-Z]{2,10}|Against|Con|For|In favou?r|No|Pro|Yes)(?::|\s[-–—])\s+|•\s+|[-–—*]+\s*)"
)
_LEAD: Final = re.compile(
    r"(?:[^\W\d_][\w'’. -]{1,40}:|(?:By|From)|(?:Answer|Evidence|Reply|Response|Statement|Testimony) (?:by|from|of))\s+"
)
_REPLYING: Final = re.compile(r"\s+(?:answers|argues|replies|responds|says|writes)(?: (?:no|yes))?$")
"""What may stand before a name in a heading: "1. Ann Lee", "FOR: Ann Lee"; "The optimist: Ann Lee", which names
somebody where several do; and what may stand behind it: "Ann Lee replies".
"""

_UNNAMED: Final = re.compile(r"(An? [^,(]{3,60}), who (?:asked|wished|spoke|did|would)\b")
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w.'-]*")

_NEAR: Final = 6
"""Words behind "is" among which a biography tells the role: "Ann Lee is the former mayor of Riga."."""

_BRINGING_IN: Final = frozenset({"a", "an", "my", "our", "the"})
_LONGEST_UNNAMED: Final = 7
"""Words with which a signature may bring somebody in without a name, and as many as it has at most."""

_MARKS: Final = str.maketrans("*_#", "   ")
RETIRED: Final = re.compile(r"\(re?td?\.?\)|\(retired\)|,(?=\s(?:Jr|Sr)\b)")
"""What interrupts a name: "Col. (ret.) Ann Lee", "John Roe, Jr."."""


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


def expert_named(line: str, offset: int = 0, small: Set[str] | None = None) -> SpeakerTurn | None:
    """Whom a line "Name, role[; and Name, role]" names, at `offset`; None where it is no such line.

    Joint experts are joined by "; ". A role or an institution has to be recognised, so that "China, Russia, and the
    rest" names nobody; with `small`, the words that the text also writes small, none has to, and they are in no name.
    """
    prefix = _PREFIX.match(line)
    if prefix:
        small = frozenset() if small is None and ":" in prefix[0] else small
        return expert_named(line[prefix.end() :], offset + prefix.end(), small)
    plain = RETIRED.sub(lambda match: " " * len(match[0]), line.translate(_MARKS))
    if turn := _role_first(plain, offset):
        return turn
    people: list[tuple[int, int]] = []
    known = small is not None
    position = 0
    for part in plain.split(";"):
        names, role = _names_and_role(part)
        if not names:
            return None
        people += [(position + start, position + end) for start, end in names]
        known = known or _tells_role(role)
        position += len(part) + 1
    name = "; ".join(" ".join(plain[start:end].split()) for start, end in people)
    if not known or (small and any(word.lower() in small for word in re.split(r"[ ;]+", name))):
        return None
    return SpeakerTurn(name, offset + people[0][0], offset + people[-1][1])


def framed(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a line names behind a lead or before a verb of replying, with titles and a role at most beside the name."""
    lead = _LEAD.match(line)
    if not lead and not _REPLYING.search(line):
        return None
    start = lead.end() if lead else 0
    words = _SEPARATOR.split(_REPLYING.sub("", line[start:]))[0].split()
    while words and words[0].lower().rstrip(".") in TITLES:
        words.pop(0)
    name = " ".join(words)
    at = line.find(name, start)
    return SpeakerTurn(name, offset + at, offset + at + len(name)) if at >= 0 and is_person(name) else None


def _role_first(plain: str, offset: int) -> SpeakerTurn | None:
    """Whom a line names at its end: "Director of the Riga Institute, Ann Lee"."""
    before, _, last = plain.rpartition(", ")
    if not before or not _tells_role(before) or not is_person(last.strip()) or is_person(before.split(",")[0].strip()):
        return None
    start = offset + len(plain) - len(last.lstrip())
    return SpeakerTurn(last.strip(), start, start + len(last.strip()))


def unnamed(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a line tells the role of who is not to be named: "A former diplomat, who asked not to be named"."""
    found = _UNNAMED.match(line)
    return SpeakerTurn(found[1], offset, offset + found.end(1)) if found and _tells_role(found[1]) else None


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
    """The spans between "and"s, white space and titles trimmed."""
    spans = []
    start = 0
    for match in [*_AND.finditer(segment), None]:
        end = match.start() if match else len(segment)
        piece = segment[start:end].rstrip()
        if piece:
            name = strip_titles(piece)[0].split()
            name = name if len(name) > 1 else piece.split()  # "Judge Roe"
            first = len(piece) - len(piece.split(maxsplit=len(piece.split()) - len(name))[-1]) if name else 0
            spans.append((position + start + first, position + start + len(piece)))
        start = match.end() if match else end
    return spans


def is_person(name: str) -> bool:
    """Whether a string is a person's name and nothing else, no word of it that of a role but a title before one name.

    A known first name or a hyphen tells a person whose names are a place's or a title's too: "Verity Blackwood-Sen".
    """
    words = name.split()
    if TITLED.fullmatch(name):
        return not is_abbreviation(words[-1]) and is_personal(f"Ann {words[-1]}")
    if not 2 <= len(words) <= MAX_PARTS or any(word.lower().strip(".,") in ROLE_WORDS for word in words):
        return False
    known = first_name_gender(words[0]) is not None or "-" in words[-1]
    return (NAME.fullmatch(" ".join(words)) is not None or _is_formed(words)) and (is_personal(name) or known)


def _is_formed(words: Sequence[str]) -> bool:
    """Whether words are capitalised but for particles, with stops and marks inside: "Md. Roe", "Ann Fa'asalele"."""
    return all(_NAME_WORD.fullmatch(word) and (word[0].isupper() or word in PARTICLES) for word in words)


def _tells_role(role: str) -> bool:
    words = [re.sub(r"'s$", "", word.strip('.,;:()"').lower()) for word in role.split()]
    acronym = any(re.fullmatch(r"[A-Z]{3,6}", word.strip(".,;:()")) for word in role.split())
    return acronym or any(word in ROLE_WORDS for word in words)


def signature(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a signature names: a person, with or without a role after a comma."""
    name = strip_titles(line.split(",")[0].strip())[0]
    start = line.find(name)
    named = is_personal(name) and _is_formed(name.split())  # '"dry docks" - harbours without water' signs nothing
    return SpeakerTurn(name, offset + start, offset + start + len(name)) if named else None


def unnamed_signature(line: str, offset: int) -> SpeakerTurn | None:
    """Whom a signature tells of without a name: "my grandmother", "a farmer in Kansas"."""
    phrase = line.split(",")[0].strip()
    words = phrase.casefold().split()
    somebody = not lexicon.PERSON_NOUNS.isdisjoint(words[1:4]) and lexicon.BODY_NOUNS.isdisjoint(words)
    if len(words) > _LONGEST_UNNAMED or words[0] not in _BRINGING_IN or not somebody or line.endswith("."):
        return None
    start = offset + line.find(phrase)
    return SpeakerTurn(phrase, start, start + len(phrase))


def is_role_line(line: str) -> bool:
    """Whether a line tells a role and names nobody: "Senior fellow, Institute for Pacific Affairs"."""
    first = line.split(",")[0]
    return len(line) <= 120 and _tells_role(line) and not is_person(first)


def closing_biography(body: str, offset: int) -> SpeakerTurn | None:
    """The person whose biography a closing sentence is: "Ann Lee is a senior fellow at the Riga Institute."."""
    sentence = body.lstrip("-–— ")
    found = _BIOGRAPHY.match(sentence)
    name = strip_titles(found[1])[0] if found else ""
    if found is None or not is_person(name):
        return None
    is_post = (
        found["a"] or found["post"] or _tells_role(" ".join(sentence[found.end() :].split(maxsplit=_NEAR)[:_NEAR]))
    )
    if not is_post:  # "Ann Lee was once asked how it would end. WE WIN, she said."
        return None
    start = offset + body.find(name)
    return SpeakerTurn(name, start, start + len(name))
