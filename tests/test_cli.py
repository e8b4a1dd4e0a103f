"""The command line: each command once well, each kind of fault with its exit code and its exact words."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from calling import call
from digest_model import LABELS, QUESTION, ROOT, edit_manifest
from stance.records import CLAIM_FIELDS, scored_columns

TALK = (
    "China and Russia are allies in all but name, said Ilse Marqvist, a historian. I do not believe it. "
    "Moscow and Beijing distrust each other too much for that.\n"
)
ASIDE = "Russia sells gas to many neighbours.\n"
SHIPPED_QUESTION = ROOT / "data/labeled/question.toml"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch, bundle):
    """Work in an empty folder with the small bundle."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STANCE_MODEL", str(bundle))


USUAL = re.compile(
    r"^stance: (.*\(\d+ s\)$|.* \d[\d.]*/s(, about \d+ s left)?$|model \S+ [0-9a-f]{12}, "
    r"|(wrote .*: )?\d+ documents?, \d+ claims?).*\n",
    re.MULTILINE,
)
"""What a run says in any case: which model answers, at the end what it came to, and what takes long."""


def remarks(result):
    """What a run says beyond that."""
    return USUAL.sub("", result.stderr)


def write(name, text):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def refused(code, *words):
    """What a call that ends with this exit code says; it puts nothing on standard output."""
    result = call(*words, code=code)
    assert result.stdout == ""
    return remarks(result)


def rows_of(text):
    return [json.loads(line) for line in text.splitlines()]


# Each command once well.


def test_claims_are_json_lines_in_a_pipe():
    result = call("claims", write("talk.txt", TALK))
    assert (result.exit_code, remarks(result)) == (0, "")
    rows = rows_of(result.stdout)
    assert [tuple(row) for row in rows] == [CLAIM_FIELDS] * len(rows)
    assert {row["document"] for row in rows} == {"talk"}
    assert {"Ilse Marqvist", "AUTHOR"} <= {row["speaker"] for row in rows}
    assert all(TALK[row["start"] : row["end"]] == row["text"] for row in rows)


def test_scores_are_the_claims_with_a_stance_and_its_probabilities():
    write("talk.txt", TALK)
    result = call("score", "talk.txt")
    assert (result.exit_code, remarks(result)) == (0, "")
    rows = rows_of(result.stdout)
    assert [tuple(row) for row in rows] == [scored_columns(QUESTION)] * len(rows)
    assert [{name: row[name] for name in CLAIM_FIELDS} for row in rows] == rows_of(call("claims", "talk.txt").stdout)
    assert all(row["stance"] in QUESTION.labels for row in rows)


@pytest.mark.parametrize("command", ["claims", "score"])
def test_every_format_holds_the_same_claims(command):
    write("talk.txt", TALK)
    wanted = rows_of(call(command, "talk.txt", "--format", "jsonl").stdout)
    table = list(csv.DictReader(io.StringIO(call(command, "talk.txt", "--format", "csv").stdout, newline="")))
    assert [(row["start"], row["text"]) for row in table] == [(str(row["start"]), row["text"]) for row in wanted]
    assert list(table[0]) == list(wanted[0])
    binary = call(command, "talk.txt", "--format", "parquet").stdout_bytes
    assert pq.read_table(io.BytesIO(binary)).to_pylist() == wanted
    book = load_workbook(io.BytesIO(call(command, "talk.txt", "--format", "xlsx").stdout_bytes)).active
    header, *cells = book.iter_rows(values_only=True)
    assert list(header) == list(wanted[0])
    assert [row[header.index("text")] for row in cells] == [row["text"] for row in wanted]
    shown = call(command, "talk.txt", "--format", "table").stdout
    assert "Ilse Marqvist" in shown
    words = "".join(shown.split())  # a folded name or claim stands over several lines
    assert f"{wanted[0]['start']}-{wanted[0]['end']}" in words
    assert "…" not in shown


