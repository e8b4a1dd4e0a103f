"""Output: the same columns and values in every format, and a file whole or not at all."""

import csv
import io
import json
import os
import threading
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from stance import excel
from stance.errors import DataError, UsageError
from stance.files import write_text
from stance.records import Claim, Question, ScoredClaim, scored_columns, scored_row
from stance.tables import Format, csv_cell, write_rows

QUESTION = Question(id="q", text="?", labels=("exists", "possible", "none"), none_label="none")
COLUMNS = scored_columns(QUESTION)
PROGRAMS = [Format.JSONL, Format.CSV, Format.PARQUET]


def a_row(text='One, “two”;\n"three".', **more):
    claim = Claim(document="d", start=0, end=len(text), text=text, content_start=0, content_end=len(text), **more)
    return scored_row(ScoredClaim(claim=claim, stance="exists", probabilities=(0.7, 0.2, 0.1)), QUESTION)


FULL = a_row() | {
    "prediction_set": ["exists", "possible"],
    "certain": False,
    "novelty": 0.25,
    "attribution": 3,
    "speaker_confidence": 0.9,
}
BARE = a_row("Two.", speaker=None, evidence="no subject")
ROWS = [FULL, BARE, BARE | {"certain": True, "prediction_set": []}]


def write(path, kind, *batches):
    write_rows(batches, COLUMNS, kind, path)
    return path


def test_json_lines_hold_the_values_themselves(tmp_path):
    path = write(tmp_path / "t.jsonl", Format.JSONL, ROWS[:1], ROWS[1:])
    found = [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    assert found == ROWS
    assert [tuple(row) for row in found] == [COLUMNS] * 3


def test_parquet_holds_the_same_values_typed(tmp_path):
    path = write(tmp_path / "t.parquet", Format.PARQUET, ROWS[:1], ROWS[1:])
    table = pq.read_table(path)
    assert tuple(table.column_names) == COLUMNS
    assert table.to_pylist() == ROWS
    types = {name: str(table.schema.field(name).type) for name in COLUMNS}
    assert {name for name, kind in types.items() if kind == "int64"} == {
        *("start", "end", "content_start", "content_end", "speaker_start", "speaker_end", "cue_start", "cue_end"),
        "attribution",
    }
    assert {name for name, kind in types.items() if kind == "double"} == {
        *("p_exists", "p_possible", "p_none", "novelty", "speaker_confidence")
    }
    assert types["certain"] == "bool"
    assert types["prediction_set"].startswith("list<")


def test_csv_holds_the_same_values_as_text(tmp_path):
    path = write(tmp_path / "t.csv", Format.CSV, ROWS[:1], ROWS[1:])
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [tuple(row) for row in found] == [COLUMNS] * 3
    assert found == [{name: csv_cell(value) for name, value in row.items()} for row in ROWS]
    first, second, third = found
    assert first["text"] == FULL["text"]
    assert (first["prediction_set"], first["certain"], first["p_exists"]) == ("exists|possible", "false", "0.7")
    assert (second["speaker"], second["prediction_set"], second["certain"]) == ("", "", "")
    assert third["certain"] == "true"


@pytest.mark.parametrize("kind", PROGRAMS)
def test_a_table_without_rows_still_is_one(tmp_path, kind):
    path = write(tmp_path / "t", kind, [], [])
    if kind is Format.PARQUET:
        assert (pq.read_table(path).num_rows, tuple(pq.read_table(path).column_names)) == (0, COLUMNS)
    else:
        assert path.read_text() == ("" if kind is Format.JSONL else ",".join(COLUMNS) + "\n")


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1), max_size=4))
def test_any_text_comes_back_from_json_lines_and_csv(texts):
    rows = [a_row(text) for text in texts]
    for kind in (Format.JSONL, Format.CSV):
        data = io.BytesIO()
        stdout = io.TextIOWrapper(data)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", stdout)
            write(None, kind, rows)
        text = data.getvalue().decode("utf-8")
        if kind is Format.JSONL:
            found = [json.loads(line)["text"] for line in text.split("\n")[:-1]]
        else:
            found = [row["text"] for row in csv.DictReader(io.StringIO(text, newline=""))]
        assert found == texts


@pytest.mark.parametrize("kind", PROGRAMS)
def test_a_run_that_fails_leaves_the_old_file_and_keeps_its_rows_so_far(tmp_path, kind):
    path = tmp_path / "t"
    path.write_text("what stood there")

    def batches():
        yield [FULL]
        raise DataError("b.txt: broken")

    with pytest.raises(DataError, match=r"b\.txt: broken"):
        write_rows(batches(), COLUMNS, kind, path)
    assert path.read_text() == "what stood there"
    (part,) = tmp_path.glob("t.*.part")
    if kind is Format.PARQUET:
        assert pq.read_table(part).to_pylist() == [FULL]
    else:
        assert len(part.read_text().splitlines()) >= 1
        assert "“two”" in part.read_text("utf-8")


