"""The fitted model, and what it makes of claims: calibrated probabilities, prediction sets, novelty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder import Encoder
from stance.features import plain, read_claim
from stance.features.scope import is_rejected_whole
from stance.labels import document_key
from stance.manifest import bundle_identity
from stance.model.calibration import Thresholds, apply_temperatures, novelty_rank, prediction_set_of
from stance.model.encoder_scores import EncoderScorer, read_scores_table
from stance.model.fitted import TextClassifier
from stance.model.stacking import DocumentStages, stacked_probabilities
from stance.records import AUTHOR, Attitude, Claim, Form, LabelledClaim, Question, ScoredClaim, own_claim

Floats = NDArray[np.float64]

_RUN: Final = 1_000
"""Texts whose features are in memory at once, 9 kB each."""
_TOLERANCE: Final = 1e-4
_ENCODER_TOLERANCE: Final = 0.05
"""With an encoder: two processors differ in the last digit of a value, and where it is rounded to a whole number, by a
step. A processor with AVX2 alone (emulated) moved the encoder's scores by 0.0002 on average, in 138 claims by 0.016.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A text classifier (n-grams and cues), a tuned encoder's scores, the document stage over both, and calibration.

    `predict_proba` and `score_claims` are the ways to use it: `text_classifier` alone is the uncalibrated first pass,
    which knows neither the encoder nor the document. `manifest` is what the bundle's `model.json` says; `golden` are
    claims with their scores, to be replayed.
    """

    question: Question
    text_classifier: TextClassifier
    encoder_scorer: EncoderScorer | None = None
    stages: DocumentStages | None = None
    thresholds: Thresholds | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)
    golden: tuple[ScoredClaim, ...] = ()
    card: str = ""
    plots: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """One line, as "Model(china-russia 0a1b2c3d4e5f, full: with sentence encoder)"; not the megabytes it holds."""
        return f"Model({bundle_identity(self.manifest) if self.manifest else self.question.id})"

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder it reads with; None in a lite bundle."""
        untuned: Encoder | None = self.text_classifier.steps["features"].encoder
        return self.encoder_scorer.encoder if self.encoder_scorer else untuned

    def predict_proba(self, claims: Sequence[Claim | str]) -> Floats:
        """Calibrated probabilities, shape (n_claims, n_labels), labels in the question's order; as `score_claims`."""
        claims = _as_claims(claims)
        return _from_first_pass(claims, first_pass_scores([claim.text for claim in claims], self), self)[0]

    def predict(self, claims: Sequence[Claim | str]) -> list[str]:
        """The likeliest label of each claim, in their order."""
        return [self.question.labels[place] for place in self.predict_proba(claims).argmax(axis=1)]

    def get_feature_names_out(self) -> NDArray[np.object_]:
        """The names of the text classifier's columns, in their order, as `block__feature`."""
        names: NDArray[np.object_] = self.text_classifier.pipeline.named_steps["join"].get_feature_names_out()
        return names


def score_claims(claims: Sequence[Claim | str], model: Model) -> list[ScoredClaim]:
    """One scored claim a claim, in their order; a string is one claim, of a document of its own.

    Read are a claim's words, how the other claims of its document that are given here score (give a document's claims
    together), and whether the writer rejects what is said. Other documents' claims make no difference. Each gets
    `len(model.question.labels)` probabilities in the question's order, calibrated where the bundle has thresholds, and
    the likeliest label as its stance; [] gives [].

    Raises:
        UsageError: the bundle has a sentence encoder and its libraries are not installed.
        TypeError: something is neither a claim nor a string.
    """
    claims = _as_claims(claims)
    return score_from_first_pass(claims, first_pass_scores([claim.text for claim in claims], model), model)


def score_from_first_pass(claims: Sequence[Claim], first: tuple[Floats, Floats], model: Model) -> list[ScoredClaim]:
    """As `score_claims`, where the `first_pass_scores` of the claims' texts by this model are at hand."""
    probabilities, novelty = _from_first_pass(claims, first, model)
    return [_scored(*parts, model) for parts in zip(claims, probabilities, novelty, strict=True)]


