#!/usr/bin/env python3
"""SemEval-2016 task 6A (stance in tweets) by the text classifier of the bundles, to stand beside published figures.

    bench/semeval.py FOLDER        folder with a subfolder a target: train_text.txt, train_labels.txt, val_…, test_…

Five kinds of models, each a model a target: by n-grams, by a sentence encoder's vectors, by both; the first two also
with the five targets learnt together (`fit_jointly`). Which of them have a vote (the mean of their probabilities) is
settled by cross-validation on the training tweets alone; the test tweets are scored once, by the vote chosen.
Prints the official F_avg, the mean of the F1 of favour and against, all targets together. Four minutes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, hstack
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.pipeline import Pipeline

from stance.encoder import Encoder, base_encoder
from stance.folds import make_folds
from stance.model import in_question_order
from stance.model.config import ClaimFeatures, ModelConfig, fit_classifier, new_vectorizer
from stance.model.first_pass import WORD_PATTERN
from stance.records import LabelledClaim, Question

LABELS = ("none", "against", "favour")
TARGETS = ("abortion", "atheism", "climate", "feminist", "hillary")
QUESTION = Question(
    id="semeval-2016-6a", text="Is the tweet for or against the target?", labels=("favour", "against", "none")
)
PUBLISHED = "SVM n-grams 68.98, best team 67.82, n-grams with embeddings 70.3, BERTweet 71.2"
ROUNDS = 4
"""Cross-validations with folds drawn anew, whose mean decides: that of one moves by 0.5, as much as the best differ."""


NEGATED = "negated"
"""A block of this benchmark's own: the words in a negation's reach, each as `not_word`."""

NEGATES = r"\b(?:no|not|never|neither|nor|none|nobody|nothing|cannot|without|hardly|scarcely|barely)\b|\b\w+n't\b"
REACHED = re.compile(rf"(?P<negates>{NEGATES})|(?P<word>[^\W_]+(?:['_]\w+)?)|(?P<ends>[.!?,;:])", re.IGNORECASE)
REACH = 4
"""Words that a negation reaches, up to the next punctuation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """What a model a target reads, and whether the targets are learnt together."""

    config: ModelConfig
    jointly: bool = False


def n_grams(c: float) -> ModelConfig:
    """Tweets are short and their words rare: longer and shorter runs than op-eds ask for, and every word counts."""
    return ModelConfig(blocks=("word", "char", NEGATED), c=c, words=(1, 3), letters=(2, 5), min_df=1)


WORDS, VECTORS = ("word", "char"), ("vector",)
VOTERS = {
    "n-grams": Voter(config=n_grams(1.0)),
    "vectors": Voter(config=ModelConfig(blocks=VECTORS, c=0.7)),
    "both": Voter(config=ModelConfig(blocks=(*WORDS, *VECTORS), c=1.0)),
    "joint n-grams": Voter(config=n_grams(1.5), jointly=True),
    "joint vectors": Voter(config=ModelConfig(blocks=VECTORS, c=1.2), jointly=True),
}
WAYS: dict[str, tuple[Voter, ...]] = {
    " + ".join(names): tuple(VOTERS[name] for name in names)
    for size in range(1, len(VOTERS) + 1)
    for names in combinations(VOTERS, size)
} | {
    f"{name} of the op-eds' config, C = {c:g}": tuple(Voter(config=ModelConfig(blocks=blocks, c=c)) for blocks in parts)
    for c in (0.5, 1.0, 2.0)
    for name, parts in {
        "n-grams": (WORDS,),
        "vectors": (VECTORS,),
        "both": ((*WORDS, *VECTORS),),
        "n-grams + vectors": (WORDS, VECTORS),
    }.items()
}

_TAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOISE = re.compile(r"#SemST\b|@user\b", re.IGNORECASE)


def read_tweets(folder: Path, splits: Sequence[str]) -> list[LabelledClaim]:
    """The tweets of all targets as `words` has them; `table` names the target."""
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
    """The tweet without the task's own hashtag and the masked user names, its other hashtags as words and whole."""
    return " ".join(_TAG.sub(_both_ways, _NOISE.sub("", tweet)).split())


def _both_ways(tag: re.Match[str]) -> str:
    return f" {_HUMP.sub(' ', tag.group(1))} #{tag.group(1).lower()} "


def f_average(gold: Sequence[str], scores: NDArray[np.float64]) -> float:
    """The official measure, in percent."""
    given = [QUESTION.labels[i] for i in scores.argmax(axis=1)]
    return 100 * float(np.mean(f1_score(gold, given, labels=["favour", "against"], average=None)))


def main(folder: Path) -> None:
    """Choose on the training tweets, score the test tweets, print."""
    train, test = read_tweets(folder, ("train", "val")), read_tweets(folder, ("test",))
    gold, found = [row.label for row in train], {}
    # Nothing is learnt in the features: they are made once for all folds.
    encoder = base_encoder()
    table, test_table = (features_of(rows, encoder) for rows in (train, test))
    held_out = {voter: held_out_scores(train, table, voter) for voter in set(sum(WAYS.values(), ()))}
    for name, voters in WAYS.items():
        rounds = [f_average(gold, sum(held_out[voter][number] for voter in voters)) for number in range(ROUNDS)]
        found[name] = float(np.mean(rounds))
    for name in sorted(found, key=found.__getitem__, reverse=True):
        print(f"cross-validated F_avg {found[name]:.2f}: {name}")
    chosen = max(found, key=found.__getitem__)
    scores = np.sum([test_scores(train, test, (table, test_table), voter) for voter in WAYS[chosen]], axis=0)
    print(f"test F_avg {f_average([row.label for row in test], scores):.2f}: {chosen} (published: {PUBLISHED})")
    for target in TARGETS:
        mine = rows_of(target, test)
        print(f"  {target}: {f_average([test[i].label for i in mine], scores[mine]):.2f}")


