"""Labelled claims → a fitted model; claims and a model → scored claims. Nothing here reads or writes a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from stance.encoder import Encoder
from stance.errors import DataError
from stance.features import ClaimFeatures
from stance.folds import make_folds
from stance.model.calibrate import Thresholds, apply_temperature, label_set, learn_thresholds, novelty_rank
from stance.model.manifest import describe_training, hash_labels
from stance.model.recipe import fit_parts, raw_novelty
from stance.records import AUTHOR, Claim, LabelledClaim, Question, ScoredClaim

GOLDEN: Final = 40
"""How many claims a bundle carries with their scores, to be replayed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A fitted pipeline (text → label) with the question it answers and what its bundle's `model.json` says."""

    question: Question
    pipeline: Pipeline
    thresholds: Thresholds | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)
    golden: tuple[ScoredClaim, ...] = ()
    card: str = ""
    plots: Mapping[str, str] = field(default_factory=dict)

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder the pipeline reads with; None in a lite bundle."""
        found: Encoder | None = self.pipeline.named_steps["features"].encoder
        return found


def train_model(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    seed: int = 0,
    codebook: str = "",
    encoder: Encoder | None = None,
) -> Model:
    """The model fitted on all of `labelled`; the same rows, question, encoder and seed give the same model.

    What makes its scores honest (temperature, sets, novelty) is learnt on the rows held out by group in turn; with a
    tuned encoder, by those of its folds, without which there is none of it.
    `codebook` is the text the labels were given under; its hash goes into the manifest. Without an `encoder` the model
    is lite: it reads n-grams and language cues alone.

    Raises:
        DataError: a label is not in the question, or fewer than two labels are there to tell apart.
        UsageError: the encoder's libraries are not installed.
    """
    model = fit_model(labelled, question=question, seed=seed, encoder=encoder)
    thresholds = _held_out_thresholds(labelled, model, seed)
    manifest = describe_training(labelled, question, seed, codebook)
    manifest["encoder"] = {"sha256": encoder.sha256(), "tuned": encoder.head() is not None} if encoder else None
    manifest["thresholds"] = thresholds.to_dict() if thresholds else None
    model = replace(model, thresholds=thresholds, manifest=manifest)
    return replace(model, golden=tuple(score_claims(_golden_claims(labelled), model)))


def fit_model(
    labelled: Sequence[LabelledClaim], *, question: Question, seed: int = 0, encoder: Encoder | None = None
) -> Model:
    """The model without what is learnt on held-out rows: its scores have no set and no novelty. One fit instead of six.

    Raises:
        DataError, UsageError: as `train_model`.
    """
    _check_labels(labelled, question)
    head = encoder.head() if encoder else None
    features = ClaimFeatures(sides=question.sides, encoder=encoder)
    read = features if head is None else ClaimFeatures(sides=question.sides)
    table = read.transform([row.text for row in labelled])
    parts = fit_parts(table, [row.label for row in labelled], seed=seed, head=head)
    return Model(question=question, pipeline=Pipeline([("features", features), *parts.steps]))


def score_claims(claims: Sequence[Claim], model: Model) -> list[ScoredClaim]:
    """One scored claim a claim, in their order; claims whose text is the same score the same.

    Only a claim's `text` is read, as in training. Each gets `len(model.question.labels)` probabilities in the
    question's order, calibrated where the bundle has thresholds, and the likeliest label as its stance; [] gives [].

    Raises:
        UsageError: the bundle has a sentence encoder and its libraries are not installed.
    """
    if not claims:
        return []
    rows, novelty = raw_scores([claim.text for claim in claims], model)
    if model.thresholds is None:
        return [_scored(claim, row, model.question) for claim, row in zip(claims, rows, strict=True)]
    cooled = apply_temperature(rows, model.thresholds.temperature)
    scored = [_scored(claim, row, model.question) for claim, row in zip(claims, cooled, strict=True)]
    return [_with_set(one, raw, model) for one, raw in zip(scored, novelty, strict=True)]


def raw_scores(texts: Sequence[str], model: Model) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(probabilities before calibration, shape (n_texts, n_labels), in the question's order; raw novelty of each)."""
    table = model.pipeline.named_steps["features"].transform(texts)
    parts = model.pipeline[1:]
    return in_order(parts.predict_proba(table), parts.classes_, model.question), raw_novelty(table, parts)


def in_order(rows: NDArray[np.float64], classes: Sequence[str], question: Question) -> NDArray[np.float64]:
    """Shape (n_rows, n_labels): the columns of `classes` in the question's order, 0 for a label never trained on."""
    found = np.zeros((len(rows), len(question.labels)))
    found[:, [question.labels.index(label) for label in classes]] = rows
    return found


def _scored(claim: Claim, row: NDArray[np.float64], question: Question) -> ScoredClaim:
    stance = question.labels[int(row.argmax())]
    return ScoredClaim(claim=claim, stance=stance, probabilities=tuple(map(float, row)))


