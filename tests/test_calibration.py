import json
from dataclasses import replace

import numpy as np
import pytest

from stance.model.calibration import (
    CERTAIN_STANCE,
    Thresholds,
    apply_temperature,
    apply_temperatures,
    fit_thresholds,
    novelty_rank,
    prediction_set_of,
)
from stance.model.stacking import CrossFittedPredictions


def held_out(probabilities, gold, novelty=None, strata=None, written=None):
    rows = len(gold)
    return CrossFittedPredictions(
        claims=(),
        words=probabilities,
        encoded=None,
        fold_of=np.zeros(rows, int),
        none=None,
        gold=np.asarray(gold),
        novelty=np.zeros(rows) if novelty is None else novelty,
        strata=np.array(["table"] * rows) if strata is None else strata,
        written=np.zeros(rows, bool) if written is None else written,
    )


def thresholds_of(rows):
    return fit_thresholds(rows, rows.words)


def drawn(rows, seed, sharpen=1.0):
    """Rows whose labels are drawn from the probabilities themselves, which are then shown `sharpen` times too sure."""
    rng = np.random.default_rng(seed)
    true = rng.dirichlet([0.6, 1.0, 1.4], rows)
    gold = np.array([rng.choice(3, p=row) for row in true])
    return apply_temperature(true, 1 / sharpen), gold


def test_the_temperature_undoes_overconfidence():
    shown, gold = drawn(4000, 1, sharpen=2.0)
    assert thresholds_of(held_out(shown, gold)).temperatures == pytest.approx((2.0, 2.0, 2.0), rel=0.1)
    honest, gold = drawn(4000, 2)
    assert thresholds_of(held_out(honest, gold)).temperatures == pytest.approx((1.0, 1.0, 1.0), rel=0.1)


def test_each_label_has_the_temperature_of_the_rows_where_it_is_the_likeliest():
    shown, gold = drawn(9000, 11)
    first = shown.argmax(axis=1) == 0
    shown[first] = apply_temperature(shown[first], 0.5)
    thresholds = thresholds_of(held_out(shown, gold))
    assert thresholds.temperatures[0] == pytest.approx(2.0, rel=0.1)
    assert thresholds.temperatures[1:] == pytest.approx((1.0, 1.0), rel=0.1)
    cooled = apply_temperatures(shown, thresholds.temperatures)
    assert (cooled.argmax(axis=1) == shown.argmax(axis=1)).all()
    assert cooled[first].max(axis=1).mean() == pytest.approx((gold[first] == 0).mean(), abs=0.02)


def test_the_label_of_no_stance_has_to_be_right_more_often_to_stand_alone():
    rows = held_out(*drawn(6000, 8))
    stances, with_none = thresholds_of(rows), thresholds_of(replace(rows, none=2))
    assert with_none.certain_from[:2] == stances.certain_from[:2]
    assert with_none.certain_from[2] > stances.certain_from[2]


def test_bundles_of_one_temperature_are_still_read():
    fitted = thresholds_of(held_out(*drawn(500, 3)))
    assert Thresholds.from_dict(fitted.to_dict() | {"temperature": 1.5}, 3).temperatures == (1.5, 1.5, 1.5)


def test_a_temperature_changes_no_order_and_keeps_zeros():
    rows = np.array([[0.7, 0.3, 0.0], [0.1, 0.2, 0.7]])
    cooled = apply_temperature(rows, 3.0)
    assert cooled.sum(axis=1) == pytest.approx([1, 1])
    assert (cooled.argsort(axis=1) == rows.argsort(axis=1)).all()
    assert cooled[0, 2] == 0
    assert np.allclose(apply_temperature(rows, 1.0), rows)


def test_sets_cover_each_label_nine_times_in_ten_on_new_rows():
    thresholds = thresholds_of(held_out(*drawn(3000, 3)))
    rows, gold = drawn(6000, 4)
    cooled = apply_temperatures(rows, thresholds.temperatures)
    held = np.array([label in prediction_set_of(row, 0.0, thresholds) for row, label in zip(cooled, gold, strict=True)])
    for label in range(3):
        assert held[gold == label].mean() > 0.88  # more where a label may not stand alone


