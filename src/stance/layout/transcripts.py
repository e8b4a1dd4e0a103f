"""Transcripts: interviews, hearings, panels and captioned statements, where a label says who speaks next.

    Ann Lee: …      Q. …      [00:01:12] KIM: …      Mr. SMITH. …      - Bo Kim (Riga): …

A label is no text. What follows is its speaker's up to the next label; questions are the interviewer's. Surnames,
initials and "A" stand for a person whom the text names in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part
from stance.layout.experts import SpeakerTurn
from stance.layout.lines import Paragraph
from stance.lexicon.layout import ASKING, MESSAGE_WORDS, PLACE_WORDS, SECTION_WORDS
from stance.person_names import (
    NAME,
    PARTICLES,
    TITLED,
    TITLES,
    family_names,
    find_people,
    fold,
    is_personal,
    strip_titles,
)

_CLOCK: Final = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?"
_STAMP: Final = rf"(?:{_CLOCK}\s*[-–—]?\s*)?"
_OPENING: Final = rf"(?:[-•*–—]\s+)?{_STAMP}(?:Q\d{{1,3}}\.?\s+)?(?:(?:Comment|Question) from\s+)?[*_]{{0,3}}"
_NAMED: Final = re.compile(
    rf"{_OPENING}\[?(?P<label>[^\W\d_](?:[\w.'’ -]{{0,58}}[\w.'’])?)\]?"
    rf"(?:\s*[(\[][^()\[\]]{{1,60}}[)\]]|,\s[^:.?!\"]{{2,60}})?\s*{_STAMP}[*_]{{0,3}}:[*_]{{0,3}}(?=\s|$)"
)
"""A label that ends with a colon; what stands in brackets or after a comma tells what the speaker is."""

_LETTERED: Final = re.compile(rf"{_OPENING}(?P<label>Q|A|Question|Answer)\d{{0,2}}(?:[.:)]|\s[-–—])[*_]{{0,3}}(?=\s|$)")
_BARE: Final = re.compile(rf"{_OPENING}(?P<label>Q|A)\s+(?=[\"'A-Z])")
"""A letter without a mark behind it; "A" is one only below "Q"."""

_TIMED: Final = re.compile(rf"{_CLOCK}\s+(?P<label>[^\W\d_][\w.'’ -]{{1,58}})$")
_TIMED_BEHIND: Final = re.compile(rf"(?P<label>[^\W\d_][\w.'’ -]{{1,58}}?)\s+{_CLOCK}$")
"""Lines of their own that say who speaks from when on: "00:12 Ann Lee", "Ann Lee  00:12"."""

_HEARD: Final = re.compile(
    rf"{_OPENING}(?P<label>The (?:Chair\w*|President|Speaker|Clerk)"
    rf"|(?:{'|'.join(sorted(title.capitalize() for title in TITLES))})\.? [A-Z][\w'’-]+)"
    rf"\.[*_]{{0,3}}\s+(?=[\"'A-Z])"
)
"""A label of a hearing's record, which ends with a stop: "Mr. SMITH. I thank you."."""

_DASH: Final = re.compile(r"[-–—]\s+(?=[\"'A-Z])")
_TURN_DASH: Final = re.compile(r"(?:(?<=[.?!\"'])\s+|^)(?=[-–—]\s+[\"'A-Z])")
"""A dash that begins a turn, and where one does inside a paragraph."""

_STAGE: Final = re.compile(
    rf"\s*(?:[\[(](?:laugh\w*|applause|cross ?talk|inaudible|unintelligible|pause\w*|music\w*|silence|recess"
    rf"|off mic\w*|end of \w+|video \w+|audio \w+)[^\])]{{0,40}}[\])]\.?|{_STAMP[:-1]})\s*",
    re.IGNORECASE,
)
"""A stage direction or a time stamp by itself."""

_INTRODUCED: Final = re.compile(
    r"\b(?:sp(?:oke|eaks|eak|oken)|talk(?:s|ed|ing)?|sat down|sits down|me[et]t|conversation|interview(?:s|ed)?|q&a"
    r"|questions (?:for|to)|asked|asks)\b(?:\s+(?:by|to|with|for|of))?\s+",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:talk\w*|sp(?:oke|eaks)|sat down|answer\w*|took|tells|told)\b(?: to| with)? (?:us|me|our|this)\b"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:I|we|us|my|our|me)\b", re.IGNORECASE)
