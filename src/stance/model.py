"""Labelled claims → a fitted model; claims and a model → scored claims. Nothing here reads or writes a file."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import zip_longest
from typing import Any, Final

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from stance.encoder import Encoder
from stance.errors import DataError
from stance.features import CUE_COLUMNS, VECTOR_COLUMNS, ClaimFeatures
from stance.question import question_to_dict
from stance.records import AUTHOR, Claim, LabelledClaim, Question, ScoredClaim

FORMAT: Final = 2
"""The bundle format this version writes and reads."""

GOLDEN: Final = 40
"""How many claims a bundle carries with their scores, to be replayed."""

# From this many labels on, a term must stand in two of them: half the vocabulary for the same grouped figures.
_ENOUGH_LABELS: Final = 200
# Grouped out-of-fold macro F1 of n-grams on the three tables: 0.48 at best without class weights, 0.55 with.
_C: Final = 2.0
# A standardised cue or vector value is far larger than a TF-IDF weight; of 0.05, 0.1, 0.15 for either these did best.
_WEIGHTS: Final = {"cues": 0.15, "vector": 0.05}
# Words with their clitic, and the question mark, which tells an open question from a claim.
_TOKEN: Final = r"[^\W_]+(?:['_]\w+)?|\?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A fitted pipeline (text → label) with the question it answers and what its bundle's `model.json` says."""

    question: Question
    pipeline: Pipeline
    manifest: Mapping[str, Any] = field(default_factory=dict)
    golden: tuple[ScoredClaim, ...] = ()
    card: str = ""

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

    `codebook` is the text the labels were given under; its hash goes into the manifest. Without an `encoder` the model
    is lite: it reads n-grams and language cues alone.

    Raises:
        DataError: a label is not in the question, or fewer than two labels are there to tell apart.
        UsageError: the encoder's libraries are not installed.
    """
    _check_labels(labelled, question)
    pipeline = new_pipeline(question, len(labelled), encoder=encoder, seed=seed)
    pipeline.fit([row.text for row in labelled], [row.label for row in labelled])
    manifest = _manifest(labelled, question, seed, codebook)
    manifest["encoder"] = {"sha256": encoder.sha256()} if encoder else None
    model = Model(question=question, pipeline=pipeline, manifest=manifest)
    return replace(model, golden=tuple(score_claims(_golden_claims(labelled), model)))


def new_pipeline(question: Question, rows: int, *, encoder: Encoder | None = None, seed: int = 0) -> Pipeline:
    """The pipeline before it is fitted on that many rows: texts → one of the labels, with probabilities."""
    least = 2 if rows >= _ENOUGH_LABELS else 1
    shared = {"min_df": least, "sublinear_tf": True, "dtype": np.float32}
    blocks = [
        ("word", TfidfVectorizer(ngram_range=(1, 2), token_pattern=_TOKEN, **shared), "plain"),
        ("char", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **shared), "plain"),
        ("masked", TfidfVectorizer(ngram_range=(1, 3), token_pattern=_TOKEN, **shared), "masked"),
        ("cues", StandardScaler(), list(CUE_COLUMNS)),
    ]
    if encoder is not None:
        blocks.append(("vector", StandardScaler(), list(VECTOR_COLUMNS)))
    join = ColumnTransformer(blocks, transformer_weights=_WEIGHTS, sparse_threshold=1.0)
    classify = LogisticRegression(C=_C, class_weight="balanced", max_iter=1000, tol=1e-3, random_state=seed)
    features = ClaimFeatures(sides=question.sides, encoder=encoder)
    return Pipeline([("features", features), ("join", join), ("classify", classify)])


def score_claims(claims: Sequence[Claim], model: Model) -> list[ScoredClaim]:
    """One scored claim a claim, in their order; claims whose text is the same score the same."""
    if not claims:
        return []
    rows = probabilities([claim.text for claim in claims], model)
    labels = model.question.labels
    return [
        ScoredClaim(claim=claim, stance=labels[int(row.argmax())], probabilities=tuple(map(float, row)))
        for claim, row in zip(claims, rows, strict=True)
    ]


def probabilities(texts: Sequence[str], model: Model) -> np.ndarray:
    """Shape (n_texts, n_labels): each label's probability, in the question's order; 0 for a label never trained on."""
    found = np.zeros((len(texts), len(model.question.labels)))
    columns = [model.question.labels.index(label) for label in model.pipeline.classes_]
    found[:, columns] = model.pipeline.predict_proba(texts)
    return found


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


def hash_labels(labelled: Sequence[LabelledClaim]) -> str:
    """SHA-256 over text, label and group of the rows, whatever their order."""
    rows = sorted(json.dumps([row.text, row.label, row.group], ensure_ascii=False) for row in labelled)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


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


def _manifest(labelled: Sequence[LabelledClaim], question: Question, seed: int, codebook: str) -> dict[str, Any]:
    """What `model.json` says of the training; the hashes of the bundle's files are added when it is saved."""
    tables: dict[str, dict[str, int]] = {}
    for row in labelled:
        counts = tables.setdefault(row.table or "labels", dict.fromkeys(question.labels, 0))
        counts[row.label] += 1
    asked = json.dumps(question_to_dict(question), sort_keys=True)
    return {
        "format": FORMAT,
        "question": question_to_dict(question),
        "labels": list(question.labels),
        "trained_on": {"rows": len(labelled), "groups": len({row.group for row in labelled}), "tables": tables},
        "sha256": {
            "labels": hash_labels(labelled),
            "question": hashlib.sha256(asked.encode()).hexdigest(),
            "codebook": hashlib.sha256(codebook.encode()).hexdigest() if codebook else None,
        },
        "who_labelled": _who_labelled(codebook),
        "seed": seed,
        "versions": library_versions(),
        "thresholds": None,
        "scores": None,
        "files": {},
    }


def _who_labelled(codebook: str) -> str | None:
    """What the codebook says of its annotators: the paragraph that begins "**Who labelled.**"."""
    _, found, rest = codebook.partition("**Who labelled.**")
    return " ".join(rest.partition("\n\n")[0].split()) if found else None


def library_versions() -> dict[str, str]:
    """The versions a bundle is bound to, and those that help to tell why scores drifted."""
    libraries = {name: version(name) for name in ("stance", "scikit-learn", "skops", "numpy", "scipy")}
    return {"python": platform.python_version()} | libraries


def _golden_claims(labelled: Sequence[LabelledClaim]) -> list[Claim]:
    """Up to `GOLDEN` claims that may be passed on, labels and documents taking turns, whatever the rows' order."""
    by_label: dict[str, list[LabelledClaim]] = {}
    for row in sorted(labelled, key=lambda row: (row.start or 0, row.document or "", row.text)):
        if row.shareable and row.text.strip():
            by_label.setdefault(row.label, []).append(row)
    turns = zip_longest(*(by_label[label] for label in sorted(by_label)))
    return [_as_claim(row) for turn in turns for row in turn if row is not None][:GOLDEN]


def _as_claim(row: LabelledClaim) -> Claim:
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
