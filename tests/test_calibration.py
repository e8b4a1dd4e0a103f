import json

import numpy as np
import pytest

from stance.model.calibration import Thresholds, apply_temperature, fit_thresholds, novelty_rank, prediction_set_of


def drawn(rows, seed, sharpen=1.0):
    """Rows whose labels are drawn from the probabilities themselves, which are then shown `sharpen` times too sure."""
    rng = np.random.default_rng(seed)
    true = rng.dirichlet([0.6, 1.0, 1.4], rows)
    gold = np.array([rng.choice(3, p=row) for row in true])
    return apply_temperature(true, 1 / sharpen), gold


def test_the_temperature_undoes_overconfidence():
    shown, gold = drawn(4000, 1, sharpen=2.0)
    assert fit_thresholds(shown, gold, np.zeros(len(gold))).temperature == pytest.approx(2.0, rel=0.1)
    honest, gold = drawn(4000, 2)
    assert fit_thresholds(honest, gold, np.zeros(len(gold))).temperature == pytest.approx(1.0, rel=0.1)


def test_a_temperature_changes_no_order_and_keeps_zeros():
    rows = np.array([[0.7, 0.3, 0.0], [0.1, 0.2, 0.7]])
    cooled = apply_temperature(rows, 3.0)
    assert cooled.sum(axis=1) == pytest.approx([1, 1])
    assert (cooled.argsort(axis=1) == rows.argsort(axis=1)).all()
    assert cooled[0, 2] == 0
    assert np.allclose(apply_temperature(rows, 1.0), rows)


def test_sets_cover_each_label_nine_times_in_ten_on_new_rows():
    thresholds = fit_thresholds(*drawn(3000, 3), np.zeros(3000))
    rows, gold = drawn(6000, 4)
    cooled = apply_temperature(rows, thresholds.temperature)
    held = np.array([label in prediction_set_of(row, thresholds) for row, label in zip(cooled, gold, strict=True)])
    for label in range(3):
        assert held[gold == label].mean() == pytest.approx(0.9, abs=0.03)


def test_the_threshold_of_a_label_by_hand():
    rows = np.column_stack([np.linspace(0.05, 0.95, 19), 1 - np.linspace(0.05, 0.95, 19)])
    thresholds = fit_thresholds(rows, np.zeros(19, dtype=int), np.zeros(19))
    cooled = apply_temperature(rows, thresholds.temperature)
    assert thresholds.cutoffs[0] == pytest.approx(
        sorted(cooled[:, 0])[1]
    )  # of 20 with the one to come, 2 may fall below
    assert thresholds.cutoffs[1] is None


def test_the_set_always_has_the_most_probable_label_and_never_one_unheard_of():
    thresholds = Thresholds(temperature=1, coverage=0.9, cutoffs=(0.99, 0.99, None), novelty=(0.0,) * 101)
    assert prediction_set_of([0.5, 0.3, 0.2], thresholds) == (0,)
    assert prediction_set_of([0.1, 0.3, 0.6], thresholds) == (2,)


def test_novelty_is_a_share_of_less_novel_rows():
    held = np.arange(1000) / 1000
    thresholds = fit_thresholds(np.full((1000, 2), 0.5), np.arange(1000) % 2, held)
    assert novelty_rank(0.0, thresholds) == 0
    assert novelty_rank(0.5, thresholds) == pytest.approx(0.5, abs=0.02)
    assert novelty_rank(2.0, thresholds) == 1


def test_thresholds_survive_json():
    made = fit_thresholds(*drawn(50, 5), np.random.default_rng(0).random(50))
    assert Thresholds.from_dict(json.loads(json.dumps(made.to_dict()))) == made
