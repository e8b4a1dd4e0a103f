"""Pass 5: whose a sentence is that names nobody itself, because the one before or after it does.

A quotation goes on over sentences and paragraphs, or stands beside a sentence that brings its speaker in; a report
goes on in free indirect speech.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.attribution.confidence import weights_of
from stance.attribution.entities import Entities, Speaker
from stance.attribution.passes import ScopedPassage
from stance.attribution.pointing import points_back, words_before_are_of
from stance.attribution.quotations import CLOSING_MARKS, Quotation, is_left_open
from stance.attribution.resolve import Attribution
from stance.attribution.rules import VIEW
from stance.attribution.scope import COVER, Scope
from stance.attribution.source import find_source, owner_of_thing
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.attribution.speakers import resolve
from stance.attribution.views import MODEL
from stance.layout.damaged_marks import FARTHEST_CLOSE
from stance.records import AUTHOR, Form
from stance.tokens import FINITE, Span, Token

SHORT: Final = 25
"""Sentences, or parts of one, of which so few are held by others by chance that they tell nothing of a text."""

QUOTATION_GOES_ON: Final = "quotation goes on"
"""The evidence of a sentence in a quotation whose cue stands in another one."""

USUAL_ODDS: Final = 1.6
"""The odds of a sentence to be another's than the writer's in the passages that taught the model of views."""

_THOSE_HERE: Final = frozenset({"i", "my", "our", "we", "you", "your"})


@dataclass(slots=True)
class QuotationRun:
    """Quotations that one speaker must have, each with its paragraph's index.

    `owner` is the attribution that a cue gives one of them to, in the paragraph with index `home`.
    """

    parts: list[tuple[int, Quotation]]
    owner: Attribution | None = None
    home: int = -1


def doubt_views(paragraphs: Sequence[ScopedPassage]) -> None:
    """Leave to the writer the views without a reporting word that are too unlikely in a text which reports little.

    They are weighed as in the passages that taught them, where others hold most sentences (`USUAL_ODDS`); in an op-ed
    that gives a sentence in ten to others the same signs tell less, by the ratio of the odds. Who "prefers" or "wants"
    is told by the verb.
    """
    own = [paragraph for paragraph in paragraphs if not paragraph.passage.block.is_under_heading]
    scopes = [scope for paragraph in own for scopes in paragraph.scopes for scope in scopes]
    held = sum(scope.attribution is not None and not _is_view(scope) for scope in scopes)
    if len(scopes) < SHORT:
        return
    share = (held + 1) / (len(scopes) + 1)
    least = _odds(weights_of(MODEL)["least"]) * USUAL_ODDS * (1 - share) / share
    for paragraph in own:
        for i, parts in enumerate(paragraph.scopes):
            paragraph.scopes[i] = [
                Scope(None, scope.span) if _is_view(scope) and _odds_of(scope, paragraph) < least else scope
                for scope in parts
            ]


def _is_view(scope: Scope) -> bool:
    return scope.attribution is not None and scope.attribution.candidate.rule is VIEW


def _odds_of(scope: Scope, paragraph: ScopedPassage) -> float:
    """The odds of a view, without end where its verb is one of feeling."""
    candidate = scope.attribution.candidate if scope.attribution is not None else None
    if candidate is None or candidate.likely is None or paragraph.passage.doc[candidate.cue].lemma_ in lexicon.FEELING:
        return math.inf
    return _odds(candidate.likely)


def _odds(probability: float) -> float:
    return probability / max(1 - probability, 1e-9)


def carry_quotations(paragraphs: Sequence[ScopedPassage], entities: Entities) -> None:
    """Give the sentences inside quotations without a cue to the speaker of their run, or to who is named beside it."""
    free = sum(len(paragraph.passes.attributions) for paragraph in paragraphs)
    _close_later(paragraphs)
    for run in _runs(paragraphs):
        speaker = run.owner.speaker if run.owner else _beside(run, paragraphs, entities)
        if speaker is None or speaker.name is None:
            continue
        number = run.owner.number if run.owner else free
        free += run.owner is None
        for index, quotation in run.parts:
            paragraph = paragraphs[index]
            for i, sentence in enumerate(paragraph.sentences):
                own = run.owner is not None and index == run.home and _has_cue(sentence, run.owner)
                if not own and _inside(sentence, quotation):
                    paragraph.give(i, speaker.name, QUOTATION_GOES_ON, Form.DIRECT, number)


def _close_later(paragraphs: Sequence[ScopedPassage]) -> None:
    """Let a quotation that its paragraph leaves open run on to a mark that only closes, a few paragraphs below."""
    for index, paragraph in enumerate(paragraphs):
        if not is_left_open(paragraph.passage.doc, paragraph.passes.quotations):
            continue
        below = paragraphs[index + 1 : index + 1 + FARTHEST_CLOSE]
        closing = next((k for k, other in enumerate(below) if _has_mark(other)), len(below))
        if closing < len(below) and _only_closes(below[closing]):
            for other in below[:closing]:
                other.passes.quotations.append(Quotation(0, len(other.passage.doc), fragment=False))


def _has_mark(paragraph: ScopedPassage) -> bool:
    return any(t.text in CLOSING_MARKS for t in paragraph.passage.doc)


def _only_closes(paragraph: ScopedPassage) -> bool:
    """Whether a paragraph's one mark closes what one above it has left open."""
    marked = paragraph.passes.quotations
    return len(marked) == 1 and marked[0].start == 0 and not paragraph.passage.doc[0].is_quote


