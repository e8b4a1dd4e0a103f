"""Round-ups: headings, signatures and bare names that say whose words the paragraphs beside them are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part, is_closing
from stance.layout.experts import (
    RETIRED,
    SpeakerTurn,
    closing_biography,
    expert_named,
    framed,
    is_person,
    is_role_line,
    signature,
    unnamed,
    unnamed_signature,
)
from stance.layout.lines import unfinished
from stance.layout.sentences import split_sentences
from stance.person_names import find_people, first_name_gender, strip_titles

_ROUND_UP: Final = re.compile(
    r"\bround-?\s?up\b|\bexperts?\s+(?:respond|react|weigh|answer|comment|on|say|opinion)|\bsymposium\b|\bwe asked\b"
    r"|\bask(?:ed)? the experts\b|\bcontributors\b|\bresponses\b|\broundtable\b",
    re.IGNORECASE,
)
_DASHES: Final = "-–—"
_MARKS: Final = "\"'"
_SHORTEST: Final = 12
"""Characters of a quotation whose signature need not be a name, at least: not '"docks" - a captain's word'."""

_SIGNED: Final = re.compile(r"(?<=[\"'])\s*[-–—]{1,2}\s*([^\W\d_][^\"\n]{3,80})$")
_LONGEST_SIGNATURE: Final = 160
_LONGEST: Final = 400
_LONGEST_NAME: Final = 100
"""Characters of a signature, of a heading that names experts, and of one that need not tell a role, at most."""

_FROM: Final = re.compile(r"From ?: (?P<name>[^<>(:]{3,60}?)(?: ?[<(].*)?")
_OF_MESSAGE: Final = re.compile(r"(?:Cc|Date|Re|Sent|Subject|To) ?: ")
_OF_WRITER: Final = re.compile(r"The (?:author|writer)s? ")
_PLACE: Final = re.compile(r"[A-Z][^.!?,]{1,30}, [A-Z][a-z]{1,4}\.")
"""A sentence on who signs, and a line with where they live: "Tucson, Ariz."."""

_SALUTATION: Final = re.compile(r"(?:My )?[Dd]ear [^.!?]{2,60},|(?:To the Editor|TO THE EDITOR|Sir|SIR|Madam)[,:]")
_SMALL_WORD: Final = re.compile(r"\b[a-z]{3,}\b")


