import json
import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, confusion_matrix, f1_score

from model_data import QUESTION, claim
from stance.evaluate.metrics import (
    cluster_interval,
    exact_figures,
    figures,
    match_claims,
    matched_stances,
    measure,
    rounded_interval,
)
from stance.records import LabelledClaim, Question, ScoredClaim, scored_row

LABELS = QUESTION.labels
SCRIPT = Path(__file__).parents[1].parent / "shared" / "bench" / "score_units.py"
PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=2, max_size=40)


@given(PAIRS)
def test_agrees_with_scikit_learn(pairs):
    gold, given_ = map(list, zip(*pairs, strict=True))
    found = measure(gold, given_, QUESTION)
    per_label = f1_score(gold, given_, average=None, labels=list(LABELS), zero_division=0)
    assert list(found["f1"].values()) == pytest.approx(per_label, abs=1e-4)
    assert found["macro_f1"] == pytest.approx(per_label.mean(), abs=2e-4)
    bearing = f1_score([g != "none" for g in gold], [p != "none" for p in given_], zero_division=0)
    assert found["f1_bearing"] == pytest.approx(bearing, abs=1e-4)
    assert [list(row.values()) for row in found["confusion"].values()] == confusion_matrix(
        gold, given_, labels=list(LABELS)
    ).tolist()
    if len(set(gold) | set(given_)) > 1:
        assert found["kappa"] == pytest.approx(cohen_kappa_score(gold, given_), abs=1e-4)
    both = [(g, p) for g, p in pairs if "none" not in (g, p)]
    assert found["on_scale"] == len(both)
    if len({label for pair in both for label in pair}) > 1:
        codes = [[("yes", "maybe", "no").index(label) for label in side] for side in zip(*both, strict=True)]
        expected = cohen_kappa_score(*codes, weights="quadratic", labels=[0, 1, 2])
        assert found["quadratic_kappa"] == pytest.approx(expected, abs=1e-4)


def test_swaps_are_counted_over_the_ends_of_the_scale():
    found = measure(["yes", "yes", "no", "no", "maybe"], ["no", "yes", "maybe", "yes", "no"], QUESTION)
    assert (found["swapped"], found["at_the_ends"]) == (0.5, 4)


def test_what_is_not_defined_is_null_and_all_of_it_is_json():
    found = measure(["none", "none"], ["none", "none"], QUESTION, clusters=["a", "b"])
    assert (found["kappa"], found["quadratic_kappa"], found["swapped"]) == (None, None, None)
    assert json.loads(json.dumps(found)) == found


def test_without_a_none_label_all_labels_are_on_the_scale():
    question = Question(id="q", text="t", labels=("high", "low"))
    found = measure(["high", "low"], ["high", "high"], question)
    assert (found["on_scale"], found["f1_bearing"], found["swapped"]) == (2, None, 0.5)