def test_a_format_that_is_none_is_one_line_with_what_was_meant():
    told = refused(2, "score", write("talk.txt", TALK), "--format", "tabel")
    assert told == (
        "stance: --format tabel: not one of table, jsonl, csv, csv-safe, parquet, xlsx, html, md; did you mean table?\n"
    )


def test_the_table_of_scores_ends_with_the_sums_by_speaker_and_by_document():
    write("talk.txt", TALK)
    write("sources.csv", "document,authors\ntalk,Odd Grieg\n")
    shown = call("score", "talk.txt", "--format", "table").stdout
    sums = shown[shown.rindex("distrust") :]
    assert "Odd Grieg" in sums
    assert "Ilse Marqvist" in sums
    assert sums.index("Odd Grieg") < sums.rindex("talk")


def test_an_explained_table_names_the_rule_of_every_speaker():
    write("talk.txt", TALK)
    row = rows_of(call("claims", "talk.txt").stdout)[0]
    shown = call("claims", "talk.txt", "--format", "table", "--explain").stdout
    assert f"{row['form']} · " in shown
    assert "own · own voice" in shown


@pytest.mark.parametrize(("suffix", "kind"), [(".csv", "csv"), (".jsonl", "jsonl"), (".CSV", "csv"), ("", "jsonl")])
def test_the_outputs_suffix_names_the_format(suffix, kind):
    write("talk.txt", TALK)
    result = call("claims", "talk.txt", "-o", f"out{suffix}")
    assert (result.exit_code, result.stdout, remarks(result)) == (0, "", "")
    assert Path(f"out{suffix}").read_text("utf-8") == call("claims", "talk.txt", "--format", kind).stdout


def test_parquet_and_tables_go_to_files_too():
    write("talk.txt", TALK)
    assert call("score", "talk.txt", "-o", "out.parquet").exit_code == 0
    assert tuple(pq.read_table("out.parquet").column_names) == scored_columns(QUESTION)
    assert call("score", "talk.txt", "-o", "out.table").exit_code == 0
    assert "Ilse Marqvist" in Path("out.table").read_text("utf-8")


def test_standard_input_is_a_document():
    result = call("claims", "-", input=TALK)
    assert (result.exit_code, remarks(result)) == (0, "")
    write("talk.txt", TALK)
    named = [row | {"document": "stdin"} for row in rows_of(call("claims", "talk.txt").stdout)]
    assert rows_of(result.stdout) == named


def test_rows_of_json_lines_and_folders_are_documents():
    write("in/rows.JSONL", json.dumps({"id": "r1", "text": TALK}) + "\n" + json.dumps({"id": "r2", "text": TALK}))
    write("in/talk.txt", TALK)
    result = call("claims", "in")
    assert (result.exit_code, remarks(result)) == (0, "")
    assert list(dict.fromkeys(row["document"] for row in rows_of(result.stdout))) == ["r1", "r2", "talk"]


@pytest.mark.parametrize(("name", "opening"), [("out.html", "<!doctype html>"), ("out.md", "#"), ("out.HTML", "<!")])
def test_a_report_is_a_page_or_markdown(name, opening):
    write("talk.txt", TALK)
    result = call("report", "talk.txt", "-o", name)
    assert (result.exit_code, result.stdout, remarks(result)) == (0, "", "")
    page = Path(name).read_text("utf-8")
    assert page.startswith(opening)
    assert "Ilse Marqvist" in page


@pytest.mark.parametrize("kind", ["html", "md"])
def test_scores_as_a_page_are_the_report(kind):
    write("talk.txt", TALK)
    assert call("report", "talk.txt", "-o", f"report.{kind}").exit_code == 0
    page = Path(f"report.{kind}").read_text("utf-8")
    assert call("score", "talk.txt", "-o", f"score.{kind}").exit_code == 0
    assert Path(f"score.{kind}").read_text("utf-8") == page
    assert call("score", "talk.txt", "--format", kind).stdout == page
    assert call("report", "talk.txt", "--format", kind).stdout == page