def _with_set(scored: ScoredClaim, raw: float, model: Model) -> ScoredClaim:
    """The scored claim with its set of labels, whether that is one alone, and its novelty."""
    if model.thresholds is None:
        return scored
    chosen = tuple(model.question.labels[i] for i in label_set(scored.probabilities, model.thresholds))
    novelty = novelty_rank(raw, model.thresholds)
    return replace(scored, prediction_set=chosen, certain=len(chosen) == 1, novelty=novelty)


def fold_encoder(encoder: Encoder | None, number: int, rows: Sequence[LabelledClaim]) -> Encoder | None:
    """What a fold's model reads with: the encoder itself, or of a tuned one that tuned on that fold's `rows` alone.

    Raises:
        DataError: a tuned encoder has none for that fold, or one tuned on other rows, which may have seen its test.
    """
    if encoder is None or encoder.head() is None:
        return encoder
    found = encoder.folds[number] if number < len(encoder.folds) else None
    head = found.head() if found else None
    if head is None or head.tuned_on != hash_labels(rows):
        raise DataError(
            f"{encoder.path.parent}: no encoder tuned on exactly the training rows of fold {number}; "
            f"tune them for these labels: stance finetune --output {encoder.path.parent}"
        )
    return found


def _held_out_thresholds(labelled: Sequence[LabelledClaim], model: Model, seed: int) -> Thresholds | None:
    """The thresholds from rows scored without their group; None where there are no two groups to hold out in turn."""
    tuned = model.encoder is not None and model.encoder.head() is not None
    if len({row.group for row in labelled}) < 2 or (tuned and model.encoder and not model.encoder.folds):
        return None
    rows, gold, novelty = [], [], []
    for number, fold in enumerate(make_folds(labelled, seed=seed)):
        train, test = [labelled[i] for i in fold.train], [labelled[i] for i in fold.test]
        if len({row.label for row in train}) > 1:
            encoder = fold_encoder(model.encoder, number, train)
            held_out = fit_model(train, question=model.question, seed=seed, encoder=encoder)
            probabilities, raw = raw_scores([row.text for row in test], held_out)
            rows.append(probabilities)
            gold += [model.question.labels.index(row.label) for row in test]
            novelty.append(raw)
    return learn_thresholds(np.concatenate(rows), np.array(gold), np.concatenate(novelty)) if rows else None


def verify_model(model: Model, *, tolerance: float = 1e-4) -> list[str]:
    """The golden claims whose scores have drifted by more than `tolerance`, one line each; [] if none has."""
    again = score_claims([row.claim for row in model.golden], model)
    drifts = []
    for number, (before, now) in enumerate(zip(model.golden, again, strict=True), start=1):
        gaps = [abs(a - b) for a, b in zip(before.probabilities, now.probabilities, strict=True)]
        worst = max(range(len(gaps)), key=gaps.__getitem__)
        if gaps[worst] > tolerance or before.stance != now.stance:
            label = model.question.labels[worst]
            was, is_now = before.probabilities[worst], now.probabilities[worst]
            place = f"{before.claim.document} {before.claim.start}-{before.claim.end}"
            drifts.append(
                f"golden.jsonl, row {number} ({place}): stance was {before.stance}, is {now.stance}; "
                f"p_{label} was {was:.4f}, is {is_now:.4f}"
            )
    return drifts


def _check_labels(labelled: Sequence[LabelledClaim], question: Question) -> None:
    counts = Counter(row.label for row in labelled)
    if foreign := sorted(set(counts) - set(question.labels)):
        raise DataError(
            f"label {foreign[0]!r} is not one of {', '.join(question.labels)} (question {question.id!r}); "
            "mend the table or give another question with --question"
        )
    if len(counts) < 2:
        raise DataError(
            f"{len(labelled)} labelled texts with {len(counts)} label(s): a model needs two labels or more to tell "
            "apart; add labels or fill in the missing texts (make texts)"
        )


def _golden_claims(labelled: Sequence[LabelledClaim]) -> list[Claim]:
    """Up to `GOLDEN` claims that may be passed on, labels and documents taking turns, whatever the rows' order."""
    by_label: dict[str, list[LabelledClaim]] = {}
    for row in sorted(labelled, key=lambda row: (row.start or 0, row.document or "", row.text)):
        if row.shareable and row.text.strip():
            by_label.setdefault(row.label, []).append(row)
    turns = zip_longest(*(by_label[label] for label in sorted(by_label)))
    return [as_claim(row) for turn in turns for row in turn if row is not None][:GOLDEN]


def as_claim(row: LabelledClaim) -> Claim:
    """The labelled span as a claim of its labelled speaker, at its place where that is known, else from 0."""
    start, text = row.start or 0, row.text
    return Claim(
        document=row.document or row.group,
        start=start,
        end=start + len(text),
        text=text,
        content_start=start,
        content_end=start + len(text),
        speaker=row.speaker or AUTHOR,
        evidence="labelled by hand",
    )