def roundup_turns(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that give an expert the floor, if the text is a round-up; else none."""
    lines = _name_lines(paragraphs)
    letters = _senders(paragraphs) or _signed_letters(paragraphs)
    return letters or _signatures(paragraphs, lines) or _expert_headings(paragraphs, lines) or _biographies(paragraphs)


def _senders(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The heads of messages by two people or more: "From: Ann Lee", with "To: …" and "Date: …" below."""
    turns: dict[int, SpeakerTurn] = {}
    for i, paragraph in enumerate(paragraphs):
        sent = _FROM.fullmatch(paragraph.text)
        if sent and is_person(sent[1]):
            place = paragraph.start + sent.start(1)
            turns[i] = SpeakerTurn(sent[1], place, place + len(sent[1]))
        elif i - 1 in turns and _OF_MESSAGE.match(paragraph.text):
            turns[i] = turns[i - 1]
    return turns if len({turn.name for turn in turns.values()}) >= 2 else {}


def _signed_letters(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Letters, two or more, each with a name below "Yours," or the like, from its salutation on if it has one."""
    lines = dict(_signing_lines(paragraphs))
    if len(lines) < 2:
        return {}
    people = [name for paragraph in paragraphs for _, name, _ in find_people(paragraph.text)]
    in_full = {word: name for name in reversed(people) for word in name.split()}
    ends: dict[int, SpeakerTurn] = {}
    for i, line in lines.items():
        signed = strip_titles(line.split(",")[0].strip())[0]
        if name := signed if is_person(signed) else in_full.get(signed):
            ends[i] = SpeakerTurn(name, paragraphs[i].end - len(line), paragraphs[i].end)
    return _words_above(paragraphs, ends) if len(ends) >= 2 else {}


def _signing_lines(paragraphs: Sequence[PageParagraph]) -> Iterator[tuple[int, str]]:
    """What stands below or behind the closing of a letter, without a stop, and the place of its paragraph."""
    for i, paragraph in enumerate(paragraphs):
        closing, comma, signed = paragraph.line.partition(",")
        if not is_closing(closing + comma):
            continue
        end, line = (i, signed.strip()) if signed else (i + 1, "".join(p.text for p in paragraphs[i + 1 : i + 2]))
        if unfinished(line):
            yield end, line


def quotation_signatures(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Quotations with a signature, on the line below or at the end of their own: '"…" - Ann Lee, Riga Institute'."""
    turns: dict[int, SpeakerTurn] = {}
    for i, paragraph in enumerate(paragraphs):
        signed = _SIGNED.search(paragraph.text)
        if signed:
            place = paragraph.start + signed.start(1)
            quoted = paragraph.text[0] in _MARKS and signed.start() > _SHORTEST
            name = signature(signed[1], place) or (unnamed_signature(signed[1], place) if quoted else None)
            if name:
                turns[i] = replace(name, words=paragraph.start, until=paragraph.start + signed.start())
        elif i and i - 1 not in turns and (name := _signature_below(paragraph, paragraphs[i - 1])):
            for k in _quoted_above(i, paragraphs):
                turns[k] = replace(name, words=paragraphs[k].start)
            turns[i] = SpeakerTurn(None, name.start, name.end)
    return turns


def _quoted_above(i: int, paragraphs: Sequence[PageParagraph]) -> Iterator[int]:
    """The paragraphs of the quotation above a signature: each opens with a mark, and the last one alone closes it."""
    yield i - 1
    for k in range(i - 2, -1, -1):
        text = paragraphs[k].text
        if text[0] not in _MARKS or text[0] != paragraphs[i - 1].text[0] or text[-1] in _MARKS:
            return
        yield k


def _signature_below(paragraph: PageParagraph, above: PageParagraph) -> SpeakerTurn | None:
    """Whom a line after a dash names, below a paragraph in quotation marks or a block quote."""
    is_quoted = (above.text[0] in _MARKS and above.text[-1] in _MARKS) or above.text[0] == ">"
    if not is_quoted or paragraph.text[:1] not in _DASHES:
        return None
    line, place = _behind_dash(paragraph)
    return signature(line, place) or unnamed_signature(line, place)


def _behind_dash(paragraph: PageParagraph) -> tuple[str, int]:
    """The text behind the dashes it begins with, and where that begins in the view."""
    rest = paragraph.text.lstrip(_DASHES + " ")
    return rest, paragraph.end - len(rest)


@dataclass(frozen=True, slots=True)
class _NameLine:
    """A line that names somebody, or more; whether it tells a role, and how many lines it is with that of the role."""

    turn: SpeakerTurn
    tells_role: bool
    is_bare: bool
    lines: int = 1


def _name_lines(paragraphs: Sequence[PageParagraph]) -> dict[int, _NameLine]:
    """The lines without a stop that open with a person's name, by their place."""
    small = {word for paragraph in paragraphs for word in _SMALL_WORD.findall(paragraph.text)}
    named: dict[int, _NameLine] = {}
    for i, paragraph in enumerate(paragraphs):
        line = paragraph.text.rstrip(":")
        is_open = (
            len(line) <= _LONGEST
            and not _SALUTATION.fullmatch(paragraph.text)
            and unfinished(RETIRED.sub("", line).rstrip())
        )
        if is_open and (found := _name_line(line, paragraph.start, small)):
            named[i] = found
    for i in named:
        below = paragraphs[i + 1] if i + 1 < len(paragraphs) and i + 1 not in named else None
        if below and _may_tell_role(below):
            tells_role = named[i].tells_role or is_role_line(below.text)
            named[i] = replace(named[i], lines=2, tells_role=tells_role)
    return named


def _may_tell_role(paragraph: PageParagraph) -> bool:
    """Whether a line below a name has the form of one that tells a role; a byline has not ("By Our Correspondent")."""
    is_short = len(paragraph.text) <= _LONGEST_SIGNATURE and (paragraph.is_open or _PLACE.fullmatch(paragraph.text))
    return bool(is_short) and not paragraph.items and paragraph.part is not Part.BOILERPLATE


def _name_line(line: str, start: int, small: Set[str]) -> _NameLine | None:
    """Whom a line names: with a role, or by a name in capitals or not, alone or before a comma, a dash or a bracket."""
    if turn := expert_named(line, start):
        return _NameLine(turn, tells_role=True, is_bare=False)
    cased = line.title() if line.isupper() else line
    named = framed(cased, start) or expert_named(cased, start, small) or unnamed(line, start)
    turn = named if len(line) <= _LONGEST_NAME else None
    behind = re.split(r"[,(]", line, maxsplit=1)[1:]
    is_bare = not behind or is_person(behind[0].strip())  # "Old Friends, Late Doubts" may be a title
    return _NameLine(turn, tells_role=False, is_bare=is_bare) if turn else None


def _expert_headings(paragraphs: Sequence[PageParagraph], lines: Mapping[int, _NameLine]) -> dict[int, SpeakerTurn]:
    """Headings that name an expert, with words below: "Name, role", the two on two lines, or bare names.

    One alone counts where it is the text's first line and tells a role, since a byline stands below a title.
    """
    lines = {i: line for i, line in lines.items() if _speaks_below(i, line, paragraphs, lines)}
    lines = _without_byline(paragraphs, lines)
    if not _is_round_up(paragraphs, lines):
        lines = {i: line for i, line in lines.items() if line.tells_role}
    if len(lines) < 2 and not (0 in lines and lines[0].tells_role and len(paragraphs) > 1):
        return {}
    return {i + k: line.turn for i, line in sorted(lines.items()) for k in range(line.lines)}


def _without_byline(paragraphs: Sequence[PageParagraph], lines: Mapping[int, _NameLine]) -> dict[int, _NameLine]:
    """The lines without a name alone above the first running text, where some are set bold or two tell a role."""
    bold = {i for i in lines if paragraphs[i].text.startswith("**")}
    if not bold and sum(line.tells_role for line in lines.values()) < 2:
        return dict(lines)
    text = next((i for i, p in enumerate(paragraphs) if p.part is Part.BODY and p.is_running), 0)
    return {i: line for i, line in lines.items() if i in bold or i > text or line.lines > 1 or not line.is_bare}


def _is_round_up(paragraphs: Sequence[PageParagraph], lines: Mapping[int, _NameLine], words: int = 0) -> bool:
    """Whether lines that name people say whose words stand below them (`words` -1: above), if they tell no role.

    So they do where two tell one, where the text says that it asked several people, and where the words are not about
    those named; a known first name, or what is no name behind one, shows of two that they are no titles.
    """
    if sum(line.tells_role for line in lines.values()) >= 2:
        return True
    beside = ((line, paragraphs[i + (words or line.lines)].text) for i, line in lines.items())
    if _are_several(lines) and not any(_tells_of(line.turn, text) for line, text in beside):
        return True
    return not words and bool(_ROUND_UP.search(" ".join(paragraph.text for paragraph in paragraphs[:4])[:1000]))


def _are_several(lines: Mapping[int, _NameLine]) -> bool:
    """Whether lines name three people, or two who are surely no titles."""
    names = {line.turn.name or "" for line in lines.values()}
    is_name = any(not line.is_bare or first_name_gender((line.turn.name or "").split()[0]) for line in lines.values())
    return len(names) >= 3 or (len(names) == 2 and is_name)


def _tells_of(turn: SpeakerTurn, body: str) -> bool:
    """Whether a text names the person who would be its speaker, as one about them does."""
    names = (turn.name or "").split("; ")
    return any(re.search(rf"\b{re.escape(name.split()[-1])}\b", body) for name in names)


def _signatures(paragraphs: Sequence[PageParagraph], lines: Mapping[int, _NameLine]) -> dict[int, SpeakerTurn]:
    """Lines "Name, role" or names, each below what that expert says, the last of them at the text's end."""
    dashed = {i: replace(line, tells_role=True) for i, line in lines.items() if paragraphs[i].text[0] in _DASHES}
    signed = {i: line for i, line in ({**lines, **dashed}).items() if i and paragraphs[i - 1].part is Part.BODY}
    below = paragraphs[max(signed) + signed[max(signed)].lines :] if signed else ()
    if len(signed) < 2 or any(p.part is Part.BODY and not _OF_WRITER.match(p.text) for p in below):
        return {}
    if not _is_round_up(paragraphs, signed, -1):
        return {}
    ends = {i + k: line.turn for i, line in signed.items() for k in range(line.lines)}
    return _words_above(paragraphs, ends)


def _biographies(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """Sentences on who an expert is, each below or at the end of what they say: "Ann Lee teaches in Riga."."""
    body = [i for i, paragraph in enumerate(paragraphs) if paragraph.part is Part.BODY]
    if not body or not _biography(paragraphs[body[-1]]):
        return {}
    ends = {i: turn for i in body if (turn := _biography(paragraphs[i]))}
    return _words_above(paragraphs, ends) if len(ends) >= 2 else {}


def _biography(paragraph: PageParagraph) -> SpeakerTurn | None:
    """Whom a short paragraph, or the last sentence of a longer one which does not name them, tells of."""
    if len(paragraph.text) <= _LONGEST_SIGNATURE and (turn := closing_biography(paragraph.text, paragraph.start)):
        return turn
    start, end = list(split_sentences(paragraph.text, 0, len(paragraph.text)))[-1]
    turn = (
        closing_biography(paragraph.text[start:end], paragraph.start + start)
        if end - start <= _LONGEST_SIGNATURE
        else None
    )
    if turn is None or not start or _tells_of(turn, paragraph.text[:start]):
        return None
    return replace(turn, words=paragraph.start, until=paragraph.start + start)


def _words_above(paragraphs: Sequence[PageParagraph], ends: Mapping[int, SpeakerTurn]) -> dict[int, SpeakerTurn]:
    """The turns of experts by what stands at their end: each speaks from below the one above, or the first text."""
    turns: dict[int, SpeakerTurn] = {}
    begin = next(i for i, paragraph in enumerate(paragraphs) if paragraph.part is Part.BODY)
    for i, turn in ends.items():
        greetings = (k for k in range(i - 1, begin - 1, -1) if _SALUTATION.fullmatch(paragraphs[k].text))
        begin = next(greetings, begin)
        while begin < i and paragraphs[begin].part is not Part.BODY:
            begin += 1
        if begin < i:
            turns[begin] = replace(turn, words=paragraphs[begin].start, until=None)
        turns[i] = turn if turn.until is not None else SpeakerTurn(None, turn.start, turn.end)
        begin = i + 1
    return turns


def _speaks_below(i: int, line: _NameLine, paragraphs: Sequence[PageParagraph], lines: Mapping[int, _NameLine]) -> bool:
    """Whether running text follows that is not about the person named: below a byline or a name at the end it is."""
    k, turn = i + line.lines, line.turn
    if k >= len(paragraphs) or k in lines or paragraphs[k].part is not Part.BODY or turn.name is None:
        return False
    surnames = "|".join(re.escape(name.split()[-1]) for name in turn.name.split("; "))
    beginning = paragraphs[k].text[: len(turn.name) + 40]
    return re.search(rf"\b(?:{surnames})\W{{1,3}}(?:is|was|has|teaches|serves)\b", beginning) is None
