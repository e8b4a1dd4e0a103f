"""Interviews: who answers the questions, and which paragraphs ask where nothing or the answers alone have a label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part
from stance.layout.experts import SpeakerTurn
from stance.person_names import (
    TITLED,
    find_people,
    is_personal,
    strip_titles,
)

_DASH: Final = re.compile(r"[-–—]\s+(?=[\"'A-Z])")
_INTRODUCED: Final = re.compile(
    r"\b(?:sp(?:oke|eaks|eak|oken)|talk(?:s|ed|ing)?|sat down|sits down|me[et]t|conversation|interview(?:s|ed)?|q&a"
    r"|questions (?:for|to)|asked|asks)\b(?:\s+(?:by|to|with|for|of))?\s+",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:talk\w*|sp(?:oke|eaks)|sat down|answer\w*|took|tells|told)\b(?: to| with)? (?:us|me|our|this)\b"
)
FIRST_PERSON: Final = re.compile(r"\b(?:I|we|us|my|our|me)\b", re.IGNORECASE)
_SECOND_PERSON: Final = re.compile(r"\byours?\b|\byou\b", re.IGNORECASE)
_TALKED: Final = re.compile(r"\b(?:We|I) (?:asked|talked|spoke|met|sat down)\b")
_INTERVIEW: Final = re.compile(r"\b(?:interview(?:s|ed)?|in conversation)\b", re.IGNORECASE)
_DESCRIBED: Final = re.compile(r",\s+(?:an?|now|once|the|who|whose)\b")
_NUMBER: Final = re.compile(r"\d{1,2}[.)]\s+")
_NEAR: Final = 60
_INTRODUCTION: Final = 600
"""Characters between "spoke with" and the name of who answers; those of lines that bring in who is named first."""


def shown(paragraphs: Sequence[PageParagraph]) -> str:
    """The text of paragraphs, without what the page has about itself, such as bylines; two spaces part them."""
    return "  ".join(paragraph.text for paragraph in paragraphs if paragraph.part is not Part.BOILERPLATE)


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


def addressed(question: str) -> str | None:
    """Whom a question speaks to by name: "Mr. Roe, when did you leave the bank?"."""
    named = (match for match in TITLED.finditer(question) if "," in question[match.end() : match.end() + 1])
    return next((match.group().split()[-1] for match in named), None)


def answering_person(above: str, below: str) -> str | None:
    """Who answers the questions: whom the lines above them introduce, else who is first named above or below."""
    named = (name for text in (above, below) for _, name, _ in find_people(text))
    return _introduced(above) or _introduced(below) or next(named, None)


def labelled_answers(
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


def questions_answered(paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The turns of an interview without labels: each question is a line of its own, what stands below is the answer."""
    asked = _asked(paragraphs)
    if not asked:
        return {}
    below = paragraphs[max(asked) + 2 :]
    above, last = shown(paragraphs[: asked[0]]), shown(below[-1:])
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
    return spoken_to or any(map(FIRST_PERSON.search, answers))


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
    return text.endswith("?") and bool(_SECOND_PERSON.search(text)) and not FIRST_PERSON.search(text)


def _is_put_to_somebody(paragraph: PageParagraph, below: PageParagraph) -> bool:
    """Whether a paragraph is a question to "you" and no more, with an answer in the first person below."""
    return (
        _is_lone_question(paragraph)
        and bool(_SECOND_PERSON.search(paragraph.text))
        and bool(FIRST_PERSON.search(below.text))
    )


def _is_asked(paragraph: PageParagraph) -> bool:
    """Whether a paragraph is a question set apart: bold, or a heading."""
    text = paragraph.text
    is_bold = text.startswith("**") and text.rstrip("* ").endswith("?") and text.endswith("*")
    return is_bold or (paragraph.part is Part.HEADING and text.endswith("?"))