def test_the_figures_of_a_report_are_rows_too():
    write("talk.txt", TALK)
    assert call("report", "talk.txt", "-o", "out.jsonl").exit_code == 0
    rows = rows_of(Path("out.jsonl").read_text("utf-8"))
    assert rows[0]["kind"] == "total"
    assert rows[0]["claims"] == len(rows_of(call("score", "talk.txt").stdout))
    assert {"Ilse Marqvist"} < {row["name"] for row in rows if row["kind"] == "speaker"}
    table = list(csv.DictReader(io.StringIO(call("report", "talk.txt", "--format", "csv").stdout, newline="")))
    assert list(table[0]) == list(rows[0])
    assert [(row["name"], row["claims"]) for row in table] == [(row["name"], str(row["claims"])) for row in rows]
    assert call("report", "talk.txt", "--format", "csv", "-o", "odd.txt").exit_code == 0
    assert len(Path("odd.txt").read_text("utf-8").splitlines()) == len(rows) + 1


def test_a_trained_bundle_verifies_and_scores():
    write("q.toml", SHIPPED_QUESTION.read_bytes())
    write("mine.csv", LABELS)
    trained = call("train", "mine.csv", "--question", "q.toml", "-o", "new/bundle")
    assert trained.exit_code == 0
    assert "stance: using 24 labels\n" in trained.stderr
    assert "24" in trained.stdout
    verified = call("verify", "-m", "new/bundle")
    assert verified.exit_code == 0
    assert verified.stdout == "new/bundle: 24 golden claims score as they did\n"
    scores = rows_of(call("score", write("talk.txt", TALK), "-m", "new/bundle").stdout)
    assert {row["speaker"] for row in scores} >= {"Ilse Marqvist", "AUTHOR"}


def test_an_evaluation_writes_its_figures_and_predictions_and_fills_the_card():
    write("q.toml", SHIPPED_QUESTION.read_bytes())
    write("mine.csv", LABELS)
    call("train", "mine.csv", "--question", "q.toml", "-o", "bundle")
    words = ["--question", "q.toml", "--card", "bundle", "-o", "figures.json"]
    result = call("evaluate", "mine.csv", *words, "--predictions", "gold.jsonl", "--spans", "gold")
    assert result.exit_code == 0, (result.output, result.exception)
    assert "Figures" in result.stdout
    assert json.loads(Path("figures.json").read_text("utf-8"))
    assert len(rows_of(Path("gold.jsonl").read_text("utf-8"))) == 24
    assert "F1" in Path("bundle/CARD.md").read_text("utf-8")
    assert call("verify", "-m", "bundle").exit_code == 0


def test_texts_are_fetched_by_their_hash():
    write("raw/sources.csv", f"document,sha256\ntalk,{hashlib.sha256(TALK.encode()).hexdigest()}\ngone,00\n")
    write("elsewhere/deep/x.bin", TALK)
    result = call("rehydrate", "raw", "--from", "elsewhere")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "raw: 1 texts in place (1 new), 1 not found\n  not found: gone\n"
    assert Path("raw/talk.txt").read_text() == TALK


def test_agreement_between_annotators_is_told():
    rows = [("exists", "exists"), ("none", "none"), ("possible", "unlikely"), ("none", "none")]
    table = "".join(
        f"a,{n},{n + 1},{code},{who}\n" for n, pair in enumerate(rows) for who, code in zip("AB", pair, strict=True)
    )
    write("t.csv", "document,start,end,label,annotator\n" + table)
    result = call("agree", "t.csv")
    assert result.exit_code == 0, (result.output, result.exception)
    assert rows_of(result.stdout)