def test_intervals_hold_the_figure_and_widen_when_rows_cluster():
    rng = np.random.default_rng(1)
    right = rng.random(200) < 0.7
    gold = list(rng.choice(LABELS, 200))
    given_ = [g if ok else LABELS[(LABELS.index(g) + 1) % 4] for g, ok in zip(gold, right, strict=True)]
    order = sorted(range(200), key=lambda i: right[i])
    gold, given_ = [gold[i] for i in order], [given_[i] for i in order]
    alone = measure(gold, given_, QUESTION, clusters=[str(i) for i in range(200)])
    together = measure(gold, given_, QUESTION, clusters=[str(i // 20) for i in range(200)])
    for found in (alone, together):
        low, high = found["intervals"]["kappa"]
        assert low < found["kappa"] < high
    width = [high - low for low, high in (alone["intervals"]["kappa"], together["intervals"]["kappa"])]
    assert width[1] > 1.5 * width[0]
    assert together == measure(gold, given_, QUESTION, clusters=[str(i // 20) for i in range(200)])


def scored(start, end, stance, document="d"):
    return ScoredClaim(
        claim=claim("x" * (end - start), document=document, start=start), stance=stance, probabilities=(0.25,) * 4
    )


def span(start, end, label="yes", document="d"):
    return LabelledClaim(text="x" * (end - start), label=label, group="g", document=document, start=start, end=end)


def test_a_span_takes_the_claim_that_overlaps_it_best():
    claims = [scored(0, 10, "yes"), scored(8, 30, "no"), scored(30, 40, "maybe"), scored(12, 14, "none", "other")]
    found = match_claims([span(0, 12), span(9, 29), span(50, 60), span(10, 30)], claims)
    assert [row.stance if row else None for row in found] == ["yes", "no", None, "no"]


def test_the_earlier_claim_wins_a_tie_and_touching_is_no_overlap():
    claims = [scored(0, 10, "yes"), scored(10, 20, "no")]
    assert matched_stances([span(5, 15), span(20, 30)], claims, QUESTION) == ["yes", "none"]


def test_missed_spans_need_a_label_for_none():
    question = Question(id="q", text="t", labels=("high", "low"))
    with pytest.raises(ValueError, match="question 'q' has no none_label"):
        matched_stances([span(0, 5, "high")], [], question)


@pytest.mark.skipif(not SCRIPT.is_file(), reason="../shared is not at hand")
def test_agrees_with_the_scoring_script_on_spans_of_other_extent(tmp_path, monkeypatch, capsys):
    rng = np.random.default_rng(3)
    question = Question(id="q", text="t", labels=("exists", "possible", "unlikely", "none"), none_label="none")
    gold = [span(at, at + 10, str(rng.choice(question.labels))) for at in range(0, 900, 11)]
    starts = sorted(map(int, rng.integers(0, 900, 60)))
    claims = [scored(at, at + int(rng.integers(3, 40)), str(rng.choice(question.labels))) for at in starts]
    rows = ["document,start,end,speaker,label", *(f"d,{row.start},{row.end},AUTHOR,{row.label}" for row in gold)]
    (tmp_path / "gold.csv").write_text("\n".join(rows))
    (tmp_path / "claims.jsonl").write_text("".join(f"{json.dumps(scored_row(row, question))}\n" for row in claims))
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(tmp_path / "gold.csv"), str(tmp_path / "claims.jsonl")])
    runpy.run_path(str(SCRIPT), run_name="__main__")
    theirs = json.loads(capsys.readouterr().out)
    ours = measure([row.label for row in gold], matched_stances(gold, claims, question), question)
    assert {key: ours[key] for key in ("spans", "macro_f1", "kappa", "f1_bearing", "swapped")} == {
        key: theirs[key] for key in ("spans", "macro_f1", "kappa", "f1_bearing", "swapped")
    }
    assert ours["f1"] == {label: theirs[f"f1_{label}"] for label in question.labels}


def test_of_two_clusters_the_interval_reaches_from_the_one_to_the_other():
    # A quarter of all draws holds one of them twice, so that both ends are figures of one cluster alone.
    gold = ["yes", "maybe", "no", "none", "yes", "maybe", "no", "none"]
    given_ = ["yes", "maybe", "no", "none", "no", "maybe", "none", "none"]
    clusters = ["a"] * 4 + ["b"] * 4
    found = measure(gold, given_, QUESTION, clusters=clusters)
    assert found["clusters"] == 2
    alone = [measure(gold[rows], given_[rows], QUESTION) for rows in (slice(0, 4), slice(4, 8))]
    for name in ("macro_f1", "kappa", "quadratic_kappa", "f1_bearing", "swapped"):
        values = [figures[name] for figures in alone]
        assert found["intervals"][name] == [min(values), max(values)], name
    for label in LABELS:
        values = [figures["f1"][label] for figures in alone]
        assert found["intervals"]["f1"][label] == [min(values), max(values)], label
    parts, wholes = np.array([1.0, 0, 0, 1, 1, 1, 1, 0]), np.array([1.0, 1, 1, 1, 1, 1, 1, 0])
    assert cluster_interval(parts, wholes, clusters) == [0.5, 1.0]


def test_a_label_may_have_the_name_of_a_figure():
    question = Question(id="q", text="t", labels=("kappa", "swapped"))
    gold, predicted = ["kappa", "swapped"] * 4, ["kappa", "swapped"] * 3 + ["swapped", "swapped"]
    found = measure(gold, predicted, question, clusters=list("aabbccdd"))
    usual = measure(
        [f"_{label}" for label in gold],
        [f"_{label}" for label in predicted],
        Question(id="q", text="t", labels=("_kappa", "_swapped")),
        clusters=list("aabbccdd"),
    )
    assert {**found["intervals"], "f1": None} == {**usual["intervals"], "f1": None}


def test_draws_are_the_same_each_time_and_there_are_a_thousand():
    rng = np.random.default_rng(7)
    gold, given_ = list(rng.choice(LABELS, 60)), list(rng.choice(LABELS, 60))
    clusters = [str(i % 12) for i in range(60)]
    assert measure(gold, given_, QUESTION, clusters=clusters) == measure(gold, given_, QUESTION, clusters=clusters)
    weights = np.random.default_rng(0).multinomial(12, np.full(12, 1 / 12), size=1000)
    right = np.array([g == p for g, p in zip(gold, given_, strict=True)], dtype=float)
    # Numbers of clusters sort as text, "10" before "2".
    order = [int(name) for name in sorted(map(str, range(12)))]
    ratios = weights @ np.array([right[i::12].sum() for i in order]) / (weights * 5).sum(axis=1)
    low, high = np.percentile(ratios, [2.5, 97.5])
    assert cluster_interval(right, np.ones(60), clusters) == pytest.approx([low, high], abs=1e-4)


def test_the_interval_of_a_ratio_needs_two_clusters_and_something_to_count():
    one, none = np.ones(4), np.zeros(4)
    assert cluster_interval(one, one, ["a"] * 4) is None
    assert cluster_interval(none, none, list("abcd")) is None
    assert cluster_interval(np.array([]), np.array([]), []) is None
    # Draws without anything to count are passed over: what is left is all right.
    assert cluster_interval(np.array([1.0, 0]), np.array([1.0, 0]), ["a", "b"]) == [1.0, 1.0]
    assert "intervals" not in measure(["yes"], ["yes"], QUESTION, clusters=["a"])
    assert "clusters" not in measure(["yes"], ["yes"], QUESTION)


def test_an_interval_is_given_to_four_decimals():
    assert rounded_interval(np.array([1 / 3])) == [0.3333, 0.3333]


def test_figures_of_a_table_worked_out_by_hand():
    # By hand 3 yes, 1 maybe, 3 no, 4 none, a row each; the columns are what was predicted.
    table = np.array([[2.0, 0, 1, 0], [0, 1, 0, 0], [2, 0, 0, 1], [0, 1, 0, 3]])
    found = figures(table, QUESTION)
    assert found["spans"] == 11
    assert found["f1"] == {"yes": 0.5714, "maybe": 0.6667, "no": 0.0, "none": 0.75}
    assert found["macro_f1"] == 0.497
    # Agreement 6/11; by chance (3·4 + 1·2 + 3·1 + 4·4) / 121 = 33/121.
    assert found["kappa"] == round((6 / 11 - 33 / 121) / (1 - 33 / 121), 4)
    # On the scale 6 spans, three of them two steps off: 12; by chance (3·1 + 3·1·4 + 1·4 + 1·1 + 2·4·4 + 2·1) / 6 = 9.
    assert (found["on_scale"], found["quadratic_kappa"]) == (6, round(1 - 12 / 9, 4))
    # 6 of 7 that bear one are said to, of 7 said to.
    assert found["f1_bearing"] == round(2 * 6 / (7 + 7), 4)
    assert (found["swapped"], found["at_the_ends"]) == (0.5, 6)
    exact = exact_figures(table, QUESTION)
    assert exact["f1"]["yes"] == pytest.approx(4 / 7, abs=1e-12)
    assert exact["kappa"] == pytest.approx((6 / 11 - 33 / 121) / (1 - 33 / 121), abs=1e-12)


def test_no_spans_at_all_have_no_figures():
    found = figures(np.zeros((4, 4)), QUESTION)
    assert (found["spans"], found["macro_f1"], found["f1_bearing"]) == (0, 0.0, 0.0)
    assert (found["kappa"], found["quadratic_kappa"], found["swapped"], found["at_the_ends"]) == (None, None, None, 0)


def test_best_is_overlap_over_union_not_the_longest_overlap():
    long, close = scored(0, 100, "no"), scored(4, 12, "yes")
    assert matched_stances([span(0, 12)], [long, close], QUESTION) == ["yes"]
    assert matched_stances([span(0, 60)], [close, long], QUESTION) == ["no"]
    # 10 of 20 beats 10 of 21: the union counts both spans once.
    assert matched_stances([span(10, 20)], [scored(9, 30, "no"), scored(10, 30, "yes")], QUESTION) == ["yes"]
    assert matched_stances([span(10, 20)], [scored(19, 40, "maybe")], QUESTION) == ["maybe"]


def test_a_row_without_a_place_matches_nothing():
    row = LabelledClaim(text="x", label="yes", group="g", document="d")
    assert match_claims([row], [scored(0, 1, "yes")]) == [None]
