import json

import numpy as np
import pytest

from model_data import QUESTION, claim
from stance.evaluate.metrics import calibration_error, trust_figures
from stance.records import ScoredClaim


def test_calibration_error_of_the_sure_and_right_is_zero_and_of_the_sure_and_wrong_is_one():
    sure = np.array([1.0, 1.0])
    assert calibration_error(sure, np.array([True, True])) == 0
    assert calibration_error(sure, np.array([False, False])) == 1
    assert calibration_error(sure, np.array([True, False])) == pytest.approx(0.5)


def scored(stance, top, chosen=None):
    rest = (1 - top) / 3
    row = tuple(top if label == stance else rest for label in QUESTION.labels)
    return ScoredClaim(claim=claim("x"), stance=stance, probabilities=row, prediction_set=chosen)


def test_the_error_falls_as_the_doubtful_are_set_aside():
    rows = [scored("yes", 0.9)] * 5 + [scored("no", 0.4)] * 5
    found = trust_figures(rows, ["yes"] * 10, QUESTION, [str(i) for i in range(10)])
    assert [row["error"] for row in found["risk_coverage"]] == [0, 0, 0, 0, 0, 0.1667, 0.2857, 0.375, 0.4444, 0.5]
    assert [(row["from"], row["spans"], row["right"]) for row in found["reliability"]] == [(0.4, 5, 0), (0.9, 5, 1)]
    assert found["ece"] == pytest.approx((0.4 * 5 + 0.1 * 5) / 10)
    assert "sets" not in found
    assert json.loads(json.dumps(found)) == found


def test_coverage_is_counted_by_label_with_intervals_over_clusters():
    rows = [scored("yes", 0.9, ("yes",)), scored("no", 0.5, ("yes", "no")), scored("no", 0.6, ("no",))] * 4
    gold = ["yes", "yes", "maybe"] * 4
    found = trust_figures(rows, gold, QUESTION, [str(i // 3) for i in range(12)])["sets"]
    covered = {name: (row["spans"], row["covered"]) for name, row in found["coverage"].items()}
    assert covered == {"all": (12, 0.6667), "yes": (8, 1), "maybe": (4, 0), "no": (0, None), "none": (0, None)}
    assert found["coverage"]["all"]["interval"] == [0.6667, 0.6667]
    assert (found["mean_size"], found["certain"]) == (1.3333, 0.6667)


def test_the_error_of_calibration_of_one_claim_is_its_gap():
    assert calibration_error(np.array([0.9]), np.array([False])) == pytest.approx(0.9)