def test_the_version_names_what_scores_depend_on():
    result = call("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("stance 0.")
    assert "(spacy 3.8" in result.stdout
    assert "scikit-learn 1." in result.stdout


# What is off topic is no fault.


@pytest.mark.parametrize("command", ["claims", "score"])
def test_a_document_off_topic_gives_no_rows_and_is_named(command):
    result = call(command, write("aside.txt", ASIDE))
    assert (result.exit_code, result.stdout) == (0, "")
    assert remarks(result) == (
        "stance: aside: off topic, never names China\nstance: 1 of 1 documents off topic (--no-gate reads them)\n"
    )


def test_a_document_that_names_neither_side_says_both():
    result = call("claims", "-", input="The harbour is quiet.")
    assert result.stderr.startswith("stance: stdin: off topic, never names China nor Russia\n")


@pytest.mark.parametrize("command", ["claims", "score"])
def test_without_the_gate_it_is_read_and_quiet_says_nothing(command):
    write("aside.txt", ASIDE)
    result = call(command, "aside.txt", "--no-gate")
    assert (len(rows_of(result.stdout)), remarks(result)) == (1, "")
    assert call("-q", command, "aside.txt").stderr == ""


def test_a_report_on_nothing_still_is_one():
    result = call("report", write("aside.txt", ASIDE), "-o", "out.md")
    assert result.exit_code == 0
    assert "aside" in Path("out.md").read_text("utf-8")


def test_the_gate_of_claims_asks_the_question_given():
    write("q.toml", 'id = "q"\ntext = "?"\nlabels = ["yes", "no"]\nsides = [["Northland"]]\n')
    result = call("claims", "--question", "q.toml", write("talk.txt", TALK))
    assert result.stderr.startswith("stance: talk: off topic, never names Northland\n")


# Exit code 2: the call itself.


def test_a_call_that_cannot_be_meant_is_a_usage_error():
    for words in (["score"], ["score", "x.txt", "--jobs", "many"], ["nonsense"], ["score", "--nonsense", "x.txt"]):
        assert "Usage: " in refused(2, *words)


def test_no_words_at_all_show_the_help():
    result = call()
    assert result.exit_code in (0, 2)
    assert "Usage: " in result.output


def test_a_format_without_a_reader():
    told = refused(2, "score", write("talk.xyz", TALK))
    assert told.startswith("stance: talk.xyz: no reader for '.xyz'; readable are .")
    assert ", .csv, .doc, .docx, " in told


def test_a_folder_without_a_document():
    Path("in").mkdir()
    told = refused(2, "score", "in")
    assert told.startswith("stance: in: no document in this folder; readable are .")
    assert ", .doc, .docx, .eml, " in told


def test_a_report_of_another_kind():
    told = refused(2, "report", write("talk.txt", TALK), "-o", "out.pdf")
    assert told == (
        "stance: out.pdf: not a format that can be written here (.html, .md, .csv, .jsonl, .xlsx); "
        "name the file so, or use --format\n"
    )
    told = refused(2, "report", "talk.txt")
    assert told == "stance: a report needs a file, as in -o summary.html, or --format (html, md, csv, jsonl, xlsx)\n"


@pytest.mark.parametrize("command", ["claims", "score"])
def test_an_output_whose_suffix_says_nothing(command):
    told = refused(2, command, write("talk.txt", TALK), "-o", "out.xls")
    assert told.startswith("stance: out.xls: not a format that can be written here (.jsonl, .csv, .parquet, .xlsx")
    assert not Path("out.xls").exists()


@pytest.mark.parametrize("kind", ["table", "html", "md", "xlsx"])
def test_a_page_in_shards(kind):
    told = refused(2, "score", write("talk.txt", TALK), "--shards", "out", "--format", kind)
    assert told.startswith(f"stance: --shards: a batch is a file of jsonl, csv or parquet, not {kind}; ")


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_no_label_tables(command):
    write("data/labeled/question.toml", SHIPPED_QUESTION.read_bytes())
    told = refused(2, command)
    assert told == "stance: no label tables: name some, or work where data/labeled/*.csv is\n"


# Exit code 3: what cannot be read or is not valid.


@pytest.mark.parametrize("command", ["claims", "score"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file; there is nothing to read in it"),
        (b"\x7fELF\0\0", "a binary file, not text; convert it to UTF-8 text first"),
        (b"\xef\xbb\xbfgood \xff", "looks like utf-8-sig but byte 5 does not fit; save it as UTF-8 and try again"),
    ],
)
def test_an_input_that_cannot_be_read(command, data, what):
    assert refused(3, command, write("x.txt", data)) == f"stance: x.txt: {what}\n"


def test_a_path_that_is_not_there():
    assert refused(3, "score", "gone.txt") == "stance: gone.txt: no such file or folder; check the path\n"


def test_one_unreadable_document_among_many_is_left_out_and_told_and_the_rest_is_written():
    for name, text in {"a": TALK, "b": "", "c": TALK}.items():
        write(f"in/{name}.txt", text)
    result = call("claims", "in", "-o", "out.jsonl")
    assert result.exit_code == 3
    assert remarks(result) == (
        "stance: in/b.txt: an empty file; there is nothing to read in it\n"
        "stance: 1 of 3 documents could not be read and were left out; the lines above say why\n"
    )
    rows = rows_of(Path("out.jsonl").read_text("utf-8"))
    assert {row["document"] for row in rows} == {"a", "c"}


def test_a_run_told_to_fail_stops_there_and_nothing_already_written_is_lost():
    for name, text in {"a": TALK, "b": "", "c": TALK}.items():
        write(f"in/{name}.txt", text)
    write("out.jsonl", "what stood there\n")
    told = refused(3, "claims", "in", "-o", "out.jsonl", "--on-error", "fail")
    (part,) = Path().glob("out.jsonl.*.part")
    assert told == (
        f"stance: in/b.txt: an empty file; there is nothing to read in it; what was written so far is in {part}\n"
    )
    assert Path("out.jsonl").read_text() == "what stood there\n"
    rows = rows_of(part.read_text("utf-8"))
    assert {row["document"] for row in rows} == {"a"}


def test_a_faulty_row_of_json_lines_does_not_cost_the_rows_after_it():
    good = json.dumps({"id": "a", "text": TALK})
    write("rows.jsonl", f"{good}\n{{broken\n" + good.replace('"a"', '"b"') + "\n")
    result = call("claims", "rows.jsonl")
    assert result.exit_code == 3
    assert {row["document"] for row in rows_of(result.stdout)} == {"a", "b"}
    assert "stance: rows.jsonl, line 2: not JSON (" in result.stderr


def test_half_a_surrogate_pair_in_the_input_does_not_stop_the_output():
    write("rows.jsonl", json.dumps({"id": "a", "text": TALK.replace("I do", "I \ud800 do")}))
    for kind in ("jsonl", "csv", "parquet", "table"):
        assert call("claims", "rows.jsonl", "--format", kind).exit_code == 0, kind


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "table"])
def test_an_output_that_cannot_be_written(kind):
    write("talk.txt", TALK)
    write("gone", "")
    told = refused(3, "claims", "talk.txt", "--format", kind, "-o", "gone/out")
    place = Path("gone").absolute()
    assert told == (
        f"stance: gone/out: cannot be written ({place} is a file, not a folder); choose another place with -o\n"
    )


