"""The four passes over a paragraph, one after another, with what each gave, and how that is told.

`stance claims --explain` tells it, to see why a sentence is somebody's or stays the writer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from stance.attribution.entities import Entities
from stance.attribution.extract import extract_candidates
from stance.attribution.quotations import Quotation, attach_quotations, is_left_open, quotations
from stance.attribution.resolve import Attribution, resolve_attributions
from stance.attribution.rules import QUOTATION, VIEW
from stance.attribution.rules.rule import Candidate
from stance.attribution.scope import Scope, decide_scope
from stance.attribution.views import judge_views
from stance.layout.damaged_marks import FARTHEST_CLOSE
from stance.parser import Passage
from stance.records import AUTHOR, Form
from stance.tokens import Span, text_of

_WIDEST: Final = 60
"""Characters of a text's words in a line that tells of them."""


@dataclass(frozen=True, slots=True)
class Passes:
    """What each pass gave for one paragraph.

    `candidates` from grammar alone, `attached` with the `quotations`, `attributions` with their speakers, and `scopes`
    a list a sentence, in order.
    """

    candidates: list[Candidate]
    quotations: list[Quotation]
    attached: list[Candidate]
    attributions: list[Attribution]
    scopes: list[list[Scope]]


@dataclass(slots=True)
class ScopedPassage:
    """A parsed paragraph with what the passes gave for it; `scopes` may still change, a list a sentence."""

    passage: Passage
    passes: Passes
    scopes: list[list[Scope]] = field(init=False)

    def __post_init__(self) -> None:
        """The scopes to begin with."""
        self.scopes = [list(scopes) for scopes in self.passes.scopes]

    @property
    def sentences(self) -> list[Span]:
        """The paragraph's sentences."""
        return self.passage.sentences

    def is_the_writers(self, i: int) -> bool:
        """Whether nobody has been given a part of the `i`th sentence."""
        return all(scope.attribution is None and not scope.speaker for scope in self.scopes[i])

    def give(self, i: int, name: str | None, evidence: str, form: Form, number: int | None = None) -> None:
        """Make the `i`th sentence somebody's who is named beside it; `number` is that of the attribution."""
        sentence = self.sentences[i]
        self.scopes[i] = [Scope(None, (sentence.start, sentence.end), name, evidence, form, number)]


def run_passes(
    passage: Passage,
    entities: Entities,
    number: int = 0,
    without: frozenset[str] = frozenset(),
    *,
    in_lines: bool = False,
) -> Passes:
    """Extract candidates → attach quotations → resolve sources → decide scope, for one paragraph.

    Attributions are numbered from `number`; `entities` remembers who was named and moves on. Rules named in `without`
    are left out. `in_lines` says that the text has a sentence a paragraph.
    """
    candidates = extract_candidates(passage.doc, without)
    marked = [] if QUOTATION.name in without else quotations(passage.doc, runs_in=entities.open_for > 0)
    attached = attach_quotations(passage.doc, candidates, marked, without)
    judged = attached if VIEW.name in without else judge_views(passage.doc, attached, in_lines=in_lines)
    entities.open_for = FARTHEST_CLOSE if is_left_open(passage.doc, marked) else 0 if marked else entities.open_for - 1
    entities.quotations.extend(passage.offsets(quotation.start, quotation.end) for quotation in marked)
    attributions = resolve_attributions(passage, judged, entities, number)
    block = passage.block
    others = [a for a in attributions if block.speaker is None or a.speaker.name != block.speaker]
    scopes = [
        decide_scope(touching(others, s.start, s.end), s, under_heading=block.is_under_heading)
        for s in passage.sentences
    ]
    return Passes(candidates, marked, attached, attributions, scopes)


def touching(attributions: list[Attribution], start: int, end: int) -> list[Attribution]:
    """The attributions with content among the tokens from `start` to `end`."""
    return [a for a in attributions if any(first < end and last > start for first, last in a.candidate.content)]


def tell_passes(paragraphs: Sequence[ScopedPassage]) -> Iterator[tuple[str, list[str]]]:
    """Each sentence in order with what every pass gave for it, a line each."""
    for paragraph in paragraphs:
        for sentence, scopes in zip(paragraph.sentences, paragraph.scopes, strict=True):
            attributions = touching(paragraph.passes.attributions, sentence.start, sentence.end)
            voice = paragraph.passage.block.speaker or AUTHOR
            steps = [*_candidates(paragraph, attributions), *_scopes(scopes, sentence, voice)]
            yield " ".join(sentence.text.split()), steps


def _candidates(paragraph: ScopedPassage, attributions: Sequence[Attribution]) -> Iterator[str]:
    by_grammar = {replace(candidate, viewed=None) for candidate in paragraph.passes.candidates}
    if not attributions:
        yield "candidates: none"
    for attribution in attributions:
        candidate = attribution.candidate
        known = candidate.rule is VIEW or replace(candidate, viewed=None, likely=None) in by_grammar
        found = "candidate" if known else "quotation"
        yield f"{found}: {_described(candidate, paragraph)}"
        yield f"source: {_resolved(attribution)}"


def _described(candidate: Candidate, paragraph: ScopedPassage) -> str:
    doc = paragraph.passage.doc
    source = "nobody named" if candidate.source is None else f"“{doc[candidate.source].text}”"
    content = " … ".join(text_of(doc[start:end]) for start, end in candidate.content)
    return f"rule {candidate.rule.name}, cue “{doc[candidate.cue].text}”, source {source}, content “{_short(content)}”"


def _resolved(attribution: Attribution) -> str:
    speaker = attribution.speaker
    line = speaker.name or "unresolved"
    line += f" ({speaker.reason})" if speaker.reason else ""
    line += f"; others who fit: {', '.join(speaker.rivals)}" if speaker.rivals else ""
    return line + ("; inside of what another says" if attribution.outer else "")


def _scopes(scopes: Sequence[Scope], sentence: Span, voice: str) -> Iterator[str]:
    for scope in scopes:
        part = "the sentence" if len(scopes) == 1 else f"“{_short(text_of(sentence.doc[slice(*scope.span)]))}”"
        yield f"scope: {part} is held by {_holder(scope, voice)}"


def _holder(scope: Scope, voice: str) -> str:
    if scope.speaker is not None:
        return f"{scope.speaker} ({scope.evidence})"
    if scope.attribution is None:
        return f"{voice}, whose voice the paragraph is in"
    return scope.attribution.speaker.name or "somebody unresolved"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 2].rstrip()} …"
