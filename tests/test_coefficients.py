import numpy as np
import pytest

from stance.labelling.coefficients import agreement, bootstrap


def test_two_documents_are_enough_for_an_interval_and_one_is_not():
    alike, apart = np.array([[3.0, 0], [0, 1]]), np.array([[0.0, 2], [2, 0]])
    weights = np.array([[2, 0], [0, 2]])
    # Drawn twice each: all alike, then none; the ends lie a fortieth of the way in.
    assert bootstrap(np.stack([alike, apart]), agreement, weights) == pytest.approx((0.025, 0.975))
    assert bootstrap(alike[None], agreement, weights[:, :1]) is None