_SECOND_PERSON: Final = re.compile(r"\byours?\b|\byou\b", re.IGNORECASE)
_TALKED: Final = re.compile(r"\b(?:We|I) (?:asked|talked|spoke|met|sat down)\b")
_INTERVIEW: Final = re.compile(r"\b(?:interview(?:s|ed)?|in conversation)\b", re.IGNORECASE)
_DESCRIBED: Final = re.compile(r",\s+(?:an?|now|once|the|who|whose)\b")
_NUMBER: Final = re.compile(r"\d{1,2}[.)]\s+")
_NUMBERED: Final = re.compile(
    r"(?:un(?:identified|known) )?(?:delegate|interviewee|man|member|panell?ist|participant|respondent|speaker|voice"
    r"|witness|woman)(?: (?:no\.? ?)?(?:\d{1,2}|[A-Z]))?",
    re.IGNORECASE,
)
"""A label of somebody whose name is not known: "SPEAKER 1", "Unidentified Man", "Witness A"."""

_QUESTION: Final = frozenset({"q", "question"})
_ANSWER: Final = frozenset({"a", "answer"})
_MARKS: Final = ("'", '"')
_MOST_SPEAKERS: Final = 40
_THROUGHOUT: Final = 0.6
_LABELLED: Final = 0.3
_NEAR: Final = 60
_INTRODUCTION: Final = 600
_INITIALS: Final = 3
_LEAST_DASHED: Final = 4
"""How many people a transcript may have; the share of its paragraphs that are labelled where each speaks once,
and where all labels are full names; characters between "spoke with" and the name of who answers; those of lines that
bring in who is named first, and letters of initials, at most; turns that dashes begin in one paragraph, at least.
"""

UNKNOWN: Final = ""
"""A label that stands for nobody the text names."""


