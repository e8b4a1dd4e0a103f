import numpy as np
import pytest

from stance.agreement import (
    agreement,
    alpha_nominal,
    alpha_ordinal,
    bootstrap,
    coincidence_table,
    collapse,
    kappa,
    percentile_interval,
    quadratic_kappa,
    resampling_weights,
)


def test_two_documents_are_enough_for_an_interval_and_one_is_not():
    alike, apart = np.array([[3.0, 0], [0, 1]]), np.array([[0.0, 2], [2, 0]])
    weights = np.array([[2, 0], [0, 2]])
    # Drawn twice each: all alike, then none; the ends lie a fortieth of the way in.
    assert bootstrap(np.stack([alike, apart]), agreement, weights) == pytest.approx((0.025, 0.975))
    assert bootstrap(alike[None], agreement, weights[:, :1]) is None


def test_an_interval_bears_one_undefined_draw_in_twenty_and_no_more():
    # Drawn alone, the document of a single label leaves kappa undefined, and the other one makes it nought.
    stack = np.array([[[4.0, 0], [0, 0]], [[1.0, 1], [1, 1]]])
    undefined, whole = [[1, 0]], [[0, 1]]
    assert bootstrap(stack, kappa, np.array(undefined + 19 * whole)) == (0, 0)
    assert bootstrap(stack, kappa, np.array(2 * undefined + 18 * whole)) is None
    assert bootstrap(stack, kappa, np.array(19 * undefined + whole)) is None


@pytest.mark.parametrize("coefficient", [agreement, kappa, quadratic_kappa, alpha_nominal, alpha_ordinal])
def test_many_tables_at_once_have_the_figure_each_has_alone(coefficient):
    units = np.random.default_rng(5).integers(0, 3, (2, 5, 7, 2))
    tables = np.array([[coincidence_table(table.tolist(), 3) for table in row] for row in units])
    if coefficient not in {alpha_nominal, alpha_ordinal}:  # theirs are of two annotators, each with rows or columns
        tables = tables + np.random.default_rng(6).integers(0, 4, (2, 5, 3, 3))
    together = coefficient(tables)
    assert together.shape == (2, 5)
    for place in np.ndindex(2, 5):
        assert together[place] == pytest.approx(float(coefficient(tables[place])))


@pytest.mark.parametrize(
    ("label", "twofold"), [(0, [[5, 1], [4, 25]]), (1, [[7, 5], [4, 19]]), (2, [[11, 6], [4, 14]])]
)
def test_a_table_is_collapsed_to_a_label_and_the_rest(label, twofold):
    table = np.array([[5.0, 1, 0], [1, 7, 4], [3, 3, 11]])
    assert collapse(table, label).tolist() == twofold
    assert collapse(np.stack([table.T, table]), label).tolist() == [np.transpose(twofold).tolist(), twofold]
    assert collapse(np.stack([[table], [table], [table], [table]]), label).shape == (4, 1, 2, 2)


def test_an_interval_stands_while_one_draw_in_twenty_is_undefined():
    nan = float("nan")
    assert percentile_interval([nan] + [0.25] * 19) == (0.25, 0.25)
    assert percentile_interval([nan, nan] + [0.25] * 18) is None
    assert percentile_interval([nan]) is None
    assert percentile_interval([]) is None
    assert percentile_interval(list(range(1001))) == (25, 975)


def test_documents_are_drawn_alike_at_every_run():
    assert (resampling_weights(7) == resampling_weights(7, seed=0)).all()
    assert (resampling_weights(7) != resampling_weights(7, seed=1)).any()


def test_two_codes_of_a_span_are_compared_and_one_is_not():
    assert coincidence_table([[0, 1], [1]], 2).tolist() == [[0, 1], [1, 0]]
