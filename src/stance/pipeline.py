"""The one composition of the steps: documents in, claims and scores out; the doors to it hold no rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from stance.attribution.claims import scope_paragraphs, split_claims
from stance.attribution.passes import tell_passes
from stance.errors import DataError
from stance.layout import Layout, lay_out
from stance.parser import Passage, iter_passages, load_parser
from stance.question import missing_from
from stance.records import SCORED_AT_ONCE, Claim, Document, Outcome, Question
from stance.view import View, view_of

_OFF_TOPIC: Final = 0.05
"""What a character off topic counts: it is not scored, but held."""

if TYPE_CHECKING:
    from spacy.language import Language

    from stance.model import Model


def extract_claims(document: Document, nlp: Language | None = None) -> list[Claim]:
    """The attributed claims of a document, in order of their start.

    `nlp` is a spaCy pipeline from `stance.parser.load_parser`, by default the small English one. Offsets are half-open
    and count characters (code points) of `document.text`; of two claims with one start the longer comes first. The gate
    is not asked: a document off topic has claims too (`stance.question.missing_from` tells).

    Raises:
        ParserError: the default pipeline is not installed.
        TypeError: it is no Document.
    """
    if not isinstance(document, Document):
        found = type(document).__name__
        raise TypeError(f"{found}: not a Document; make one: Document(id='mine', text=...), and give one at a time")
    view = view_of(document.text)
    claims = split_claims(*_parsed(document, view, nlp))
    return [view.claim_in_source(claim, document.text) for claim in claims]


def explain_attribution(document: Document) -> list[tuple[str, list[str]]]:
    """Each sentence that is read, in order, with what every pass of attribution gave for it; raises as above."""
    paragraphs, _ = scope_paragraphs(*_parsed(document, view_of(document.text), None))
    return list(tell_passes(paragraphs))


def _parsed(document: Document, view: View, nlp: Language | None) -> tuple[Document, Layout, Iterator[Passage]]:
    """The document as its view has it, its layout, and the paragraphs, parsed as they are read."""
    layout = lay_out(view.text)
    return replace(document, text=view.text), layout, iter_passages(layout, nlp or load_parser())


def claim_documents(
    documents: Iterable[Document | DataError], question: Question | None = None
) -> Iterator[Outcome | DataError]:
    """The claims of each document, in order, one document in memory at a time; faults are passed through.

    With a question, documents that do not name each of its sides are not parsed.
    """
    for document in documents:
        if isinstance(document, DataError):
            yield document
        elif question and (missing := missing_from(document, question)):
            yield Outcome(document=document, missing=missing)
        else:
            yield Outcome(document=document, claims=tuple(extract_claims(document)))


def score_documents(
    documents: Iterable[Document | DataError], model: Model, *, gate: bool = True
) -> Iterator[Outcome | DataError]:
    """As `claim_documents`, each outcome with the model's scores of its claims, in the same order.

    A few documents are scored at once, since an encoder reads claims of like length together; their scores are the same
    one by one.
    """
    from stance.model import score_claims

    for outcomes in _windows(claim_documents(documents, model.question if gate else None)):
        claims = [claim for outcome in outcomes if isinstance(outcome, Outcome) for claim in outcome.claims]
        scored = iter(score_claims(claims, model))
        for outcome in outcomes:
            if isinstance(outcome, DataError):
                yield outcome
            else:
                yield replace(outcome, scored=tuple(islice(scored, len(outcome.claims))))


def _windows(outcomes: Iterable[Outcome | DataError]) -> Iterator[list[Outcome | DataError]]:
    """Runs of outcomes of about `SCORED_AT_ONCE` characters, what is off topic counted less; no id comes twice."""
    window: list[Outcome | DataError] = []
    ids: set[str] = set()
    size = 0.0
    for outcome in outcomes:
        if isinstance(outcome, Outcome):
            if size > SCORED_AT_ONCE or outcome.document.id in ids:
                yield window
                window, ids, size = [], set(), 0.0
            ids.add(outcome.document.id)
            size += len(outcome.document.text) * (_OFF_TOPIC if outcome.missing else 1)
        window.append(outcome)
    if window:
        yield window