def carry_back(paragraphs: Sequence[ScopedPassage], entities: Entities) -> None:
    """Give a sentence to who it says holds it, and the one before where it is the writer's: "So argues Ann Lee."."""
    for paragraph in paragraphs:
        for place, sentence in enumerate(paragraph.sentences):
            open_before = place > 0 and paragraph.is_the_writers(place - 1)
            source = points_back(sentence)
            name = resolve(source, paragraph.passage.offset, entities, AUTHOR).name if source is not None else None
            if name and name != AUTHOR:
                for i in range(place - open_before, place + 1):
                    paragraph.give(i, name, "points back", Form.INDIRECT)


def _runs(paragraphs: Sequence[ScopedPassage]) -> Iterator[QuotationRun]:
    """The document's quotations of more than a few words, in order, those that go on with one another together."""
    run: QuotationRun | None = None
    for index, paragraph in enumerate(paragraphs):
        for quotation in paragraph.passes.quotations:
            if quotation.fragment:
                continue
            owner = _owner(quotation, paragraph.passes.attributions)
            if run and _goes_on(run, index, quotation, paragraphs) and _may_be_one_speakers(run.owner, owner):
                run.parts.append((index, quotation))
                if run.owner is None:
                    run.owner, run.home = owner, index
                continue
            if run:
                yield run
            run = QuotationRun([(index, quotation)], owner, index)
    if run:
        yield run


def _goes_on(run: QuotationRun, index: int, quotation: Quotation, paragraphs: Sequence[ScopedPassage]) -> bool:
    """Whether the quotation stands right behind a run, or opens the paragraph after one that no mark has closed."""
    before, last = run.parts[-1]
    if before == index:
        return quotation.start - last.end <= 1
    doc = paragraphs[before].passage.doc
    unclosed = last.end == len(doc) and doc[-1].text not in {'"', "''", "'"}
    return unclosed and before == index - 1 and quotation.start == 0


def _may_be_one_speakers(one: Attribution | None, other: Attribution | None) -> bool:
    return one is None or other is None or one.speaker == other.speaker


