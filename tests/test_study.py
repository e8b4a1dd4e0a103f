"""A whole study: two label, they agree and settle, train, estimate with settled labels, report and cite."""

import csv
import json
from functools import partial
from pathlib import Path

import pytest

from calling import call

ROOT = Path(__file__).parents[1]


run = partial(call, code=0)


@pytest.mark.slow
def test_from_labels_by_two_to_corrected_shares_and_a_report_to_cite(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = ROOT / "examples"
    first = run("label", texts, "--annotator", "Ann", "--terminal", input="4" * 200).stdout
    total = int(first.rsplit(" answered", 1)[0].rsplit(" of ", 1)[1])
    # Ben differs on three claims, one of them in the speaker alone.
    run("label", texts, "--annotator", "Ben", "--terminal", input="3sSomebody\n4" + "1" + "4" * (total - 3))
    run("merge", "-o", "team.csv")

    agreement = run("agree", "team.csv", "--format", "table", "--disagreements", "split.csv").stdout
    assert "speaker agreement" in agreement
    assert "Annotators disagree on 3" in agreement
    with Path("split.csv").open(newline="") as file:
        differs = [row["differs"] for row in csv.DictReader(file)]
    assert sorted(differs) == ["label", "label", "speaker"]

    settled = run("adjudicate", "team.csv", "--texts", texts, "--terminal", input="nread again\n4" * 3)
    assert "now run: stance merge adjudication -o gold.csv" in settled.stdout
    merged = run("merge", "adjudication", "-o", "gold.csv")
    assert "next: stance estimate TEXTS --labels TABLE-THAT-IT-SETTLES --labels gold.csv (shares)" in merged.stderr
    with Path("gold.csv").open(newline="") as file:
        settled_rows = list(csv.DictReader(file))
    assert [row["annotator"] for row in settled_rows] == ["gold"] * 3
    assert {row["sampling"] for row in settled_rows} == {"all"}

    digests = ROOT / "data/labeled/digests.csv"
    run("train", digests, "team.csv", "gold.csv", "--texts", ROOT / "data/raw", "--encoder", "none", "-o", "mine")

    untold = run("estimate", texts, "--labels", "team.csv", "-m", "mine", "-o", "unsettled.csv").stderr
    assert f"using {2 * total} labels" in untold
    assert "2 spans by the share of each label: annotators disagree, unsettled" in untold
    estimate = ("estimate", texts, "--labels", "team.csv", "--labels", "gold.csv", "--by", "voice", "-m", "mine")
    done = run(*estimate, "-o", "shares.jsonl")
    assert "of sources this bundle was trained on" in done.stderr
    shares = [json.loads(line) for line in Path("shares.jsonl").read_text().splitlines()]
    assert shares[0]["part"] == "all claims"
    overall = {row["label"]: row for row in shares if row["part"] == "all claims"}
    assert overall["none"]["labelled"] == overall["none"]["claims"] == total
    # Everything is labelled, and what was settled counts: all is `none`, without doubt.
    assert overall["none"]["low"] == overall["none"]["high"] == pytest.approx(1)

    run("report", texts, "-m", "mine", "-o", "report.html")
    page = Path("report.html").read_text()
    for part in ("@software{stance", "We split", "stance label TEXTS", "lite"):
        assert part in page
