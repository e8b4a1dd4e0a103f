import pytest
from sklearn.metrics import cohen_kappa_score

from model_data import QUESTION, labelled_claims
from stance.evaluate.cross_validation import Setup, out_of_fold
from stance.evaluate.run import MODEL, agreement_figures


@pytest.fixture(scope="module")
def rows():
    return labelled_claims(6)


@pytest.fixture(scope="module")
def evaluated(rows):
    return out_of_fold(rows, Setup(question=QUESTION))


def table(path, rows, coders):
    """A table in which each coder labels every row, the second always as the first label but one in three."""
    lines = [
        f"{row.document},{row.start},{row.end},{'none' if number and i % 3 == 0 else row.label},{coder}"
        for number, coder in enumerate(coders)
        for i, row in enumerate(rows)
    ]
    path.write_text("document,start,end,label,annotator\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_the_model_stands_beside_the_people_with_its_unseen_labels(rows, evaluated, tmp_path):
    path = table(tmp_path / "twice.csv", rows, ["Ada", "Ben"])
    found = agreement_figures([path], rows, evaluated)["twice"]
    assert found[0]["annotators"] == "all"  # overall figures are of people alone
    value = {(row["annotators"], row["measure"]): row["value"] for row in found if not row["label"]}
    gold = [row.label for row in rows]
    ben = ["none" if i % 3 == 0 else label for i, label in enumerate(gold)]
    assert value["Ada ~ Ben", "kappa"] == pytest.approx(cohen_kappa_score(gold, ben), abs=1e-6)
    assert value[f"Ada ~ {MODEL}", "kappa"] == pytest.approx(cohen_kappa_score(gold, evaluated.stances), abs=1e-6)
    assert value[f"Ben ~ {MODEL}", "kappa"] == pytest.approx(cohen_kappa_score(ben, evaluated.stances), abs=1e-6)


def test_tables_of_one_coder_or_of_none_have_no_matrix(rows, evaluated, tmp_path):
    alone = table(tmp_path / "alone.csv", rows, ["Ada"])
    bare = tmp_path / "bare.csv"
    bare.write_text("text,label\nThe moon is up,none\n", encoding="utf-8")
    assert agreement_figures([alone, bare], rows, evaluated) == {}
