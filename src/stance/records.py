"""The records that travel between the steps: frozen, plain, free of spaCy and scikit-learn.

Offsets are half-open and count code points of `Document.text`, and always
`document.text[claim.start:claim.end] == claim.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Final

WRITTEN: Final = "written"
"""The sampling of rows that were written for training, such as contrasts, and drawn from no text."""

AUTHOR: Final = "AUTHOR"
"""The speaker of every claim in the writer's own voice, also where the byline is known."""

OWN_VOICE: Final = "own voice"
"""The evidence of a claim for which no source is named."""

SCORED_AT_ONCE: Final = 100_000
"""Characters of the documents whose claims are scored together, about sixteen op-eds: claims of like length to read."""


class Form(StrEnum):
    """How a claim's content is conveyed."""

    OWN = "own"
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Attitude(StrEnum):
    """The writer's attitude to what is reported."""

    PLAIN = "plain"
    ENDORSED = "endorsed"
    DOUBTED = "doubted"
    REJECTED = "rejected"


class Mood(StrEnum):
    """Whether the content is stated, made to hang on a condition, or asked."""

    PLAIN = "plain"
    CONDITIONAL = "conditional"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as it was read, with what is known about it.

    `id` is the name of the file without its suffix, or what the caller gives; claims name it as their `document`.
    `text` is never altered: every offset counts its code points. `authors` are joined by "; " where there are several;
    `date` is ISO, possibly cut to year or month. `extra` has what else a table said of it, as (column, cell).
    """

    id: str
    text: str
    title: str | None = None
    authors: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition and who holds it, as a span of a document: `document.text[start:end] == text`.

    All offsets are half-open and count code points. `content_start, content_end` is what the speaker is made to say:
    the whole claim where nothing is reported. `speaker` is a name, a group, `AUTHOR`, or None with the reason in
    `evidence`, which otherwise names the rule that found the speaker. `speaker_start, speaker_end` is where the text
    names them, `cue_start, cue_end` the word that reports ("said"); both are None where there is none. `attribution`
    numbers a document's attributions from 0; it is None for `own` claims. `speaker_confidence` in (0, 1] is the
    probability that the speaker is right, None where it is the writer by default and nobody competes.
    """

    document: str
    start: int
    end: int
    text: str
    content_start: int
    content_end: int
    speaker: str | None = AUTHOR
    speaker_start: int | None = None
    speaker_end: int | None = None
    form: Form = Form.OWN
    evidence: str = OWN_VOICE
    cue_start: int | None = None
    cue_end: int | None = None
    attribution: int | None = None
    speaker_confidence: float | None = None
    attitude: Attitude = Attitude.PLAIN
    mood: Mood = Mood.PLAIN


def own_claim(text: str, document: str, start: int = 0) -> Claim:
    """A text as one claim of its writer's, all of its words content, that begins there in the document."""
    end = start + len(text)
    return Claim(document=document, start=start, end=end, text=text, content_start=start, content_end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredClaim:
    """A claim with its predicted stance.

    `probabilities` has one value a label, in the question's order, summing to 1. The last three are None until the
    bundle provides them: the labels that cannot be ruled out, in the question's order; whether that is one alone; and
    novelty in [0, 1], the part of the training claims, each held out, that were less unlike the rest than this one is.
    """

    claim: Claim
    stance: str
    probabilities: tuple[float, ...]
    prediction_set: tuple[str, ...] | None = None
    certain: bool | None = None
    novelty: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document: its claims and, where a model was given, their scores.

    `missing` names the sides a document off topic never mentions; it then has no claims.
    """

    document: Document
    claims: tuple[Claim, ...] = ()
    scored: tuple[ScoredClaim, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledClaim:
    """One hand-labelled span that can train: its text, its label and what must share a fold with it.

    `document`, `start` and `end` are None where a table has text and label alone. `shareable` is False where the table
    holds the position only, since the words belong to a publisher: such text never enters a bundle or a card. `row` is
    its row in the table, the header being row 1; it makes no difference to whether two are equal. `edit` names how a
    written contrast differs from the base sentence of its family.
    """

    text: str
    label: str
    group: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    speaker: str | None = None
    annotator: str | None = None
    sampling: str | None = None
    edit: str | None = None
    table: str = ""
    row: int | None = field(default=None, compare=False)
    shareable: bool = True

    @property
    def written(self) -> bool:
        """Whether it was written to teach a contrast: it stands for no text, and enters no prior and no share."""
        return self.sampling == WRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of each claim.

    `labels` are all labels, in the order of their scale (most affirmative first); `none_label`, if there is one, is
    among them and not on that scale. `sides` are lists of names, each list's first being the side's own name; a text
    bears on the question if it names every side. Without sides there is no gate.
    """

    id: str
    text: str
    labels: tuple[str, ...]
    none_label: str | None = None
    sides: tuple[tuple[str, ...], ...] = ()

    @property
    def scale(self) -> tuple[str, ...]:
        """The labels that are ordered, most affirmative first."""
        return tuple(label for label in self.labels if label != self.none_label)

    @property
    def none_place(self) -> int | None:
        """The place among `labels` of the one that takes no stance; None if there is none."""
        return None if self.none_label is None else self.labels.index(self.none_label)


CLAIM_FIELDS: Final = tuple(f.name for f in fields(Claim))

OPTIONAL_FIELDS: Final = frozenset({"speaker_confidence"})
"""Fields that rows written before there was such a field lack; they are then None."""


def claim_row(claim: Claim) -> dict[str, Any]:
    """The claim as a flat row: the fields of `Claim` in their order, plain values."""
    row = {name: getattr(claim, name) for name in CLAIM_FIELDS}
    return row | {name: str(row[name]) for name in ("form", "attitude", "mood")}


def claim_from_row(row: dict[str, Any]) -> Claim:
    """The inverse of `claim_row`; columns that are no fields of `Claim` are passed over.

    Raises:
        KeyError: a field is missing.
        ValueError: form, attitude or mood is no value of its kind.
    """
    values: dict[str, Any] = {name: row.get(name) if name in OPTIONAL_FIELDS else row[name] for name in CLAIM_FIELDS}
    values |= {"form": Form(row["form"]), "attitude": Attitude(row["attitude"]), "mood": Mood(row["mood"])}
    return Claim(**values)


def scored_columns(question: Question) -> tuple[str, ...]:
    """The names of a scored row's columns, in order: the keys of `scored_row`."""
    stances = (f"p_{label}" for label in question.labels)
    return (*CLAIM_FIELDS, "stance", *stances, "prediction_set", "certain", "novelty")


def scored_row(scored: ScoredClaim, question: Question) -> dict[str, Any]:
    """The scored claim as a flat row: the claim's row, `stance`, `p_<label>` a label, then set, certainty, novelty."""
    row = claim_row(scored.claim) | {"stance": scored.stance}
    row |= {f"p_{label}": p for label, p in zip(question.labels, scored.probabilities, strict=True)}
    chosen = None if scored.prediction_set is None else list(scored.prediction_set)
    return row | {"prediction_set": chosen, "certain": scored.certain, "novelty": scored.novelty}


def scored_from_row(row: dict[str, Any], question: Question) -> ScoredClaim:
    """The inverse of `scored_row`, which raises as `claim_from_row` does."""
    chosen = row["prediction_set"]
    return ScoredClaim(
        claim=claim_from_row(row),
        stance=row["stance"],
        probabilities=tuple(float(row[f"p_{label}"]) for label in question.labels),
        prediction_set=None if chosen is None else tuple(chosen),
        certain=row["certain"],
        novelty=row["novelty"],
    )
