"""Agreement against published tables, against scikit-learn, and at its edges."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from typer.testing import CliRunner

from stance.agreement import alpha_nominal, coincidence_table, kappa, pair_table, quadratic_kappa
from stance.cli import app
from stance.errors import DataError
from stance.labelling.agreement import AgreementFigure, disagreements, measure
from stance.labelling.annotations import Annotations, add_model_scores, read_annotations
from stance.records import Question

# The worked examples A to C of "Computing Krippendorff's Alpha-Reliability" (2011); a dot is a missing code.
BINARY = {"Meg": "0100000010", "Owen": "1110010000"}
NOMINAL = {"Ben": "aabbdcccedda", "Gerry": "babbbccceddd"}
MISSING = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}


def annotations_of(coders: dict[str, str], labels: str, scale: str = "") -> Annotations:
    units = zip(*coders.values(), strict=True)
    spans = {
        ("essay", n, n + 1): {name: code for name, code in zip(coders, unit, strict=True) if code != "."}
        for n, unit in enumerate(units)
    }
    return Annotations(labels=tuple(labels), scale=tuple(scale), spans=spans)


def value(figures: list[AgreementFigure], measure_name: str, annotators: str = "all", label: str = "") -> float:
    found = [f for f in figures if (f.measure, f.annotators, f.label) == (measure_name, annotators, label)]
    assert len(found) == 1
    assert found[0].value is not None
    return found[0].value


@pytest.mark.parametrize(
    ("coders", "labels", "published"),
    [(BINARY, "01", 0.095), (NOMINAL, "abcde", 0.692), (MISSING, "12345", 0.743)],
)
def test_nominal_alpha_of_the_published_tables(coders, labels, published):
    assert value(measure(annotations_of(coders, labels)), "alpha_nominal") == pytest.approx(published, abs=5e-4)


def test_ordinal_alpha_of_the_published_table_with_missing_codes():
    figures = measure(annotations_of(MISSING, "12345", "12345"))
    assert value(figures, "alpha_ordinal") == pytest.approx(0.815, abs=5e-4)


def test_a_span_coded_once_adds_nothing():
    lone = {name: annotations + ("1" if name == "A" else ".") for name, annotations in MISSING.items()}
    with_lone, without = (measure(annotations_of(coders, "12345", "12345")) for coders in (lone, MISSING))
    assert with_lone == without


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40))
def test_kappas_are_those_of_scikit_learn(pairs):
    one, other = zip(*pairs, strict=True)
    table = pair_table(pairs, 4)
    if len({*one, *other}) == 1:
        assert math.isnan(kappa(table))
        return
    ours = [kappa(table), quadratic_kappa(table)]
    theirs = [cohen_kappa_score(one, other, labels=range(4), weights=weights) for weights in (None, "quadratic")]
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


@given(st.lists(st.lists(st.integers(0, 2), max_size=4), min_size=1, max_size=12))
def test_alpha_is_the_double_sum_of_its_definition(units):
    pairable = [unit for unit in units if len(unit) > 1]
    values = [code for unit in pairable for code in unit]
    within = sum(
        (a != b) / (len(unit) - 1)
        for unit in pairable
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    among = sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    alpha = alpha_nominal(coincidence_table(units, 3))
    if among == 0:
        assert math.isnan(alpha)
    else:
        assert alpha == pytest.approx(1 - (within / len(values)) / (among / (len(values) * (len(values) - 1))))


def test_ordered_measures_leave_out_annotations_off_the_scale():
    annotations = annotations_of({"A": "123n2", "B": "1232n"}, "123n", "123")
    figures = {(f.measure, f.annotators): f for f in measure(annotations) if not f.label}
    assert figures["quadratic_kappa", "A ~ B"].spans == 3
    assert figures["quadratic_kappa", "A ~ B"].value == 1
    assert figures["kappa", "A ~ B"].spans == 5
    assert figures["alpha_ordinal", "all"].value == 1


def test_label_by_label_is_the_label_against_the_rest():
    annotations = annotations_of({"A": "aabbc", "B": "aacbc"}, "abc")
    merged = annotations_of({"A": "aaxxx", "B": "aaxxx"}, "ax")
    assert value(measure(annotations), "alpha_nominal", label="a") == value(measure(merged), "alpha_nominal") == 1
    assert value(measure(annotations), "kappa", "A ~ B", "b") == pytest.approx(
        cohen_kappa_score(list("00110"), list("00010"))
    )


def test_gold_and_model_are_no_annotators_but_are_compared():
    coders = {"A": "aabb", "B": "aabb", "gold": "bbaa", "model:lite": "bbab"}
    figures = measure(annotations_of(coders, "ab"))
    assert value(figures, "alpha_nominal") == 1
    assert value(figures, "kappa", "A ~ gold") == -1
    assert {f.annotators for f in figures} >= {"A ~ model:lite", "gold ~ model:lite"}


def test_one_annotator_and_a_model_have_no_overall_figure():
    figures = measure(annotations_of({"A": "aabb", "model:lite": "aabb"}, "ab"))
    assert {f.annotators for f in figures} == {"A ~ model:lite"}


def test_a_single_label_leaves_kappa_undefined_and_agreement_whole():
    figures = measure(annotations_of({"A": "aaa", "B": "aaa"}, "ab"))
    assert [f.value for f in figures if f.measure == "alpha_nominal"] == [None] * 4
    assert value(figures, "agreement") == 1


def spread(documents: int) -> Annotations:
    spans = {
        (f"d{d}", n, n + 1): {"A": "ab"[(d * n) % 2], "B": "ab"[(d * n) % 2 ^ (n < d % 5)]}
        for d in range(documents)
        for n in range(5 + d)
    }
    return Annotations(labels=("a", "b"), scale=(), spans=spans)


def test_the_interval_holds_the_value_and_one_document_has_none():
    figure = measure(spread(30))[0]
    assert figure.low is not None
    assert figure.high is not None
    assert figure.value is not None
    assert figure.low < figure.value < figure.high
    assert measure(annotations_of(NOMINAL, "abcde"))[0].low is None


def test_the_interval_is_by_document_and_by_seed():
    one, same, other = measure(spread(12)), measure(spread(12)), measure(spread(12), seed=1)
    assert one == same
    assert [f.value for f in one] == [f.value for f in other]
    assert one != other


def test_nothing_to_compare_is_said():
    with pytest.raises(DataError, match="no span is coded by two annotators"):
        measure(annotations_of({"A": "ab"}, "ab"))


QUESTION = Question(id="q", text="?", labels=("yes", "perhaps", "no", "none"), none_label="none")


def write(path: Path, rows: list[tuple[object, ...]], header: str = "document,start,end,label,annotator") -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def test_tables_are_read_together_and_doubled_rows_count_once(tmp_path):
    ours = write(tmp_path / "a.csv", [("d", 0, 5, "yes", "A"), ("d", 6, 9, "", "A")])
    theirs = write(tmp_path / "b.csv", [("d", 0, 5, "no", "B"), ("d", 6, 9, "no", "B"), ("d", 0, 5, "yes", "A")])
    annotations = read_annotations([ours, theirs], QUESTION)
    assert annotations.spans == {("d", 0, 5): {"A": "yes", "B": "no"}, ("d", 6, 9): {"B": "no"}}
    (row,) = disagreements(annotations)
    place = {"document": "d", "start": 0, "end": 5, "differs": "label"}
    assert row == place | {"text": "", "speakers": "", "A": "yes", "B": "no"}


def test_every_fault_of_a_table_is_named(tmp_path):
    rows = [("d", 0, 5, "yes", "A"), ("d", 0, 5, "no", "A"), ("d", 9, 2, "no", "A"), ("d", 0, 1, "maybe", "A")]
    table = write(tmp_path / "t.csv", [*rows, ("d", 3, 4, "no", ""), ("", 3, 4, "no", "A")])
    with pytest.raises(DataError) as caught:
        read_annotations([table], QUESTION)
    assert str(caught.value).splitlines() == [
        f"{table}, row 3: 'A' labelled d 0-5 both 'yes' and 'no'; keep one",
        f"{table}, row 4: start '9' and end '2' must be whole numbers, the start before the end",
        f"{table}, row 5: label 'maybe' is not one of yes, perhaps, no, none",
        f"{table}, row 6: no annotator; say whose label of which text it is",
        f"{table}, row 7: no document; say whose label of which text it is",
    ]


def test_missing_columns_are_named(tmp_path):
    table = write(tmp_path / "t.csv", [("d", 0, 5, "yes")], "document,start,end,label")
    with pytest.raises(
        DataError, match=r"document,start,end,label,annotator or text,label,annotator; it has document,start,end,label$"
    ):
        read_annotations([table], None)


def test_a_table_with_a_column_an_annotator_is_told_what_to_make_of_it(tmp_path):
    table = write(tmp_path / "t.csv", [("One.", "yes", "no")], "text,coder1,coder2")
    with pytest.raises(
        DataError, match=r"it has text,coder1,coder2; of a column an annotator make a row a label \(in pa"
    ):
        read_annotations([table], None)


def test_the_model_joins_by_position(tmp_path):
    table = write(tmp_path / "t.csv", [("d", 0, 5, "yes", "A"), ("d", 6, 9, "no", "A")])
    scores = tmp_path / "run7.jsonl"
    rows = [{"document": "d", "start": s, "end": s + 5, "stance": "yes"} for s in (0, 40)]
    scores.write_text("\n".join(map(json.dumps, rows)))
    annotations, matched = add_model_scores(read_annotations([table], QUESTION), scores)
    assert matched == 1
    assert annotations.spans["d", 0, 5] == {"A": "yes", "model:run7": "yes"}
    assert "model:run7" not in annotations.spans["d", 6, 9]


@pytest.fixture
def in_tmp(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_figures_and_disagreements(in_tmp):
    write(in_tmp / "t.csv", [("d", n, n + 1, "ab"[n % 2], name) for name in "AB" for n in range(4)])
    write(in_tmp / "u.csv", [("d", 9, 12, "a", "A"), ("d", 9, 12, "b", "B")])
    args = ["agree", "t.csv", "u.csv", "--format", "jsonl", "--disagreements", "split.csv"]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows[0] == {
        "measure": "alpha_nominal",
        "annotators": "all",
        "label": "",
        "value": pytest.approx(1 - 0.2 * 9 / (2 * 25 / 10), abs=1e-6),
        "low": None,
        "high": None,
        "spans": 5,
        "documents": 1,
    }
    assert (in_tmp / "split.csv").read_text() == ("document,start,end,differs,text,speakers,A,B\nd,9,12,label,,,a,b\n")


def test_the_table_for_eyes_has_three_decimals(in_tmp):
    write(in_tmp / "t.csv", [("d", n, n + 1, "ab"[n % 2], name) for name in "AB" for n in range(4)])
    result = CliRunner().invoke(app, ["agree", "t.csv", "--format", "table"])
    assert "alpha nominal" in result.stdout
    assert "1.000" in result.stdout
    assert "Annotators disagree on 0 of 4 spans" in result.stdout


def test_a_fault_ends_with_its_code(in_tmp):
    assert CliRunner().invoke(app, ["agree", "absent.csv"]).exit_code == 3
    assert CliRunner().invoke(app, ["agree"]).exit_code == 2


def test_agree_stays_light(in_tmp):
    import subprocess
    import sys

    write(in_tmp / "t.csv", [("d", 0, 5, "a", "A"), ("d", 0, 5, "b", "B")])
    program = (
        "import sys\nfrom typer.testing import CliRunner\nfrom stance.cli import app\n"
        "assert CliRunner().invoke(app, ['agree', 't.csv']).exit_code == 0\n"
        "sys.exit(bool({'spacy', 'sklearn', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_model_that_was_trained_on_these_labels_is_no_measure_and_that_is_said(tmp_path, bundle):
    seen = json.loads((bundle / "model.json").read_text("utf-8"))["trained_on"]["group_names"][0]
    for name, warned in ((seen, "scored by a bundle that was trained on 1 of these sources"), ("new", "")):
        table, scores = tmp_path / "t.csv", tmp_path / "s.jsonl"
        rows = [
            f"{name},{start},{start + 1},{label},{who}" for start, label in ((0, "none"), (2, "exists")) for who in "AB"
        ]
        table.write_text("\n".join(["document,start,end,label,annotator", *rows]))
        spans = [{"document": name, "start": start, "end": start + 1, "stance": "none"} for start in (0, 2)]
        scores.write_text("".join(json.dumps(span) + "\n" for span in spans))
        scores.with_name("s.jsonl.meta.json").write_text(json.dumps({"bundle": {"path": str(bundle)}}))
        done = CliRunner().invoke(app, ["agree", str(table), "--model-scores", str(scores), "--format", "jsonl"])
        assert done.exit_code == 0, done.output
        assert ("trained on" in done.stderr) == bool(warned)
        assert warned in done.stderr
