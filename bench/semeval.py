#!/usr/bin/env python3
"""SemEval-2016 task 6A (stance in tweets) through the public API, to stand beside published figures.

    bench/semeval.py FOLDER        folder with a subfolder a target: train_text.txt, train_labels.txt, val_…, test_…

Which of three ways is used is settled by cross-validation on the training tweets alone: a model a target, with and
without the sentence encoder, and the mean of that with a model of all targets together. The test tweets are scored
once, by the way chosen. Prints the official F_avg, the mean of the F1 of favour and against, all targets together.
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
from stance.encoder import Encoder, base_encoder
from stance.evaluate import out_of_fold
from stance.folds import make_folds
from stance.model import Model, fit_model
from stance.records import LabelledClaim, Question

LABELS = ("none", "against", "favour")
TARGETS = ("abortion", "atheism", "climate", "feminist", "hillary")
QUESTION = Question(
    id="semeval-2016-6a", text="Is the tweet for or against the target?", labels=("favour", "against", "none")
)
PUBLISHED = "SVM n-grams 68.98, best team 67.82, n-grams with embeddings 70.3, BERTweet 71.2"

Way = tuple[Encoder | None, bool]
"""What a model reads with, and whether one model is trained on all targets together."""

_TAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


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
    """The tweet without the task's own hashtag, its other hashtags as words."""
    return _TAG.sub(lambda tag: _HUMP.sub(" ", tag.group(1)), tweet.replace("#SemST", "")).strip()


def with_target(row: LabelledClaim) -> str:
    """The text a model of all targets reads."""
    return f"{row.table}: {row.text}"


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
    encoder = base_encoder()
    ways: dict[str, list[Way]] = {"n-grams": [(None, False)], "with encoder": [(encoder, False)]}
    ways["with encoder, and all targets"] = [(encoder, False), (encoder, True)]
    chosen, best = "", 0.0
    held_out = {key: _held_out(train, key) for key in {key for keys in ways.values() for key in keys}}
    for name, keys in ways.items():
        figure = f_average([row.label for row in train], sum(held_out[key] for key in keys))
        print(f"cross-validated F_avg, {name}: {figure:.2f}")
        chosen, best = (name, figure) if figure > best else (chosen, best)
    scores = sum(_test_scores(train, test, key) for key in ways[chosen])
    print(f"test F_avg, {chosen}: {f_average([row.label for row in test], scores):.2f} (published: {PUBLISHED})")
    for target in TARGETS:
        mine = [i for i, row in enumerate(test) if row.table == target]
        print(f"  {target}: {f_average([test[i].label for i in mine], scores[mine]):.2f}")


def _held_out(train: Sequence[LabelledClaim], way: Way) -> NDArray[np.float64]:
    encoder, together = way
    found = np.zeros((len(train), len(QUESTION.labels)))
    for mine in _shares(train, together):
        rows = [train[i] for i in mine]
        if together:
            rows = [LabelledClaim(text=with_target(row), label=row.label, group=row.group) for row in rows]
        fit = partial(fit_model, question=QUESTION, encoder=encoder)
        run = out_of_fold(rows, question=QUESTION, folds=make_folds(rows, split="random"), fit=fit)
        found[mine] = run.probabilities
    return found


def _test_scores(train: Sequence[LabelledClaim], test: Sequence[LabelledClaim], way: Way) -> NDArray[np.float64]:
    encoder, together = way
    found = np.zeros((len(test), len(QUESTION.labels)))
    for mine, theirs in zip(_shares(train, together), _shares(test, together), strict=True):
        read = with_target if together else (lambda row: row.text)
        rows = [LabelledClaim(text=read(train[i]), label=train[i].label, group=train[i].group) for i in mine]
        model = fit_model(rows, question=QUESTION, encoder=encoder)
        found[theirs] = scored(model, [read(test[i]) for i in theirs])
    return found


def _shares(rows: Sequence[LabelledClaim], together: bool) -> list[list[int]]:
    """The rows that share a model: all of them, or those of one target."""
    if together:
        return [list(range(len(rows)))]
    return [[i for i, row in enumerate(rows) if row.table == target] for target in TARGETS]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/bench/semeval2016"))