def test_an_option_of_stance_behind_the_command_is_told_its_place():
    assert refused(2, "claims", "talk.txt", "-q") == "stance: -q stands before the command: stance -q claims ...\n"


def test_a_card_gets_no_figures_of_a_model_of_another_kind(bundle):
    write("mine.csv", "text,label\nOne.,exists\nTwo.,none\n")
    told = refused(2, "evaluate", "mine.csv", "--card", bundle)
    why = "a lite bundle, whose figures are others than these; evaluate it with --encoder none"
    assert told == f"stance: {bundle}: {why}\n"


def test_the_folder_of_an_output_is_made():
    write("talk.txt", TALK)
    call("claims", "talk.txt", "-o", "not/yet/there.jsonl", code=0)
    assert rows_of(Path("not/yet/there.jsonl").read_text("utf-8"))


def test_labelling_without_documents_says_what_to_name():
    told = refused(2, "label", "-a", "A B")
    assert told == "stance: no documents: name files or folders, as in stance label op-eds -a 'A B'\n"


LABEL_FAULTS = [
    ("", "mine.csv: an empty table; its first line must name the columns"),
    (
        "label\nexists\n",
        "mine.csv: needs the columns document,start,end,label or text,label; it has label; rename those that are meant",
    ),
    (
        "text,label\nOne.,exists\nTwo.,agre\n",
        "mine.csv, row 3: label 'agre' is not one of exists, possible, unlikely, none",
    ),
    (
        "document,start,end,label\ntalk,0,9999,exists\n",
        f"mine.csv, row 2: span 0-9999 ends outside 'talk', which has {len(TALK)} characters",
    ),
    (
        "text,label\nOne.,exists\n",
        "1 labelled texts with 1 label(s): a model needs two labels or more to tell apart; add labels or fill in the "
        "missing texts (make texts)",
    ),
]