def _as_claims(claims: Sequence[Claim | str]) -> list[Claim]:
    """The claims as they are, each string as one claim whose words are all content.

    Raises:
        TypeError: it is no list, or something is neither a claim nor a string.
    """
    if isinstance(claims, str | Claim) or not isinstance(claims, Iterable):
        what = "one string" if isinstance(claims, str) else f"one {type(claims).__name__}"
        raise TypeError(f"{what}; give a list, as in score_claims([text], model) or model.predict_proba([text])")
    for claim in claims:
        if not isinstance(claim, Claim | str):
            found = type(claim).__name__
            raise TypeError(f"{found}: neither a Claim nor a string; extract_claims(document) gives claims")
    return [own_claim(one, f"text {n}") if isinstance(one, str) else one for n, one in enumerate(claims, start=1)]


def first_pass_scores(texts: Sequence[str], model: Model) -> tuple[Floats, Floats]:
    """(text classifier's probabilities, (n_texts, n_labels), in the question's order; raw novelty of each text)."""
    if not texts:
        return np.zeros((0, len(model.question.labels))), np.zeros(0)
    runs = [_first_pass(texts[first : first + _RUN], model) for first in range(0, len(texts), _RUN)]
    return np.concatenate([rows for rows, _ in runs]), np.concatenate([novelty for _, novelty in runs])


def _first_pass(texts: Sequence[str], model: Model) -> tuple[Floats, Floats]:
    sides = tuple(map(tuple, model.question.sides))
    readings = [read_claim(text, sides) for text in texts]
    features, first_pass = model.text_classifier.steps["features"], model.text_classifier.first_pass
    vectors = features.encoder.embed([reading.plain for reading in readings]) if features.encoder else None
    probabilities = first_pass.probabilities(readings, vectors)
    return in_question_order(probabilities, first_pass.classes, model.question), first_pass.novelty(readings)


def in_question_order(rows: NDArray[np.floating], classes: Sequence[str], question: Question) -> Floats:
    """Shape (n_rows, n_labels): the columns of `classes` in the question's order, 0 for a label never trained on."""
    ordered = np.zeros((len(rows), len(question.labels)))
    ordered[:, [question.labels.index(label) for label in classes]] = rows
    return ordered


def apply_attitude(claims: Sequence[Claim], rows: Floats, question: Question) -> Floats:
    """The probabilities, (n_claims, n_labels), with the top of the scale's given to its other end where it is rejected.

    "It is a myth that the two are allies" has the words of one who holds it; whom the parse, or the frame of the whole
    sentence, shows to reject what is said does not hold it. By the parse only claims in the writer's own voice are
    turned: there the writer is the one who rejects and the one who is asked about. All else stays, also that one end
    was likely before.
    """
    rejected = [_rejects(claim) for claim in claims]
    if len(question.scale) < 2 or not any(rejected):
        return rows
    first, last = (question.labels.index(question.scale[end]) for end in (0, -1))
    turned = rows.copy()
    turned[rejected, last] += turned[rejected, first]
    turned[rejected, first] = 0.0
    return turned


def _rejects(claim: Claim) -> bool:
    """Whether the claim's speaker rejects the words that are scored."""
    if claim.attitude == Attitude.REJECTED and claim.form == Form.OWN:
        return True
    said = claim.text[claim.content_start - claim.start : claim.content_end - claim.start]
    return is_rejected_whole(plain(claim.text if claim.speaker == AUTHOR else said))