def test_the_cutoff_of_a_label_by_hand():
    # Three labels, the first of them right and always the third in rank, so that only its cutoff can put it in a set.
    own = np.linspace(0.01, 0.19, 19)
    thresholds = thresholds_of(held_out(np.column_stack([own, np.full(19, 0.5), 0.5 - own]), np.zeros(19, dtype=int)))
    cooled = apply_temperatures(np.column_stack([own, np.full(19, 0.5), 0.5 - own]), thresholds.temperatures)
    assert thresholds.cutoffs[0] == pytest.approx(
        sorted(cooled[:, 0])[0]
    )  # of 20, with the one to come, 1.8 may be below
    assert thresholds.cutoffs[1] is None


def test_the_set_always_has_the_most_probable_label_and_never_one_unheard_of():
    sure = {"certain_from": (0.0, 0.0, 0.0), "novelty": (0.0,) * 101}
    thresholds = Thresholds(temperatures=(1, 1, 1), coverage=0.9, cutoffs=(0.99, 0.99, None), **sure)
    assert prediction_set_of([0.5, 0.3, 0.2], 0.0, thresholds) == (0,)
    assert prediction_set_of([0.1, 0.3, 0.6], 0.0, thresholds) == (2,)


def test_a_label_stands_alone_only_where_it_is_probable_enough_and_the_claim_is_no_stranger():
    cutoffs = {"cutoffs": (0.5, 0.5, 0.5), "certain_from": (0.8, None, 0.8), "novelty": (0.0,) * 101}
    thresholds = Thresholds(temperatures=(1, 1, 1), coverage=0.9, **cutoffs)
    assert prediction_set_of([0.85, 0.1, 0.05], 0.5, thresholds) == (0,)
    assert prediction_set_of([0.75, 0.05, 0.2], 0.5, thresholds) == (0, 2)
    assert prediction_set_of([0.05, 0.9, 0.05], 0.5, thresholds) == (1, 2)
    assert prediction_set_of([0.85, 0.1, 0.05], 0.99, thresholds) == (0, 1)


def test_what_is_certain_is_right_as_often_as_meant_on_new_rows():
    thresholds = thresholds_of(held_out(*drawn(6000, 3)))
    rows, gold = drawn(12000, 4)
    cooled = apply_temperatures(rows, thresholds.temperatures)
    alone = np.array([len(prediction_set_of(row, 0.0, thresholds)) == 1 for row in cooled])
    assert alone.mean() > 0.02
    assert (cooled.argmax(axis=1) == gold)[alone].mean() == pytest.approx(CERTAIN_STANCE + 0.01, abs=0.025)


def test_every_kind_of_text_counts_alike_and_what_was_written_only_makes_less_certain():
    easy, hard = drawn(5000, 5), drawn(500, 6)
    sharp = apply_temperature(easy[0], 0.2)
    rows, gold = np.vstack([sharp, hard[0]]), np.concatenate([sharp.argmax(axis=1), hard[1]])
    strata = np.array(["easy"] * 5000 + ["hard"] * 500)
    alike = thresholds_of(held_out(rows, gold, strata=strata))
    pooled = thresholds_of(held_out(rows, gold))
    assert all(first <= second for first, second in zip(alike.cutoffs, pooled.cutoffs, strict=True))
    assert alike.certain_from != pooled.certain_from
    wrong = thresholds_of(held_out(rows, gold, strata=strata, written=strata == "hard"))
    only = thresholds_of(held_out(rows[:5000], gold[:5000]))
    assert wrong.cutoffs == only.cutoffs
    assert wrong.temperatures == only.temperatures
    assert all(
        second is None or first <= second for first, second in zip(only.certain_from, wrong.certain_from, strict=True)
    )


def test_novelty_is_a_share_of_less_novel_rows():
    held = np.arange(1000) / 1000
    thresholds = thresholds_of(held_out(np.full((1000, 2), 0.5), np.arange(1000) % 2, held))
    assert novelty_rank(0.0, thresholds) == 0
    assert 0 < novelty_rank(0.005, thresholds) < 0.02
    assert novelty_rank(0.5, thresholds) == pytest.approx(0.5, abs=0.02)
    assert novelty_rank(2.0, thresholds) == 1


def test_thresholds_survive_json():
    made = thresholds_of(held_out(*drawn(50, 5), np.random.default_rng(0).random(50)))
    assert Thresholds.from_dict(json.loads(json.dumps(made.to_dict())), len(made.cutoffs)) == made