@pytest.mark.parametrize(("table", "what"), LABEL_FAULTS)
def test_labels_that_cannot_train(table, what):
    write("q.toml", SHIPPED_QUESTION.read_bytes())
    write("raw/talk.txt", TALK)
    write("mine.csv", table)
    told = refused(3, "train", "mine.csv", "--question", "q.toml", "--texts", "raw", "-o", "new")
    assert told.removeprefix("stance: using 1 label\n") == f"stance: {what}\n"
    assert not Path("new").exists()


def test_labels_whose_texts_are_nowhere():
    write("q.toml", SHIPPED_QUESTION.read_bytes())
    write("mine.csv", LABELS)
    told = refused(3, "train", "mine.csv", "--question", "q.toml", "--texts", "gone", "-o", "new")
    assert told == "stance: gone: no such file or folder; check the path\n"


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_a_question_file_that_is_not_there(command):
    told = refused(3, command, write("mine.csv", LABELS), "--question", "q.toml")
    assert told == (
        "stance: q.toml: cannot be read (No such file or directory); give a question file with --question\n"
    )


def test_texts_from_nowhere():
    write("raw/sources.csv", "document,sha256\ntalk,00\n")
    told = refused(3, "rehydrate", "raw", "--from", "gone")
    assert told == "stance: gone: no such folder; name the one that holds the texts with --from\n"


# Exit codes 4 and 5: a drift, and a bundle that is refused.


def copy_of(bundle):
    """A copy of the small bundle to do harm to."""
    Path("mine").mkdir()
    for file in bundle.iterdir():
        Path("mine", file.name).write_bytes(file.read_bytes())
    return Path("mine")


def test_a_drift_is_found_and_told(bundle):
    mine = copy_of(bundle)
    first, *others = rows_of((mine / "golden.jsonl").read_text("utf-8"))
    drifted = first | {"p_exists": first["p_none"], "p_none": first["p_exists"]}
    rows = "".join(json.dumps(row) + "\n" for row in [drifted, *others]).encode()
    (mine / "golden.jsonl").write_bytes(rows)
    files = json.loads((mine / "model.json").read_text("utf-8"))["files"]
    edit_manifest(mine, files=files | {"golden.jsonl": hashlib.sha256(rows).hexdigest()})
    told = refused(4, "verify", "-m", "mine").splitlines()
    assert told[0].startswith(f"stance: golden.jsonl, row 1 ({first['document']} {first['start']}-{first['end']}): ")
    assert told[1:] == [f"1 of {len(others) + 1} golden claims drifted"]


@pytest.mark.parametrize("words", [["score", "talk.txt"], ["report", "talk.txt", "-o", "out.md"], ["verify"]])
def test_a_bundle_that_is_not_there(words):
    write("talk.txt", TALK)
    told = refused(5, *words, "-m", "gone")
    assert told == "stance: gone: no such model bundle; name one with --model, or train one: stance train\n"
    assert not Path("out.md").exists()


