"""A spaCy pipeline component: `nlp.add_pipe("stance_claims")`.

    nlp = spacy.blank("en")
    nlp.add_pipe("stance_claims", config={"model": "models/china-russia"})
    doc = nlp(text)
    for span, row in zip(doc.spans["stance_claims"], doc.user_data["stance_claims"]):
        print(row["speaker"], span.label_, span.text)

The rows are what `stance score` writes (without a model: `stance claims`), plain values that serialise with the Doc;
the spans are the same claims in the same order, widened to whole tokens where the tokenizer cuts elsewhere. There are
no `Doc._` extensions: those are global, and leak from one pipeline into the next.

The component parses the text by itself, since a claim's sentences are those of the layout; a blank pipeline around it
is enough, and the fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from stance.errors import DataError
from stance.pipeline import claim_documents, score_documents
from stance.records import Document, Outcome, claim_row, scored_row

if TYPE_CHECKING:
    from stance.model import Model

NAME: Final = "stance_claims"
"""The component, its group of spans and its entry in `user_data`."""

KNOWN: Final = ("title", "authors", "outlet", "date", "url")


@dataclass(frozen=True, slots=True)
class ClaimsComponent:
    """Adds a Doc's claims, scored where there is a model; with `gate`, then only of a Doc that is on topic."""

    model: Model | None
    gate: bool

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, with its claims.

        What `doc.user_data` has under `id`, `title`, `authors`, `outlet`, `date` and `url` is what is known about the
        document; without an id the rows call it "doc". Rows and spans are in the order of their start, offsets
        half-open in characters of `doc.text`.

        Raises:
            ParserError: the pipeline that claims are parsed with is not installed.
        """
        outcome = self._read(_document(doc))
        if self.model is None:
            rows = [claim_row(claim) for claim in outcome.claims]
        else:
            rows = [scored_row(scored, self.model.question) for scored in outcome.scored]
        doc.user_data[NAME] = rows
        doc.spans[NAME] = SpanGroup(doc, name=NAME, spans=[_span(doc, row) for row in rows])
        return doc

    def _read(self, document: Document) -> Outcome:
        if self.model is None:
            (outcome,) = claim_documents([document])
        else:
            (outcome,) = score_documents([document], self.model, gate=self.gate)
        if isinstance(outcome, DataError):
            raise outcome
        return outcome


@Language.factory(NAME, default_config={"model": None, "gate": True})
def create(nlp: Language, name: str, model: str | None, gate: bool) -> ClaimsComponent:
    """The component for a bundle's path; None finds the claims and leaves them unscored.

    spaCy finds it by the package's entry point.

    Raises:
        ModelError: the bundle is refused.
    """
    if model is None:
        return ClaimsComponent(None, gate)
    from stance.bundle import load_model

    return ClaimsComponent(load_model(Path(model)), gate)


def _document(doc: Doc) -> Document:
    known = {field: doc.user_data[field] for field in KNOWN if isinstance(doc.user_data.get(field), str)}
    return Document(id=str(doc.user_data.get("id") or "doc"), text=doc.text, **known)


def _span(doc: Doc, row: dict[str, Any]) -> Any:  # noqa: ANN401  (spaCy's char_span has no type of its own)
    """The tokens a claim lies in, labelled with its stance, without a model with its form."""
    return doc.char_span(row["start"], row["end"], label=row.get("stance", row["form"]), alignment_mode="expand")