def _owner(quotation: Quotation, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that has the quotation in its content."""
    for attribution in attributions:
        candidate = attribution.candidate
        able = attribution.outer is None and candidate.source is not None and candidate.quoted
        if able and any(start <= quotation.start + 1 and quotation.end - 1 <= end for start, end in candidate.content):
            return attribution
    return None


def _beside(run: QuotationRun, paragraphs: Sequence[ScopedPassage], entities: Entities) -> Speaker | None:
    """Who is named by the sentence after a run that points back to it, else by the sentence before it."""
    last, quotation = run.parts[-1]
    after = _sentence_after(paragraphs, last, quotation.end)
    if after is not None:
        paragraph, place = paragraphs[after[0]], after[1]
        speaker = _pointed_out(paragraph.sentences[place], paragraph, entities)
        if speaker is not None:  # the sentence that points back is theirs too
            paragraph.give(place, speaker.name, "points back", Form.INDIRECT)
            return speaker
    first, quotation = run.parts[0]
    if not any(0 <= quotation.start - s.start <= 1 for s in paragraphs[first].sentences):
        return None  # what leads up to it stands in its own sentence
    before = _sentence_before(paragraphs, first, quotation.start)
    return None if before is None else _brought_in(*before, paragraphs, entities)


def _sentence_after(paragraphs: Sequence[ScopedPassage], index: int, token: int) -> tuple[int, int] | None:
    """The paragraph and the sentence, by their indices, that begin after a token."""
    following = [i for i, s in enumerate(paragraphs[index].sentences) if s.start >= token]
    if following:
        return index, following[0]
    if index + 1 < len(paragraphs) and paragraphs[index + 1].sentences:
        return index + 1, 0
    return None


def _sentence_before(paragraphs: Sequence[ScopedPassage], index: int, token: int) -> tuple[int, int] | None:
    """The paragraph and the sentence, by their indices, that end before a token."""
    ended = [i for i, s in enumerate(paragraphs[index].sentences) if s.end <= token]
    if ended:
        return index, ended[-1]
    if token <= 1 and index and paragraphs[index - 1].sentences:
        return index - 1, len(paragraphs[index - 1].sentences) - 1
    return None


def _pointed_out(sentence: Span, paragraph: ScopedPassage, entities: Entities) -> Speaker | None:
    """Whom a sentence names that says whose the words before it are and has no content of its own."""
    source = words_before_are_of(sentence)
    return None if source is None else resolve(source, paragraph.passage.offset, entities, AUTHOR)


def _brought_in(index: int, place: int, paragraphs: Sequence[ScopedPassage], entities: Entities) -> Speaker | None:
    """Whose the sentence before is, else its subject where that is somebody who can speak."""
    paragraph = paragraphs[index]
    scope = paragraph.scopes[place][-1]
    if scope.attribution is not None and scope.attribution.candidate.source is not None:
        return scope.attribution.speaker
    if scope.speaker is not None:
        return Speaker(scope.speaker)
    source = _subject_of(paragraph.sentences[place], paragraph.passage.offset, entities)
    if source is None or is_nobody(source):
        return None
    source = owner_of_thing(source) or source  # "His proof is a small one. “…”"
    speaker = resolve(source, paragraph.passage.offset, entities, paragraph.passage.block.speaker or AUTHOR)
    named = source.pos_ == "PROPN" and any(c.lower_ == "the" for c in source.lefts)  # "The Mekong is a river"
    somebody = kind_of(source) is SourceKind.PERSON and source.lower_ not in _THOSE_HERE and not named
    return speaker if somebody or entities.are_people(speaker.name) else None


def _subject_of(sentence: Span, offset: int, entities: Entities) -> Token | None:
    """The subject of a sentence, or who is named in one without a verb: "From the desk of Ann Lee."."""
    source = find_source(sentence.root)
    if source is None and not any(t.tag_ in FINITE for t in sentence):
        source = next((t for t in sentence if entities.person_at(t.idx + offset)), None)
    return source


def _has_cue(sentence: Span, attribution: Attribution) -> bool:
    return sentence.start <= attribution.candidate.cue < sentence.end


def _inside(sentence: Span, quotation: Quotation) -> bool:
    """Whether a quotation has most of a sentence's words."""
    words = [token.i for token in sentence if not token.is_punct]
    quoted = sum(quotation.start <= i < quotation.end for i in words)
    return bool(words) and quoted >= COVER * len(words)
