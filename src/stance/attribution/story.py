"""Tells the passes over a document, sentence by sentence: candidates, quotations, sources, scope.

What `stance claims --explain` prints below the claims, to see why a sentence is somebody's or stays the writer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from stance.attribution.discourse import ScopedPassage
from stance.attribution.passes import touching
from stance.attribution.resolve import Attribution
from stance.attribution.rules import VIEW
from stance.attribution.rules.rule import Candidate
from stance.attribution.scope import Scope
from stance.records import AUTHOR
from stance.tokens import Span, text_of

_WIDEST: Final = 60


def tell_passes(paragraphs: Sequence[ScopedPassage]) -> Iterator[tuple[str, list[str]]]:
    """Each sentence in order with what every pass gave for it, a line each."""
    for paragraph in paragraphs:
        for sentence, scopes in zip(paragraph.sentences, paragraph.scopes, strict=True):
            attributions = touching(paragraph.passes.attributions, sentence.start, sentence.end)
            voice = paragraph.passage.block.speaker or AUTHOR
            steps = [*_candidates(paragraph, attributions), *_scopes(scopes, sentence, voice)]
            yield " ".join(sentence.text.split()), steps


def _candidates(paragraph: ScopedPassage, attributions: Sequence[Attribution]) -> Iterator[str]:
    by_grammar = set(paragraph.passes.candidates)
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
    told = speaker.name or "unresolved"
    told += f" ({speaker.reason})" if speaker.reason else ""
    told += f"; others who fit: {', '.join(speaker.rivals)}" if speaker.rivals else ""
    return told + ("; inside of what another says" if attribution.outer else "")


def _scopes(scopes: Sequence[Scope], sentence: Span, voice: str) -> Iterator[str]:
    for scope in scopes:
        whole = scope.span[0] <= sentence.start and scope.span[1] >= sentence.end
        part = "the sentence" if whole or len(scopes) == 1 else f"“{_short(text_of(sentence.doc[slice(*scope.span)]))}”"
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
