#!/usr/bin/env python3
"""SemEval-2016 task 6A (stance in tweets) through the public API, to stand beside published figures.

    bench/semeval.py FOLDER        folder with a subfolder a target: train_text.txt, train_labels.txt, val_…, test_…

A model a target: `fit_model` with a `Recipe` says what it reads, `score_claims` scores. Which recipe, or which two
whose scores are added up, is settled by cross-validation on the training tweets alone; the test tweets are scored once,
by the way chosen. Prints the official F_avg, the mean of the F1 of favour and against, all targets together.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from stance import Claim, score_claims
from stance.encoder import base_encoder
from stance.folds import Fold, make_folds
from stance.model import Model, fit_model
from stance.model.recipe import Recipe
from stance.records import LabelledClaim, Question

LABELS = ("none", "against", "favour")
TARGETS = ("abortion", "atheism", "climate", "feminist", "hillary")
QUESTION = Question(
    id="semeval-2016-6a", text="Is the tweet for or against the target?", labels=("favour", "against", "none")
)
PUBLISHED = "SVM n-grams 68.98, best team 67.82, n-grams with embeddings 70.3, BERTweet 71.2"
ROUNDS = 2
"""Cross-validations with folds drawn anew, whose mean decides."""

WORDS, VECTORS = ("word", "char"), ("vector",)
WAYS: dict[str, tuple[Recipe, ...]] = {
    f"{name}, C = {c:g}": tuple(Recipe(blocks=blocks, c=c) for blocks in parts)
    for c in (0.5, 1.0, 2.0)
    for name, parts in {
        "n-grams": (WORDS,),
        "vectors": (VECTORS,),
        "n-grams and vectors in one": ((*WORDS, *VECTORS),),
        "n-grams beside vectors": (WORDS, VECTORS),
    }.items()
}

_TAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOISE = re.compile(r"#SemST\b|@user\b", re.IGNORECASE)


def read_tweets(folder: Path, splits: Sequence[str]) -> list[LabelledClaim]:
    """The tweets of all targets, hashtags cut into words; `table` names the target."""
    rows = []
    for target in TARGETS:
        for split in splits:
            texts = (folder / target / f"{split}_text.txt").read_text(encoding="utf-8").splitlines()
            codes = (folder / target / f"{split}_labels.txt").read_text(encoding="utf-8").split()
            for number, (text, code) in enumerate(zip(texts, codes, strict=True)):
                name = f"{target}-{split}-{number}"
                rows.append(LabelledClaim(text=words(text), label=LABELS[int(code)], group=name, table=target))
    return rows


def words(tweet: str) -> str:
    """The tweet without the task's own hashtag and the masked user names, its other hashtags as words."""
    return " ".join(_TAG.sub(lambda tag: _HUMP.sub(" ", tag.group(1)), _NOISE.sub("", tweet)).split())


def f_average(gold: Sequence[str], scores: NDArray[np.float64]) -> float:
    """The official measure, in percent."""
    given = [QUESTION.labels[i] for i in scores.argmax(axis=1)]
    return 100 * float(np.mean(f1_score(gold, given, labels=["favour", "against"], average=None)))


def scored(model: Model, texts: Sequence[str]) -> NDArray[np.float64]:
    """Probabilities in the question's order."""
    claims = [Claim(document="tweets", start=0, end=len(t), text=t, content_start=0, content_end=len(t)) for t in texts]
    return np.array([row.probabilities for row in score_claims(claims, model)])


def main(folder: Path) -> None:
    """Choose on the training tweets, score the test tweets, print."""
    train, test = read_tweets(folder, ("train", "val")), read_tweets(folder, ("test",))
    fit = partial(fit_model, question=QUESTION, encoder=base_encoder())
    gold, found = [row.label for row in train], {}
    held_out = {recipe: held_out_scores(train, partial(fit, recipe=recipe)) for recipe in set(sum(WAYS.values(), ()))}
    for name, recipes in WAYS.items():
        rounds = [f_average(gold, sum(held_out[recipe][number] for recipe in recipes)) for number in range(ROUNDS)]
        found[name] = float(np.mean(rounds))
        print(f"cross-validated F_avg, {name}: {found[name]:.2f}", flush=True)
    chosen = max(found, key=found.__getitem__)
    scores = np.sum([test_scores(train, test, partial(fit, recipe=recipe)) for recipe in WAYS[chosen]], axis=0)
    print(f"test F_avg, {chosen}: {f_average([row.label for row in test], scores):.2f} (published: {PUBLISHED})")
    for target in TARGETS:
        mine = [i for i, row in enumerate(test) if row.table == target]
        print(f"  {target}: {f_average([test[i].label for i in mine], scores[mine]):.2f}")


def held_out_scores(rows: Sequence[LabelledClaim], fit: partial[Model]) -> list[NDArray[np.float64]]:
    """For each round the scores of all rows, each by a model of its target that had not seen it."""
    found = []
    for number in range(ROUNDS):
        scores = np.zeros((len(rows), len(QUESTION.labels)))
        for target in TARGETS:
            mine = np.array([i for i, row in enumerate(rows) if row.table == target])
            of_target = [rows[i] for i in mine]
            for fold in make_folds(of_target, split="random", seed=number):
                scores[mine[list(fold.test)]] = _fold_scores(of_target, fold, fit)
        found.append(scores)
    return found


def test_scores(train: Sequence[LabelledClaim], test: Sequence[LabelledClaim], fit: partial[Model]) -> np.ndarray:
    """The scores of the test rows, each by the model of its target."""
    scores = np.zeros((len(test), len(QUESTION.labels)))
    for target in TARGETS:
        mine = [i for i, row in enumerate(test) if row.table == target]
        model = fit([row for row in train if row.table == target])
        scores[mine] = scored(model, [test[i].text for i in mine])
    return scores


def _fold_scores(rows: Sequence[LabelledClaim], fold: Fold, fit: partial[Model]) -> NDArray[np.float64]:
    return scored(fit([rows[i] for i in fold.train]), [rows[i].text for i in fold.test])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/bench/semeval2016"))