def test_a_bundle_of_another_version(bundle):
    write("talk.txt", TALK)
    mine = copy_of(bundle)
    manifest = json.loads((mine / "model.json").read_text("utf-8"))
    versions = manifest["versions"]
    edit_manifest(mine, versions=versions | {"scikit-learn": "0.24.2"})
    told = refused(5, "score", "talk.txt", "-m", "mine")
    assert told == (
        f"stance: mine: made with scikit-learn 0.24.2, this is {versions['scikit-learn']}; "
        "refit it with this version: stance train\n"
    )
    edit_manifest(mine, format=99)
    told = refused(5, "score", "talk.txt", "-m", "mine")
    assert told == (
        f"stance: mine/model.json: bundle format 99, this version reads {manifest['format']}; "
        "refit it with this version: stance train\n"
    )


def test_a_bundle_that_was_tampered_with(bundle):
    mine = copy_of(bundle)
    (mine / "pipeline.skops").write_bytes(b"PK")
    told = refused(5, "verify", "-m", "mine")
    assert told == (
        "stance: mine/pipeline.skops: not the file that model.json names (SHA-256 differs); copy the whole folder "
        "again, or refit it: stance train\n"
    )


def test_claims_without_a_question_anywhere_ask_the_bundle(bundle):
    mine = copy_of(bundle)
    edit_manifest(mine, question={"id": "q"})
    os.environ["STANCE_MODEL"] = "mine"
    told = refused(5, "claims", write("talk.txt", TALK))
    assert told == "stance: mine/model.json: its question is not complete; refit it with this version: stance train\n"


def test_a_bundle_named_counts_before_that_of_the_environment(bundle):
    os.environ["STANCE_MODEL"] = "gone"
    told = refused(5, "verify")
    assert told == "stance: gone: no such model bundle; name one with --model, or train one: stance train\n"
    assert call("verify", "-m", bundle).exit_code == 0


# What only a process of its own can show.


def start(*words, **how):
    return subprocess.Popen([sys.executable, "-m", "stance", *words], stderr=subprocess.PIPE, text=True, **how)


def test_a_reader_that_goes_away_ends_the_run_in_silence():
    write("rows.jsonl", "".join(json.dumps({"id": str(n), "text": TALK * 20}) + "\n" for n in range(40)))
    process = start("claims", "rows.jsonl", "--question", SHIPPED_QUESTION, stdout=subprocess.PIPE)
    assert process.stdout.readline().startswith('{"document": "0"')
    process.stdout.close()
    assert re.fullmatch(r"(stance: .*(\(\d+ s\)|left)\n)*", process.stderr.read())  # only that it took long
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.parametrize("kind", ["table", "jsonl", "csv"])
def test_nothing_that_is_written_to_a_closed_pipe_is_an_error(kind):
    write("t.csv", "document,start,end,label,annotator\na,0,1,x,A\na,0,1,x,B\na,1,2,y,A\na,1,2,y,B\n")
    reader, writer = os.pipe()
    os.close(reader)
    process = start("-q", "agree", "t.csv", "--format", kind, stdout=writer)
    os.close(writer)
    _, told = process.communicate()
    assert (process.returncode, told) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
@pytest.mark.parametrize("kind", ["table", "jsonl", "csv"])
def test_a_full_disk_behind_standard_output_is_told_once(kind):
    write("t.csv", "document,start,end,label,annotator\na,0,1,x,A\na,0,1,x,B\na,1,2,y,A\na,1,2,y,B\n")
    with Path("/dev/full").open("w") as full:
        process = start("-q", "agree", "t.csv", "--format", kind, stdout=full)
        _, told = process.communicate()
    assert process.returncode == 3
    assert told == ("stance: standard output: cannot be written (No space left on device); name a file with -o\n")


WHILE_LOADED = """
import sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from stance.__main__ import run
run()
"""


def test_an_interrupt_while_the_command_line_is_loaded_is_a_line_too():
    done = subprocess.run([sys.executable, "-c", WHILE_LOADED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "stance: interrupted\n")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"stance": "stance.__main__:run"}


