"""Contrast consistency and the error budget, on scores made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from model_data import QUESTION, claim, labelled_claims
from stance.evaluate.behaviour import contrast_figures
from stance.evaluate.cross_validation import OutOfFold
from stance.evaluate.run import gold_span_figures
from stance.evaluate.slices import error_budget
from stance.folds import make_folds
from stance.model import as_claim
from stance.model.training import train_model
from stance.records import LabelledClaim, ScoredClaim


def written(group, label, edit, text):
    return LabelledClaim(text=text, label=label, group=group, edit=edit, sampling="written", table="contrasts")


ROWS = [
    written("a", "yes", "base", "The moon brews tea."),
    written("a", "no", "negation", "The moon brews no tea."),
    written("b", "yes", "base", "The moon pours tea."),
    written("b", "no", "negation", "The moon pours no tea."),
    written("b", "none", "other pair", "The sun pours rain."),
]


def scored(row, stance, certain=False):
    probabilities = tuple(1.0 if label == stance else 0.0 for label in QUESTION.labels)
    return ScoredClaim(
        claim=as_claim(row), stance=stance, probabilities=probabilities, prediction_set=(stance,), certain=certain
    )


def run_of(rows, stances, certain):
    scores = tuple(scored(*given) for given in zip(rows, stances, certain, strict=True))
    models = ()
    return OutOfFold(
        question=QUESTION, split="group", scored=scores, fold_of=(0,) * len(rows), dropped=(), models=models
    )


def test_contrasts_are_counted_by_family_edit_and_negation():
    run = run_of(ROWS, ["yes", "no", "yes", "yes", "none"], [True, False, True, True, False])
    figures = contrast_figures(ROWS, run)
    assert figures["spans"] == 5
    assert figures["families"] == 2
    assert figures["accuracy"] == 0.8
    assert figures["wholly_right"] == 0.5
    assert figures["by_edit"]["negation"] == {"spans": 2, "right": 0.5}
    assert (figures["negations"], figures["turned"]) == (2, 0.5)
    assert (figures["certain"], figures["certain_right"]) == (0.6, pytest.approx(2 / 3, abs=1e-4))
    assert figures["swapped"] == 0.25


def test_without_contrasts_there_are_no_such_figures():
    rows = labelled_claims(2)
    assert contrast_figures(rows, run_of(rows, ["none"] * 8, [False] * 8)) is None


def test_what_was_written_is_a_table_of_its_own_and_no_part_of_all():
    rows = [*labelled_claims(2), *ROWS]
    run = run_of(rows, [row.label for row in rows], [False] * len(rows))
    figures = gold_span_figures(rows, run)
    assert figures["all"]["spans"] == 8
    assert figures["contrasts"]["spans"] == 5


def test_what_was_written_shares_a_fold_by_family_and_moves_neither_temperature_nor_coverage():
    texts = labelled_claims(12)
    more = [
        written(f"f{i}", "yes", "base", f"In town {i} the moon surely pours green tea number {i}.") for i in range(12)
    ]
    rows = [*texts, *more, *(replace(row, label="no", edit="negation", text=f"No, {row.text}") for row in more)]
    for fold in make_folds(rows):
        assert {rows[i].group for i in fold.train}.isdisjoint(rows[i].group for i in fold.test)
    model = train_model(rows, question=QUESTION)
    assert model.thresholds is not None
    assert model.manifest["trained_on"]["tables"]["contrasts"]["yes"] == 12
    assert {row.claim.document for row in model.golden} <= {row.document for row in texts}
    assert np.allclose(model.predict_proba([as_claim(row) for row in rows]).sum(axis=1), 1)


def test_the_error_budget_puts_each_step_right_in_turn():
    text = "The moon brews tea, says Ada. It never does, says Bo. Cy says it might."
    spans = [(0, 29, "yes", "Ada"), (30, 53, "no", "Bo"), (54, 71, "maybe", "Cy")]
    rows = [
        LabelledClaim(text=text[a:b], label=label, group="d", document="d", start=a, end=b, speaker=speaker)
        for a, b, label, speaker in spans
    ]
    gold = [scored(rows[0], "yes"), scored(rows[1], "no"), scored(rows[2], "none")]
    found = [
        replace(scored(rows[0], "yes"), claim=replace(claim(text[0:29], document="d"), speaker="Ada Lovelace")),
        replace(scored(rows[1], "yes"), claim=replace(claim(text[30:53], document="d", start=30), speaker="Bo")),
    ]
    found[0] = replace(found[0], claim=replace(found[0].claim, speaker="Countess Ada"))
    budget = error_budget(rows, gold, found, QUESTION)
    third = pytest.approx(1 / 3, abs=1e-4)
    assert budget["spans"] == 3
    assert budget["wrong"] == {
        "end to end": pytest.approx(2 / 3, abs=1e-4),
        "segmentation by hand": third,
        "attribution by hand": pytest.approx(2 / 3, abs=1e-4),
        "stance by hand": third,
        "segmentation and attribution by hand": third,
    }
    assert error_budget([], [], [], QUESTION) == {"spans": 0, "wrong": {}}