@pytest.mark.parametrize("kind", PROGRAMS)
def test_a_run_that_ends_well_replaces_the_old_file_and_leaves_no_part(tmp_path, kind):
    (tmp_path / "t").write_text("what stood there")
    path = write(tmp_path / "t", kind, ROWS)
    assert b"what stood there" not in path.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["t"]


def test_until_a_run_ends_the_old_file_stands(tmp_path):
    path = tmp_path / "t"
    path.write_text("what stood there")

    def batches():
        yield [FULL]
        assert path.read_text() == "what stood there"

    write_rows(batches(), COLUMNS, Format.JSONL, path)
    assert json.loads(path.read_text("utf-8")) == FULL


@pytest.mark.parametrize("kind", PROGRAMS)
def test_standard_output_stays_open_for_what_comes_after(monkeypatch, kind):
    data = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(data))
    write(None, kind, ROWS)
    written = len(data.getvalue())
    data.write(b"after")
    assert len(data.getvalue()) == written + 5


def test_parquet_is_not_written_to_a_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdout", SimpleNamespace(buffer=io.BytesIO(), isatty=lambda: True))
    with pytest.raises(UsageError) as caught:
        write(None, Format.PARQUET, ROWS)
    assert str(caught.value) == "Parquet is binary and this is a terminal; name a file with -o"


def test_a_folder_that_is_not_there_is_made(tmp_path):
    write(tmp_path / "not/yet/t.csv", Format.CSV, ROWS)
    assert (tmp_path / "not/yet/t.csv").is_file()


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        write(tmp_path / "file/t.csv", Format.CSV, ROWS)
    why = f"{tmp_path}/file is a file, not a folder"
    assert str(caught.value) == f"{tmp_path}/file/t.csv: cannot be written ({why}); choose another place with -o"


def test_a_folder_is_no_file(tmp_path):
    for writing in (lambda: write(tmp_path, Format.CSV, ROWS), lambda: write_text(tmp_path, "text")):
        with pytest.raises(DataError) as caught:
            writing()
        assert str(caught.value) == f"{tmp_path}: a folder, not a file; name a file in it with -o"
    assert list(tmp_path.iterdir()) == []


def test_a_named_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write(pipe, Format.JSONL, [FULL])
    reader.join()
    assert json.loads(got[0]) == FULL
    assert pipe.is_fifo()
    assert [file.name for file in tmp_path.iterdir()] == ["pipe"]


def test_a_text_is_written_whole(tmp_path):
    (tmp_path / "r.md").write_text("what stood there")
    write_text(tmp_path / "r.md", "Café\n")
    assert (tmp_path / "r.md").read_bytes() == "Café\n".encode()
    assert [file.name for file in tmp_path.iterdir()] == ["r.md"]


TRICKY = [
    {"text": "=1+1", "p_none": 0.25, "certain": True, "prediction_set": ["a", "b"], "speaker": None},
    {"text": "#N/A said the\x07 \ud800 bell", "p_none": 1, "certain": False, "prediction_set": [], "speaker": "+x"},
]


def read_back(file):
    return [tuple((cell.value, cell.data_type) for cell in row) for row in load_workbook(file).active.iter_rows()]


def test_values_come_back_and_text_never_is_a_formula(tmp_path):
    file = tmp_path / "out.xlsx"
    write_rows([TRICKY[:1], TRICKY[1:]], tuple(TRICKY[0]), Format.XLSX, file)
    header, first, second = read_back(file)
    assert [value for value, _ in header] == list(TRICKY[0])
    assert first == (("=1+1", "s"), (0.25, "n"), (True, "b"), ("a|b", "s"), (None, "n"))
    assert second[0] == ("#N/A said the\ufffd \ufffd bell", "s")
    assert second[4] == ("+x", "s")


def test_what_a_sheet_cannot_hold_is_refused_and_nothing_is_left(tmp_path, monkeypatch):
    file = tmp_path / "out.xlsx"
    with pytest.raises(DataError, match="row 2: text has 32,768 characters"):
        write_rows([[{"text": "x" * 32_768}]], ("text",), Format.XLSX, file)
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    with pytest.raises(DataError, match=r"more than 2 rows.*write \.parquet"):
        write_rows([[{"text": "x"}] * 3], ("text",), Format.XLSX, file)
    assert not file.exists()


def test_without_its_library_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'stance\[excel\]'"):
        write_rows([], (), Format.XLSX, tmp_path / "o")