def test_an_interrupted_run_ends_with_130_and_keeps_what_it_has():
    write("talk.txt", TALK)
    write("empty.txt", "")
    write("out.jsonl", "what stood there\n")
    words = ["talk.txt", "empty.txt", "-", "-o", "out.jsonl", "--question", SHIPPED_QUESTION]
    process = start("claims", *words, stdin=subprocess.PIPE)
    said = iter(process.stderr.readline, "")
    assert (
        next(line for line in said if not line.endswith((" s)\n", " left\n")))  # but that it takes long
        == "stance: empty.txt: an empty file; there is nothing to read in it\n"
    )
    process.send_signal(signal.SIGINT)  # it now waits for standard input
    _, told = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in told
    assert Path("out.jsonl").read_text() == "what stood there\n"
    (part,) = Path().glob("out.jsonl.*.part")
    assert {row["document"] for row in rows_of(part.read_text("utf-8"))} == {"talk"}


@pytest.mark.parametrize(
    "words", [("score", ""), ("score", "talk.txt", "-o", ""), ("merge", "--output="), ("label", "")]
)
def test_an_empty_word_is_no_name_for_the_working_folder(words):
    assert "nothing is named (a variable that is not set?)" in call(*words, code=2).stderr


@pytest.mark.parametrize("command", ["score", "claims", "report", "merge"])
def test_standard_output_is_no_file_to_write(command):
    assert (
        "./- for a file called so"
        in call(command, *([] if command == "merge" else ["x.txt"]), "-o", "-", code=2).stderr
    )


@pytest.mark.parametrize("output", ["/", ".", "..", "some"])
@pytest.mark.parametrize("command", ["score", "report", "claims"])
def test_a_folder_is_no_file_to_write(command, output):
    write("some/talk.txt", TALK)
    kind = "md" if command == "report" else "csv"
    said = refused(3, command, "some/talk.txt", "-o", output, "--format", kind)
    assert "a folder, not a file; name a file in it with -o" in said


def test_what_an_earlier_run_wrote_among_the_texts_is_no_text():
    write("op-eds/talk.txt", TALK)
    write("op-eds/notes.md", TALK)
    write("op-eds/notes.md.meta.json", '{"seen": "Monday"}')
    first = call("score", "op-eds", "-o", "op-eds/scores.jsonl", code=0)
    call("report", "op-eds", "-o", "op-eds/report.md", code=0)
    again = call("report", "op-eds", "-o", "op-eds/report.md", code=0)
    label = ("label", "op-eds", "--session", "op-eds/session", "--annotator", "ann", "--terminal")
    call(*label, input="q", code=0)
    rows = call("documents", "op-eds", code=0)
    assert [row["document"] for row in rows_of(rows.stdout)] == ["notes", "talk"]
    assert "4 files passed over: what stance wrote itself (4)" in remarks(rows)
    assert "2 files passed over: what stance wrote itself (2)" in remarks(again)
    assert "passed over" not in remarks(first)


def test_bundles_and_shards_among_the_texts_are_no_texts():
    write("op-eds/talk.txt", TALK)
    write("op-eds/mine/notes.md", TALK)
    call("score", "op-eds/talk.txt", "--shards", "op-eds/shards", code=0)
    shutil.copytree(ROOT / "src" / "stance" / "bundle-lite", "op-eds/models/mine")
    rows = call("documents", "op-eds", code=0)
    assert [row["document"] for row in rows_of(rows.stdout)] == ["notes", "talk"]
    assert re.search(r"passed over: what stance wrote itself \(\d+\)$", remarks(rows), re.MULTILINE)


@pytest.mark.parametrize("kind", ["link to nothing", "link to itself", "pipe"])
def test_settings_that_cannot_be_read_are_told_and_not_passed_over(kind):
    file = Path("stance.toml")
    match kind:
        case "link to nothing":
            file.symlink_to("moved/stance.toml")
        case "link to itself":
            file.symlink_to("stance.toml")
        case "pipe":
            os.mkfifo(file)
    write("talk.txt", TALK)
    assert "stance.toml: " in refused(3, "claims", "talk.txt")