def transcript_turns(view: str, paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that begin with a label, if the text is a transcript; else none."""
    labels = _labels(view, paragraphs)
    counts = Counter(match["label"] for match in labels.values())
    if not 2 <= len(counts) <= _MOST_SPEAKERS:
        return _labelled_answers(paragraphs, labels) or _questions_answered(view, paragraphs)
    names = _names(counts, paragraphs)
    first = min(labels)
    below = sum(p.part is Part.BODY or i in labels for i, p in enumerate(paragraphs[first:], first))
    speaking = _speaking(counts, names, below)
    asking = _asking(paragraphs, labels)
    labels = {i: match for i, match in labels.items() if match["label"] in speaking}
    if not labels:
        return _questions_answered(view, paragraphs)
    above, below_last = _shown(paragraphs[: min(labels)]), _shown(paragraphs[max(labels) + 1 :])
    answering = _answering(above, below_last) or _addressed(paragraphs[min(labels)].text)
    turns = {
        i: SpeakerTurn(
            _name(match["label"], names, asking, answering),
            *match.span("label"),
            match.end() if match.end() < paragraphs[i].end else None,
        )
        for i, match in labels.items()
    }
    return turns | _closing(paragraphs, turns)


def _names(labels: Iterable[str], paragraphs: Sequence[PageParagraph]) -> dict[str, str | None]:
    """Who each label stands for."""
    people = [person for paragraph in paragraphs for _, person, _ in find_people(paragraph.text)]
    return {label: _person(label, people) for label in labels}


def _shown(paragraphs: Sequence[PageParagraph]) -> str:
    """The text of paragraphs, without what the page has about itself, such as bylines; two spaces part them."""
    return "  ".join(paragraph.text for paragraph in paragraphs if paragraph.part is not Part.BOILERPLATE)


def _closing(paragraphs: Sequence[PageParagraph], turns: Mapping[int, SpeakerTurn]) -> dict[int, SpeakerTurn]:
    """The writer's turn below the last speaker's: a paragraph that names a speaker, or that no other turn has.

    "The committee rose at noon." It has no first person then, as the end of an answer may have.
    """
    last = max(turns)
    i = next((i for i in range(last + 1, len(paragraphs)) if paragraphs[i].part is Part.BODY), None)
    if i is None:
        return {}
    closing = paragraphs[i]
    is_named = any(turn.name and turn.name in closing.text for turn in turns.values())
    are_short = len(turns) > 2 and all(k + 1 in turns for k in turns if k != last)
    if not is_named and (not are_short or _FIRST_PERSON.search(closing.text)):
        return {}
    return {i: SpeakerTurn(None, closing.start, closing.start, closing.start)}


def _labels(view: str, paragraphs: Sequence[PageParagraph]) -> dict[int, re.Match[str]]:
    """The labels that paragraphs begin with, by the place of the paragraph."""
    labels: dict[int, re.Match[str]] = {}
    for i, paragraph in enumerate(paragraphs):
        if paragraph.part is Part.BOILERPLATE:
            continue
        match = _label(view, paragraph.start, paragraph.end)
        if (
            match
            and not i
            and paragraph.part is Part.HEADING
            and view[match.end() : paragraph.end].strip()[:1] in _MARKS
        ):
            match = None  # a title: 'Ann Lee: "The port is empty"'
        bare = None if match else _BARE.match(view, paragraph.start, paragraph.end)
        if bare and (bare["label"] == "Q" or (i - 1 in labels and labels[i - 1]["label"] == "Q")):
            match = bare
        if match:
            labels[i] = match
    return labels


def _name(label: str, names: Mapping[str, str | None], asking: set[str], answering: str | None) -> str | None:
    """Whom a label names; None where they ask the questions."""
    if label.lower() in _ANSWER:
        return answering
    if names[label] is UNKNOWN:
        return None if label in asking and not _may_be_name(label) else label
    return names[label]


def _asking(paragraphs: Sequence[PageParagraph], labels: Mapping[int, re.Match[str]]) -> set[str]:
    """The labels whose turns, two or more, are all questions."""
    turns: dict[str, list[bool]] = {}
    for i, match in labels.items():
        turns.setdefault(match["label"], []).append(paragraphs[i].text.endswith("?"))
    return {label for label, questions in turns.items() if len(questions) > 1 and all(questions)}


def split_labelled_items(view: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, what holds several turns taken apart: "- Ann Lee: …" as items, "— Who was it? — Nobody.".

    The first are a list whose items each begin with a label, the others question and answer by turns.
    """
    split: list[Paragraph] = []
    for paragraph in paragraphs:
        if dashed := _dashed_turns(view, paragraph):
            split += dashed
            continue
        items = [Paragraph(a, b) for a, b in pairwise([*paragraph.items, paragraph.end])]
        labels = [_label(view, item.start, item.end) for item in items] if len(items) >= 2 else []
        names = [strip_titles(match["label"])[0] for match in labels if match]
        if len(names) == len(items) >= 2 and all(is_personal(name) for name in names):
            before = [Paragraph(paragraph.start, items[0].start)] if paragraph.start < items[0].start else []
            for part in (*before, *items):
                end = part.start + len(view[part.start : part.end].rstrip())
                split.append(Paragraph(part.start, end))
        else:
            split.append(paragraph)
    return split


def _dashed_turns(view: str, paragraph: Paragraph) -> list[Paragraph]:
    """The parts of a paragraph in which dashes part questions from answers, two of each; none where they do not."""
    text = view[paragraph.start : paragraph.end]
    cuts = [match.end() for match in _TURN_DASH.finditer(text)]
    pieces = [text[a:b].rstrip() for a, b in pairwise([*cuts, len(text)])]
    asks = [piece.endswith("?") for piece in pieces]
    if len(pieces) < _LEAST_DASHED or not asks[0] or any(a == b for a, b in pairwise(asks)):
        return []
    before = [(0, text[: cuts[0]].rstrip())] if cuts[0] else []
    places = [*before, *zip(cuts, pieces, strict=True)]
    return [Paragraph(paragraph.start + at, paragraph.start + at + len(piece)) for at, piece in places]


def is_stage_direction(text: str) -> bool:
    """Whether a sentence or a paragraph is a stage direction or a time stamp: "(Laughter.)", "[00:01:12]"."""
    return bool(text.strip()) and bool(_STAGE.fullmatch(text))


def _label(view: str, start: int, end: int) -> re.Match[str] | None:
    """The label that a paragraph begins with."""
    for pattern in (_LETTERED, _NAMED, _HEARD, _TIMED, _TIMED_BEHIND):
        match = pattern.match(view, start, end)
        if match and (pattern in {_LETTERED, _HEARD} or _may_label(match["label"])):
            rest = view[match.end() : end].strip()  # "FOR: Ann Lee" heads what she writes
            return None if NAME.fullmatch(rest) and is_personal(rest) else match
    return None


def _may_label(label: str) -> bool:
    """Whether what stands before a colon has the form of a name or an office, each weighty word with a capital."""
    words = label.split()
    if _NUMBERED.fullmatch(label):
        return True
    if label.lower() in MESSAGE_WORDS:
        return False
    return len(words) <= 6 and all(
        w[0].isupper() or w.lower() in {"of", "the", "and", "de", "al", "van", "von", "der", "bin"} for w in words
    )


def _speaking(counts: Mapping[str, int], names: Mapping[str, str | None], below: int) -> set[str]:
    """The labels of people who speak in turn; empty where the labels are those of a list or of definitions.

    People speak more than once, or nearly everything in the text is somebody's statement; `below` is the number of
    paragraphs from the first label on.
    """
    repeated = _repeated(counts, names)
    known = {label for label in counts if names[label] is not UNKNOWN}
    families = set(filter(_may_be_family, counts))
    others = known | families | (repeated & _long(counts))
    if lettered := _lettered(counts):
        return lettered | known
    if len(repeated) >= 2 and any(map(names.get, repeated)):
        return others
    are_full = all(is_personal(names[label] or "") for label in others)
    share = sum(map(counts.__getitem__, others)) / below
    is_throughout = share >= (_LABELLED if are_full else _THROUGHOUT)
    return others if is_throughout and len(others) >= 2 else set()


def _repeated(counts: Mapping[str, int], names: Mapping[str, str | None]) -> set[str]:
    """The labels of those who speak more than once, also where the second time it is "Lee" for "Ann Lee"."""
    turns: Counter[str] = Counter()
    for label, count in counts.items():
        turns[names[label] or label] += count
    return {label for label in counts if turns[names[label] or label] > 1}


def _long(labels: Iterable[str]) -> set[str]:
    """The labels of several words, as an interviewer has who goes by the paper's name: "The Harbour Post"."""
    return {label for label in labels if " " in label}


def _lettered(labels: Iterable[str]) -> set[str]:
    """The labels "Q" and "A" and their like, where there are both."""
    lettered = {label for label in labels if label.lower() in _QUESTION | _ANSWER}
    kinds = {label.lower() in _QUESTION for label in lettered}
    return lettered if len(kinds) == 2 else set()


def _person(label: str, people: Sequence[str]) -> str | None:
    """Who a label stands for; None is whoever asks, `UNKNOWN` a word that names nobody known."""
    lower = label.lower()
    if lower in _QUESTION | ASKING:
        return None
    if lower.startswith("the ") and label.isupper():
        return label
    title = label.title() if label.isupper() and len(label) > 3 else label
    name, _ = strip_titles(title)
    if is_personal(name):
        return name if name in people or not label.isupper() else label[-len(name) :]
    if full := _in_full(name, label, people):
        return full
    if name != title and not {word.casefold() for word in name.split()[:-1]} - PARTICLES:
        return name  # "Mr. SMITH", "Ms. DE WAAL", whom the text names nowhere else
    return UNKNOWN


def _in_full(name: str, label: str, people: Sequence[str]) -> str | None:
    """The person of the text whose family name a label is, or whose initials in capitals."""
    families = (person for person in people if fold(name) in family_names(person))
    initials = (person for person in people if label.isupper() and _initials(person) == label)
    return next(families, None) or next(initials, None)


def _initials(person: str) -> str:
    return "".join(word[0] for word in person.split() if word[0].isupper())


def _may_be_family(label: str) -> bool:
    """Whether a label may be somebody's name: one word, neither a place nor what heads a section; or a number's."""
    if _NUMBERED.fullmatch(label):
        return True
    return len(label) > 1 and " " not in label and label.lower() not in PLACE_WORDS | SECTION_WORDS


def _may_be_name(label: str) -> bool:
    """Whether a label that only asks may be a person's family name; initials are those of the writer or the paper."""
    return _may_be_family(label) and not (label.isupper() and len(label) <= _INITIALS)


def _introduced(above: str) -> str | None:
    """Whom lines beside the questions introduce as answering; None where they tell of no talk."""
    people = [(start, name) for start, name, _ in find_people(above)]
    if partner := _partner(above, people):
        return partner
    is_clear = len({name for _, name in people}) == 1 or (people and len(above) <= _INTRODUCTION)
    if is_clear and _TALKED.search(above):
        return people[0][1]  # "Ann Lee lives in Riga. We talked in her kitchen."
    answers = _ANSWERED.search(above)
    before = [name for start, name in people if answers and 0 <= answers.start() - start - len(name) <= _NEAR]
    return before[-1] if before else None


def _partner(above: str, people: Sequence[tuple[int, str]]) -> str | None:
    """Who is named behind "talks to" and the like, or who is described before it."""
    for match in _INTRODUCED.finditer(above):
        behind = bisect_left(people, (match.end(), ""))
        for start, name in people[behind : behind + 1]:
            if start - match.end() > _NEAR:
                continue
            between = above[match.end() : start]
            if "  " not in between and "." not in between.rstrip("."):
                return _described_before(above, match, people) or name
    return None


def _described_before(above: str, talk: re.Match[str], people: Sequence[tuple[int, str]]) -> str | None:
    """Who is described before they talk to somebody, or are interviewed by them: it is they who answer."""
    before = [(start, name) for start, name in people if start < talk.start()]
    if not before:
        return None
    start, name = before[-1]
    between = above[start + len(name) : talk.start()]
    is_asked = talk[0].split()[-1] == "by"
    return name if "." not in between and "  " not in between and (is_asked or _DESCRIBED.match(between)) else None


def _addressed(question: str) -> str | None:
    """Whom a question speaks to by name: "Mr. Roe, when did you leave the bank?"."""
    named = (match for match in TITLED.finditer(question) if "," in question[match.end() : match.end() + 1])
    return next((match.group().split()[-1] for match in named), None)


def _answering(above: str, below: str) -> str | None:
    """Who answers the questions: whom the lines above them introduce, else who is first named above or below."""
    named = (name for text in (above, below) for _, name, _ in find_people(text))
    return _introduced(above) or _introduced(below) or next(named, None)


def _labelled_answers(
    paragraphs: Sequence[PageParagraph], labels: Mapping[int, re.Match[str]]
) -> dict[int, SpeakerTurn]:
    """The turns of an interview where only the answers have a label, each of one person's and below a question."""
    name = next((strip_titles(match["label"])[0] for match in labels.values()), "")
    below = all(i and paragraphs[i - 1].text.rstrip("*_ ").endswith("?") for i in labels)
    if len({match["label"] for match in labels.values()}) != 1 or not below or not is_personal(name):
        return {}
    turns: dict[int, SpeakerTurn] = {}
    for i, match in labels.items():
        place = paragraphs[i - 1].start
        turns[i - 1] = SpeakerTurn(None, place, place, place)
        until = match.end() if match.end() < paragraphs[i].end else None
        turns[i] = SpeakerTurn(name, *match.span("label"), until)
    return turns


def _questions_answered(view: str, paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The turns of an interview without labels: each question is a line of its own, what stands below is the answer."""
    asked = _asked(paragraphs)
    if not asked:
        return {}
    below = paragraphs[max(asked) + 2 :]
    above, last = _shown(paragraphs[: asked[0]]), _shown(below[-1:])
    closing = _introduced(last) if _tells_of_interview(last) else None  # not "Ann Lee met Bo Kim in May."
    answering = _introduced(above) or closing
    is_talk = closing or _tells_of_interview(above) or _is_personal(paragraphs, asked)
    if answering is None or not is_talk:
        return {}
    turns: dict[int, SpeakerTurn] = {}
    if closing:
        place = below[-1].start
        turns[len(paragraphs) - 1] = SpeakerTurn(None, place, place, place)
    questions = set(asked)
    for i in asked:
        turns[i] = _unlabelled(None, paragraphs[i])
        if i + 1 < len(paragraphs) and i + 1 not in questions:
            turns[i + 1] = _unlabelled(answering, paragraphs[i + 1])
    return turns


def _tells_of_interview(text: str) -> bool:
    """Whether a text says that the paper has talked to somebody: "We met Ann Lee", "Ann Lee was interviewed by"."""
    return any(pattern.search(text) for pattern in (_INTERVIEW, _TALKED, _ANSWERED))


def _is_personal(paragraphs: Sequence[PageParagraph], asked: Sequence[int]) -> bool:
    """Whether questions speak to somebody or answers of themselves, as in no explainer under "Will the pact last?"."""
    questions = set(asked)
    answers = (paragraphs[i].text for i in range(asked[0], len(paragraphs)) if i not in questions)
    spoken_to = any(_SECOND_PERSON.search(paragraphs[i].text) for i in asked)
    return spoken_to or any(map(_FIRST_PERSON.search, answers))


def _asked(paragraphs: Sequence[PageParagraph]) -> list[int]:
    """The paragraphs that are questions without a label: set apart, or by themselves."""
    asked = [i for i, paragraph in enumerate(paragraphs) if _is_asked(paragraph)]
    put = [i for i, pair in enumerate(pairwise(paragraphs)) if _is_put_to_somebody(*pair)]
    return asked if len(asked) >= 2 else _lone_questions(paragraphs) or put


def _unlabelled(name: str | None, paragraph: PageParagraph) -> SpeakerTurn:
    """The turn of a paragraph without a label, from behind the dash it may begin with."""
    dash = _DASH.match(paragraph.text)
    return SpeakerTurn(name, paragraph.start, paragraph.start, paragraph.start + (dash.end() if dash else 0))


def _lone_questions(paragraphs: Sequence[PageParagraph]) -> list[int]:
    """The paragraphs that ask, where two are a question and no more and a third of the text below are such.

    Then longer ones ask as well that lead up to a question to "you".
    """
    pairs = list(enumerate(pairwise(paragraphs)))
    lone = [i for i, (first, below) in pairs if _is_lone_question(first) and not _is_lone_question(below)]
    if len(lone) < 2 or 3 * len(lone) < len(paragraphs) - lone[0]:
        return []
    longer = {i for i, (first, _) in pairs if _leads_up(first.text)} - {k for i in lone for k in (i - 1, i + 1)}
    return sorted({*lone, *longer})


def _is_lone_question(paragraph: PageParagraph) -> bool:
    text = _NUMBER.sub("", paragraph.text, count=1).strip("*_\"' ")
    return text.endswith("?") and not re.search(r"[.?!\"]\s", text)


def _leads_up(text: str) -> bool:
    """Whether a text ends with a question, and speaks to somebody and not of the one who speaks."""
    return text.endswith("?") and bool(_SECOND_PERSON.search(text)) and not _FIRST_PERSON.search(text)


def _is_put_to_somebody(paragraph: PageParagraph, below: PageParagraph) -> bool:
    """Whether a paragraph is a question to "you" and no more, with an answer in the first person below."""
    return (
        _is_lone_question(paragraph)
        and bool(_SECOND_PERSON.search(paragraph.text))
        and bool(_FIRST_PERSON.search(below.text))
    )


def _is_asked(paragraph: PageParagraph) -> bool:
    """Whether a paragraph is a question set apart: bold, or a heading."""
    text = paragraph.text
    is_bold = text.startswith("**") and text.rstrip("* ").endswith("?") and text.endswith("*")
    return is_bold or (paragraph.part is Part.HEADING and text.endswith("?"))
