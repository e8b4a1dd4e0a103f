"""A table whose rows are claims comes back whole, with the scores beside its own columns."""

import csv
import io
import json
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from calling import call
from digest_model import QUESTION

TWEETS = (
    "author,text,stance\n"
    'Ida,"China and Russia are allies, I tell you.",favour\n'
    "Ole,,none\n"
    "=Jo,Beijing will never die for Moscow.,against\n"
)
SCORES = ["scored_stance", *(f"p_{label}" for label in QUESTION.labels), "prediction_set", "certain", "novelty"]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch, bundle):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STANCE_MODEL", str(bundle))
    Path("tweets.csv").write_text(TWEETS, encoding="utf-8")


run = partial(call, "score", "--rows", code=0)


def test_every_row_comes_back_with_its_own_columns_beside_the_scores():
    result = run("tweets.csv", "-o", "out.csv")
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8"), newline="")))
    assert list(rows[0]) == ["row", "author", "text", "stance", *SCORES]
    assert [row["row"] for row in rows] == ["2", "3", "4"]
    assert [row["stance"] for row in rows] == ["favour", "none", "against"]
    assert [bool(row["scored_stance"]) for row in rows] == [True, False, True]
    assert rows[0]["scored_stance"] in QUESTION.labels
    assert "tweets.csv: 1 row without text, and so without score: 3\n" in result.stderr
    assert "wrote out.csv: 2 of 3 rows scored" in result.stderr
    assert json.loads(Path("out.csv.meta.json").read_text("utf-8"))["passed_over"] == {"rows_without_text": [3]}


def test_a_row_is_scored_by_itself_whatever_stands_beside_it():
    both = [json.loads(line) for line in run("tweets.csv", "--format", "jsonl").stdout.splitlines()]
    Path("alone.jsonl").write_text(json.dumps({"id": 7, "text": both[2]["text"]}) + "\n", encoding="utf-8")
    (alone,) = [json.loads(line) for line in run("alone.jsonl", "--format", "jsonl").stdout.splitlines()]
    assert (alone["id"], "row" in alone) == (7, False)
    assert alone["p_none"] == both[2]["p_none"]


def test_a_table_that_was_scored_before_keeps_what_was_said_then():
    run("tweets.csv", "-o", "once.jsonl")
    once = [json.loads(line) for line in Path("once.jsonl").read_text("utf-8").splitlines()]
    marked = [row | {"scored_stance": "as it was", "p_none": -1} for row in once]
    Path("marked.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in marked), encoding="utf-8")
    again = [json.loads(line) for line in run("marked.jsonl", "--format", "jsonl").stdout.splitlines()]
    for name in ("author", "stance", "scored_stance", "p_none"):
        assert [row[name] for row in again] == [row[name] for row in marked]
    assert [row["scored_scored_stance"] for row in again] == [row["scored_stance"] for row in once]
    assert [row["scored_p_none"] for row in again] == [row["p_none"] for row in once]


def test_every_format_has_them():
    run("tweets.csv", "-o", "out.parquet")
    again = run("out.parquet", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["author"] for line in again] == ["Ida", "Ole", "=Jo"]
    Path("odd.csv").write_text("start,text\nnow,They are allies.\n", encoding="utf-8")
    run("odd.csv", "-o", "odd.parquet")
    assert pq.read_table("odd.parquet").column("start").to_pylist() == ["now"]
    assert pq.read_table("out.parquet").column("stance").to_pylist() == ["favour", "none", "against"]
    run("tweets.csv", "-o", "out.xlsx")
    again = run("out.xlsx", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["author"] for line in again] == ["Ida", "Ole", "=Jo"]
    assert "never die for Moscow" in run("tweets.csv", "--format", "table").stdout


def test_yes_and_no_read_the_same_in_every_format():
    Path("replies.jsonl").write_text(json.dumps({"text": "They are allies.", "verified": True}) + "\n", "utf-8")
    run("replies.jsonl", "-o", "out.csv")
    run("replies.jsonl", "-o", "out.parquet")
    assert [row["verified"] for row in csv.DictReader(Path("out.csv").read_text("utf-8").splitlines())] == ["true"]
    assert pq.read_table("out.parquet").column("verified").to_pylist() == ["true"]


def test_what_is_no_such_table_is_refused():
    assert "no column 'tweet' (there are: author, text, stance); name it with --column text=NAME" in (
        run("tweets.csv", "--column", "text=tweet", code=3).stderr
    )
    assert "--column date=... has no effect with --rows" in run("tweets.csv", "--column", "date=stance", code=2).stderr
    assert "--rows needs a table" in run("tweets.txt", code=2).stderr
    assert "--rows takes one table, not 2" in run("tweets.csv", "tweets.csv", code=2).stderr
    assert "--rows gives rows and no page" in run("tweets.csv", "-o", "out.html", code=2).stderr


def test_the_texts_may_stand_under_another_usual_name_which_is_told():
    Path("replies.csv").write_text("post,Comment\n1,They are allies.\n", encoding="utf-8")
    told = run("replies.csv", "--format", "jsonl")
    assert [json.loads(line)["Comment"] for line in told.stdout.splitlines()] == ["They are allies."]
    assert "replies.csv: scored are the texts under 'Comment' (--column text=NAME takes another)" in told.stderr


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--shards", "s", "-o", "x.csv"], "--output has no effect with --shards; leave out one of the two"),
        (["--shards", "s", "--rows"], "--rows has no effect with --shards"),
        (["--rows", "--explain"], "--explain has no effect with --rows"),
        (["--resume"], "--resume goes on with the shards of an earlier run; name their folder with --shards"),
    ],
)
def test_options_that_would_do_nothing_are_refused(options, why):
    assert why in call("score", "tweets.csv", *options, code=2).stderr
    assert not Path("s").exists()
