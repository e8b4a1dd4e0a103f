"""Labelled claims → a fitted model; claims and a model → scored claims. Nothing here reads or writes a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import zip_longest
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from stance.encoder import Encoder
from stance.errors import DataError
from stance.features import ClaimFeatures
from stance.folds import Fold, make_folds
from stance.manifest import describe_training
from stance.model.calibrate import Thresholds, apply_temperature, label_set, learn_thresholds, novelty_rank
from stance.model.reading import Reader, shipped, unseen
from stance.model.recipe import Recipe, fit_parts, raw_novelty, recipe_for
from stance.model.rejected import turn_rejected
from stance.model.second import Context, HeldOutClaims, describe_context, learn_context, probabilities
from stance.records import AUTHOR, Claim, LabelledClaim, Question, ScoredClaim

GOLDEN: Final = 40
"""How many claims a bundle carries with their scores, to be replayed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The first pass (`pipeline`, text → label, and a tuned encoder's `reader`), the second (`context`), and the rest.

    `manifest` is what its bundle's `model.json` says; `golden` are claims with their scores, to be replayed.
    """

    question: Question
    pipeline: Pipeline
    reader: Reader | None = None
    context: Context | None = None
    thresholds: Thresholds | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)
    golden: tuple[ScoredClaim, ...] = ()
    card: str = ""
    plots: Mapping[str, str] = field(default_factory=dict)

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder it reads with; None in a lite bundle."""
        untuned: Encoder | None = self.pipeline.named_steps["features"].encoder
        return self.reader.encoder if self.reader else untuned


def train_model(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    seed: int = 0,
    codebook: str = "",
    encoder: Encoder | None = None,
) -> Model:
    """The model fitted on all of `labelled`; the same rows, question, encoder and seed give the same model.

    What makes its scores honest (the second pass, temperature, sets, novelty) is learnt on the rows held out by group
    in turn; a tuned encoder brings its own scores of them. `codebook` is the text the labels were given under; its hash
    goes into the manifest. Without an `encoder` the model is lite: it reads n-grams and language cues alone.

    Raises:
        DataError: a label is not in the question, fewer than two labels are there to tell apart, or a tuned encoder was
            tuned to other labels or comes without its scores of the rows it was tuned on.
        UsageError: the encoder's libraries are not installed.
    """
    model = fit_model(labelled, question=question, seed=seed, encoder=encoder)
    if len({row.group for row in labelled}) > 1:
        folds = make_folds(labelled, seed=seed)
        folds = [fold for fold in folds if len({labelled[i].label for i in fold.train}) > 1]
        if folds:
            models = fold_models(labelled, folds, question=question, seed=seed, encoder=encoder)
            model = learn_from(model, hold_out(labelled, folds, models))
    manifest = describe_training(labelled, question, seed, codebook)
    tuned = model.reader is not None
    manifest["encoder"] = {"sha256": encoder.sha256(), "tuned": tuned} if encoder else None
    manifest["recipe"] = asdict(recipe_for(question))
    manifest["context"] = describe_context(model.context)
    manifest["thresholds"] = model.thresholds.to_dict() if model.thresholds else None
    model = replace(model, manifest=manifest)
    return replace(model, golden=tuple(score_claims(_golden_claims(labelled), model)))


def fit_model(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    seed: int = 0,
    encoder: Encoder | None = None,
    recipe: Recipe | None = None,
) -> Model:
    """The first pass alone: its scores have no set and no novelty, and know nothing of the document. One fit, not six.

    It reads what the `recipe` says, which is by default what serves the question best.

    Raises:
        DataError, UsageError: as `train_model`.
    """
    check_labels(labelled, question)
    tuned = encoder is not None and encoder.head() is not None
    features = ClaimFeatures(sides=question.sides, encoder=None if tuned else encoder)
    table, labels = features.transform([row.text for row in labelled]), [row.label for row in labelled]
    parts = fit_parts(table, labels, seed=seed, recipe=recipe or recipe_for(question))
    reader = shipped(encoder, question) if encoder is not None and tuned else None
    return Model(question=question, pipeline=Pipeline([("features", features), *parts.steps]), reader=reader)


def fold_models(
    labelled: Sequence[LabelledClaim],
    folds: Sequence[Fold],
    *,
    question: Question,
    seed: int = 0,
    encoder: Encoder | None = None,
) -> list[Model]:
    """The first pass of each fold, with a reader that has not seen its test rows.

    Raises:
        DataError, UsageError: as `train_model`.
    """
    rows = ([labelled[i] for i in fold.train] for fold in folds)
    if encoder is None or encoder.head() is None:
        return [fit_model(mine, question=question, seed=seed, encoder=encoder) for mine in rows]
    return lend_encoder([fit_model(mine, question=question, seed=seed) for mine in rows], encoder)


def lend_encoder(models: Sequence[Model], encoder: Encoder) -> list[Model]:
    """The first passes of folds by words, with a reader that has not seen the folds' test rows.

    Raises:
        DataError: the tuned encoder was tuned to other labels, or comes without its scores of the rows it was tuned on.
    """
    shipped(encoder, models[0].question)
    reader = unseen(encoder)
    return [replace(model, reader=reader, context=None, thresholds=None) for model in models]


def hold_out(labelled: Sequence[LabelledClaim], folds: Sequence[Fold], models: Sequence[Model]) -> HeldOutClaims:
    """The test rows of the folds with the first pass of their fold's model, fold by fold."""
    order = [i for fold in folds for i in fold.test]
    claims = [as_claim(labelled[i]) for i in order]
    words, novelty, encoded, numbers, at = [], [], [], [], 0
    for number, (fold, model) in enumerate(zip(folds, models, strict=True)):
        mine = claims[at : at + len(fold.test)]
        at += len(mine)
        found, raw = raw_scores([claim.text for claim in mine], model)
        words.append(found)
        novelty.append(raw)
        numbers += [number] * len(mine)
        if model.reader is not None:
            encoded.append(model.reader.scores(mine))
    labels = models[0].question.labels
    return HeldOutClaims(
        claims=tuple(claims),
        gold=np.array([labels.index(labelled[i].label) for i in order]),
        words=np.concatenate(words),
        encoded=np.concatenate(encoded) if encoded else None,
        novelty=np.concatenate(novelty),
        fold_of=np.array(numbers),
        none=models[0].question.none_place,
    )


def learn_from(model: Model, held: HeldOutClaims) -> Model:
    """The model with the second pass, temperature, sets and scale of novelty that the held-out claims teach."""
    context, found = learn_context(held)
    return replace(model, context=context, thresholds=learn_thresholds(found, held.gold, held.novelty))


def score_claims(claims: Sequence[Claim], model: Model) -> list[ScoredClaim]:
    """One scored claim a claim, in their order.

    Read are a claim's words, how the other claims of its document that are given here score (give a document's claims
    together), and whether the writer rejects what is said. Other documents' claims make no difference. Each gets
    `len(model.question.labels)` probabilities in the question's order, calibrated where the bundle has thresholds, and
    the likeliest label as its stance; [] gives [].

    Raises:
        UsageError: the bundle has a sentence encoder and its libraries are not installed.
    """
    if not claims:
        return []
    words, novelty = raw_scores([claim.text for claim in claims], model)
    reader = model.reader
    read = None if reader is None else lambda places: reader.scores([claims[i] for i in places])
    rows = probabilities(claims, words, context=model.context, read=read, none=model.question.none_place)
    rows = turn_rejected(claims, rows, model.question)
    if model.thresholds is None:
        return [_scored(claim, row, model.question) for claim, row in zip(claims, rows, strict=True)]
    cooled = apply_temperature(rows, model.thresholds.temperature)
    scored = [_scored(claim, row, model.question) for claim, row in zip(claims, cooled, strict=True)]
    return [_with_set(one, raw, model) for one, raw in zip(scored, novelty, strict=True)]


def raw_scores(texts: Sequence[str], model: Model) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(the first pass's probabilities by words, (n_texts, n_labels), in the question's order; raw novelty of each)."""
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


def check_labels(labelled: Sequence[LabelledClaim], question: Question) -> None:
    """Nothing, where a model can be fitted on the labels.

    Raises:
        DataError: a label is not in the question, or fewer than two labels are there to tell apart.
    """
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
