"""Transcripts: interviews, hearings, panels and captioned statements, where a label says who speaks next.

    Ann Lee: …      Q. …      [00:01:12] KIM: …      Mr. SMITH. …      - Bo Kim (Riga): …

A label is no text. What follows is its speaker's up to the next label; questions are the interviewer's. Surnames,
initials and "A" stand for a person whom the text names in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part
from stance.layout.experts import SpeakerTurn
from stance.layout.interviews import (
    FIRST_PERSON,
    addressed,
    answering_person,
    labelled_answers,
    questions_answered,
    shown,
)
from stance.layout.speaker_labels import NUMBERED, labels_of
from stance.lexicon.layout import ASKING, PLACE_WORDS, SECTION_WORDS
from stance.person_names import (
    PARTICLES,
    family_names,
    find_people,
    fold,
    is_personal,
    strip_titles,
)

_QUESTION: Final = frozenset({"q", "question"})
_ANSWER: Final = frozenset({"a", "answer"})
_MOST_SPEAKERS: Final = 40
_THROUGHOUT: Final = 0.6
_LABELLED: Final = 0.3
_INITIALS: Final = 3
"""How many people a transcript may have; the share of its paragraphs that are labelled where each speaks once, and
where all labels are full names; letters of initials, at most.
"""

UNKNOWN: Final = ""
"""A label that stands for nobody the text names."""


def transcript_turns(view: str, paragraphs: Sequence[PageParagraph]) -> dict[int, SpeakerTurn]:
    """The paragraphs, by index, that begin with a label, if the text is a transcript; else none."""
    labels = labels_of(view, paragraphs)
    counts = Counter(match["label"] for match in labels.values())
    if not 2 <= len(counts) <= _MOST_SPEAKERS:
        return labelled_answers(paragraphs, labels) or questions_answered(paragraphs)
    names = _names(counts, paragraphs)
    first = min(labels)
    below = sum(p.part is Part.BODY or i in labels for i, p in enumerate(paragraphs[first:], first))
    speaking = _speaking(counts, names, below)
    asking = _asking(paragraphs, labels)
    labels = {i: match for i, match in labels.items() if match["label"] in speaking}
    if not labels:
        return questions_answered(paragraphs)
    above, below_last = shown(paragraphs[: min(labels)]), shown(paragraphs[max(labels) + 1 :])
    answering = answering_person(above, below_last) or addressed(paragraphs[min(labels)].text)
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
    if not is_named and (not are_short or FIRST_PERSON.search(closing.text)):
        return {}
    return {i: SpeakerTurn(None, closing.start, closing.start, closing.start)}


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
    if NUMBERED.fullmatch(label):
        return True
    return len(label) > 1 and " " not in label and label.lower() not in PLACE_WORDS | SECTION_WORDS


def _may_be_name(label: str) -> bool:
    """Whether a label that only asks may be a person's family name; initials are those of the writer or the paper."""
    return _may_be_family(label) and not (label.isupper() and len(label) <= _INITIALS)