def verify_model(model: Model) -> list[str]:
    """The golden claims that no longer score as they did, one line each; [] if all do.

    A drift is a probability or a novelty that moved by more than `_TOLERANCE`, another stance or another set of labels;
    with an encoder a probability that moved by more than `_ENCODER_TOLERANCE`, or another novelty. So is a text
    classifier whose arrays, which score, say otherwise than scikit-learn's pipeline.
    """
    if model.encoder:  # every part of it is opened, also where no stored claim needs it
        model.encoder.embed([""])
        read_scores_table(model.encoder.path.parent)
    again = score_claims([row.claim for row in model.golden], model)
    drifts = []
    for number, (before, now) in enumerate(zip(model.golden, again, strict=True), start=1):
        if drift := _drift(before, now, model):
            place = f"{before.claim.document} {before.claim.start}-{before.claim.end}"
            drifts.append(f"golden.jsonl, row {number} ({place}): {drift}")
    return drifts + _unlike_pipeline([row.claim.text for row in model.golden], model)


def _unlike_pipeline(texts: Sequence[str], model: Model) -> list[str]:
    """One line where scikit-learn's pipeline gives the texts other probabilities than the arrays that score."""
    if not texts:
        return []
    pipeline = model.text_classifier.pipeline
    fitted = in_question_order(pipeline.predict_proba(texts), pipeline.classes_, model.question)
    furthest = float(np.abs(first_pass_scores(texts, model)[0] - fitted).max())
    return [f"text classifier: scores by up to {furthest:.4f} unlike its pipeline"] if furthest > _TOLERANCE else []


def as_claim(row: LabelledClaim) -> Claim:
    """The labelled span as a claim of its labelled speaker, at its place where that is known, else from 0."""
    claim = own_claim(row.text, document_key(row), row.start or 0)
    return replace(claim, speaker=row.speaker or AUTHOR, evidence="labelled by hand")


def _from_first_pass(claims: Sequence[Claim], first: tuple[Floats, Floats], model: Model) -> tuple[Floats, Floats]:
    """(probabilities, calibrated where the model has thresholds; raw novelty)."""
    words, novelty = first
    if not claims:
        return words, novelty
    scorer = model.encoder_scorer
    read = None if scorer is None else lambda places: scorer.scores([claims[i] for i in places])
    rows = stacked_probabilities(claims, words, stages=model.stages, read=read, none=model.question.none_place)
    rows = apply_attitude(claims, rows, model.question)
    if model.thresholds is not None:
        rows = apply_temperatures(rows, model.thresholds.temperatures)
    return rows, novelty


def _scored(claim: Claim, row: Floats, raw_novelty: float, model: Model) -> ScoredClaim:
    """The claim with its stance and, where the model has thresholds, its set of labels and its novelty."""
    names, thresholds = model.question.labels, model.thresholds
    scored = ScoredClaim(claim=claim, stance=names[int(row.argmax())], probabilities=tuple(map(float, row)))
    if thresholds is None:
        return scored
    novelty = novelty_rank(raw_novelty, thresholds)
    labels = tuple(names[i] for i in prediction_set_of(scored.probabilities, novelty, thresholds))
    return replace(scored, prediction_set=labels, certain=len(labels) == 1, novelty=novelty)


def _drift(before: ScoredClaim, now: ScoredClaim, model: Model) -> str:
    """What is another now than before; empty if nothing is."""
    exact = model.encoder is None
    gaps = [abs(a - b) for a, b in zip(before.probabilities, now.probabilities, strict=True)]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[worst] > (_TOLERANCE if exact else _ENCODER_TOLERANCE) or (exact and before.stance != now.stance):
        was, is_now = before.probabilities[worst], now.probabilities[worst]
        moved = f"p_{model.question.labels[worst]} was {was:.4f}, is {is_now:.4f}"
        return f"stance was {before.stance}, is {now.stance}; {moved}"
    if exact and before.prediction_set != now.prediction_set:
        was_set, is_set = ("|".join(row.prediction_set or ()) or "none given" for row in (before, now))
        return f"set of labels was {was_set}, is {is_set}"
    if abs((before.novelty or 0.0) - (now.novelty or 0.0)) > _TOLERANCE:
        return f"novelty was {before.novelty}, is {now.novelty}"
    return ""
