"""What a call reads it never writes over, and CSV for spreadsheets runs nothing there."""

import csv
import io
import os

import pytest

from calling import call
from stance.tables import Format, rows_as_bytes, write_rows

TALK = "China and Russia are allies in all but name, said Ilse Marqvist. They are not, I think.\n"
LABELS = "document,start,end,label,text,annotator\ntalk,0,43,exists,China and Russia are allies in all but name,ann\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/talk.txt").write_text(TALK)
    (tmp_path / "texts/more.jsonl").write_text('{"id": "a", "text": "China and Russia met."}\n')
    (tmp_path / "labels.csv").write_text(LABELS)
    (tmp_path / "link.csv").symlink_to("labels.csv")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "labels.csv")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["claims", "texts/talk.txt", "-o", "texts/talk.txt", "--format", "csv"],
        ["claims", "texts", "-o", "texts/more.jsonl"],
        ["claims", "texts/more.jsonl", "-o", "./texts/../texts/more.jsonl"],
        ["export", "labels.csv", "--to", "csv", "-o", "labels.csv"],
        ["export", "labels.csv", "--to", "csv", "-o", "link.csv"],
        ["export", "labels.csv", "--to", "csv", "-o", "hard.csv"],
        ["agree", "labels.csv", "--disagreements", "labels.csv"],
        ["migrate", "labels.csv", "--from", "texts", "--to", "texts", "-o", "labels.csv"],
        ["estimate", "texts", "--labels", "labels.csv", "-o", "labels.csv"],
    ],
    ids=" ".join,
)
def test_what_is_read_is_not_written_over(place, words):
    before = {file: file.read_bytes() for file in place.rglob("*.*") if file.is_file()}
    done = call(*words, code=2)
    assert "is read by this call too; write into another file" in done.stderr
    assert {file: file.read_bytes() for file in place.rglob("*.*") if file.is_file()} == before


@pytest.mark.parametrize("second", ["twice.csv", "./texts/../twice.csv", "link-to-twice.csv"])
def test_two_outputs_of_a_call_are_two_files(place, second):
    (place / "link-to-twice.csv").symlink_to("twice.csv")
    done = call("agree", "labels.csv", "-o", "twice.csv", "--disagreements", second, code=2)
    assert "would be written twice by this call; name two files" in done.stderr
    assert not (place / "twice.csv").exists()


@pytest.mark.parametrize("notes", ["my notes", "{}", "[1]", "7", "[" * 100_000], ids=lambda notes: notes[:9])
def test_notes_of_the_users_own_are_not_taken_for_provenance(place, notes):
    (place / "out.csv.meta.json").write_text(notes)
    done = call("claims", "texts/talk.txt", "-o", "out.csv", code=2)
    assert "out.csv.meta.json: not of stance" in done.stderr
    assert (place / "out.csv.meta.json").read_text() == notes
    assert not (place / "out.csv").exists()


def test_provenance_of_an_earlier_run_is_replaced(place):
    for _ in range(2):
        call("claims", "texts/talk.txt", "-o", "out.csv", code=0)


@pytest.mark.parametrize("name", ["ann.answers.jsonl", "queue.jsonl"])
def test_answers_of_annotators_are_not_written_over(place, name):
    (place / "session").mkdir()
    for file in ("ann.answers.jsonl", "queue.jsonl"):
        (place / "session" / file).write_text("")
    done = call("merge", "session", "-o", f"session/{name}")
    assert done.exit_code == 2
    assert "folder of a labelling session" in done.stderr
    assert (place / "session" / name).read_text() == ""


FORMULAS = ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1", "-4.5", "plain - text"]


@pytest.mark.parametrize("kind", [Format.CSV, Format.CSV_SAFE])
def test_cells_and_names_of_columns_that_a_spreadsheet_would_run_are_text_where_that_is_asked(tmp_path, kind):
    columns = ("text", "=HYPERLINK(1)")
    rows = [{"text": cell, "=HYPERLINK(1)": None} for cell in FORMULAS]
    write_rows([rows], columns, kind, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    shown = [cell for cell, _ in rows]
    if kind is Format.CSV:
        assert (header[1], shown) == ("=HYPERLINK(1)", FORMULAS)
    else:
        assert header[1] == "'=HYPERLINK(1)"
        assert shown == [*(f"'{cell}" for cell in FORMULAS[:7]), "-4.5", "plain - text"]


def test_csv_of_the_page_which_opens_at_a_click_is_always_safe():
    data = rows_as_bytes(Format.CSV, [{"text": "=1+1"}], ("text",)).decode()
    assert list(csv.reader(io.StringIO(data))) == [["text"], ["'=1+1"]]


def test_scores_for_spreadsheets(place):
    (place / "texts/talk.txt").write_text("=China and Russia are allies, said Ilse Marqvist.\n")
    call("claims", "texts/talk.txt", "--format", "csv-safe", "-o", "out.csv", code=0)
    assert "'=China" in (place / "out.csv").read_text("utf-8")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "csv-safe", "parquet", "xlsx", "table"])
@pytest.mark.parametrize("command", ["documents texts", "config", "agree labels.csv", "claims texts --no-gate"])
def test_whatever_can_be_asked_for_can_be_written(place, command, kind):
    (place / "labels.csv").write_text(LABELS + LABELS.partition("\n")[2].replace("ann", "bo").replace("exists", "none"))
    if (command.split()[0], kind) == ("agree", "csv-safe"):
        pytest.skip("agree has figures and no text of others")
    call(*command.split(), "--format", kind, "-o", "out", code=0)
    assert (place / "out").stat().st_size > 50


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "xlsx", "table"])
@pytest.mark.parametrize("command", ["documents", "claims"])
def test_a_file_name_in_another_encoding_is_shown_and_written(place, command, kind):
    name = os.fsencode(place / "texts") + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123  (bytes that are no UTF-8)
        file.write(TALK.encode())
    call(command, "texts", "--format", kind, "-o", "out", code=0)
    assert (place / "out").stat().st_size > 20
    if command == "claims":
        assert "caf\ufffd" in (place / "out.meta.json").read_text("utf-8")