def features_of(rows: Sequence[LabelledClaim], encoder: Encoder) -> pd.DataFrame:
    """What the classifiers of bundles read of the tweets, and their negated words."""
    table = ClaimFeatures(encoder=encoder).transform([row.text for row in rows])
    return table.assign(**{NEGATED: [negated_words(text) for text in table["plain"]]})


def negated_words(text: str) -> str:
    """The words in a negation's reach, in their order, each as `not_word`; empty where nothing is negated."""
    words, left = [], 0
    for part in REACHED.finditer(text):
        if part["negates"]:
            left = REACH
        elif part["ends"]:
            left = 0
        elif left:
            words.append(f"not_{part['word'].lower()}")
            left -= 1
    return " ".join(words)


def fit_join(table: pd.DataFrame, config: ModelConfig) -> tuple[ColumnTransformer, csr_matrix]:
    """As of bundles, with this benchmark's block behind those of words where the configuration asks for it."""
    join = new_vectorizer(table, config)
    if NEGATED in config.blocks and table[NEGATED].any():
        words = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, token_pattern=WORD_PATTERN)
        join.transformers.append((NEGATED, words, NEGATED))
    return join, csr_matrix(join.fit_transform(table))


def held_out_scores(rows: Sequence[LabelledClaim], table: pd.DataFrame, voter: Voter) -> list[NDArray[np.float64]]:
    """For each round the scores of all rows, each by models that had not seen it; `table` has the rows' features."""
    found = []
    for number in range(ROUNDS):
        scores = np.zeros((len(rows), len(QUESTION.labels)))
        for train, tests in folds_by_target(rows, number):
            fitted = fit_voter(table.iloc[train], [rows[i] for i in train], voter)
            for target, test in tests.items():
                parts = fitted[target]
                scores[test] = in_question_order(parts.predict_proba(table.iloc[test]), parts.classes_, QUESTION)
        found.append(scores)
    return found


def folds_by_target(rows: Sequence[LabelledClaim], seed: int) -> list[tuple[list[int], dict[str, list[int]]]]:
    """For each fold the rows to train on, and by target those to test on: so each fold has every target's labels."""
    folds = []
    for target in TARGETS:
        mine = rows_of(target, rows)
        drawn = make_folds([rows[i] for i in mine], split="random", seed=seed)
        folds.append([([mine[i] for i in fold.train], [mine[i] for i in fold.test]) for fold in drawn])
    return [
        (
            [i for train, _ in parts for i in train],
            {target: test for target, (_, test) in zip(TARGETS, parts, strict=True)},
        )
        for parts in zip(*folds, strict=True)
    ]


def fit_voter(table: pd.DataFrame, rows: Sequence[LabelledClaim], voter: Voter) -> Mapping[str, Pipeline]:
    """{target: `join` and `classify`, fitted on the features of its rows, alone or with those of the others}."""
    labels, config = [row.label for row in rows], voter.config
    if voter.jointly:
        return fit_jointly(table, labels, [row.table for row in rows], config)
    by_target = {target: rows_of(target, rows) for target in TARGETS}
    pipelines = {}
    for target, mine in by_target.items():
        join, columns = fit_join(table.iloc[mine], config)
        classify = fit_classifier(columns, [labels[i] for i in mine], seed=0, config=config)
        pipelines[target] = Pipeline([("join", join), ("classify", classify)])
    return pipelines


def fit_jointly(
    table: pd.DataFrame, labels: Sequence[str], targets: Sequence[str], config: ModelConfig
) -> dict[str, Pipeline]:
    """{target: `join`, which all share, and its own `classify`}: each follows its own rows first, then the others.

    Every feature is learnt once for all targets and once more for each (Daumé 2007, "Frustratingly easy domain
    adaptation"); a model reads with the sum of both.
    """
    join, columns = fit_join(table, config)
    names, width = sorted(set(targets)), columns.shape[1]
    member = np.array([[name == other for other in names] for name in targets], dtype=np.float32)
    copies = [diags_array(member[:, place]) @ columns for place in range(len(names))]
    classify = fit_classifier(hstack([columns, *copies, member], format="csr"), labels, seed=0, config=config)
    pipelines = {}
    for place, name in enumerate(names):
        own, start = copy(classify), width * (1 + place)
        own.coef_ = classify.coef_[:, :width] + classify.coef_[:, start : start + width]
        own.intercept_ = classify.intercept_ + classify.coef_[:, place - len(names)]
        own.n_features_in_ = width
        pipelines[name] = Pipeline([("join", join), ("classify", own)])
    return pipelines


def test_scores(
    train: Sequence[LabelledClaim], test: Sequence[LabelledClaim], tables: Sequence[pd.DataFrame], voter: Voter
) -> NDArray[np.float64]:
    """The scores of the test rows, each by the model of its target; `tables` have the features of both."""
    scores = np.zeros((len(test), len(QUESTION.labels)))
    for target, parts in fit_voter(tables[0], train, voter).items():
        mine = rows_of(target, test)
        scores[mine] = in_question_order(parts.predict_proba(tables[1].iloc[mine]), parts.classes_, QUESTION)
    return scores


def rows_of(target: str, rows: Sequence[LabelledClaim]) -> list[int]:
    """The places of the target's rows."""
    return [i for i, row in enumerate(rows) if row.table == target]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/bench/semeval2016"))
