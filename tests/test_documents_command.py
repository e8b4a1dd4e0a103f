"""`stance documents`, and what every run says of what it left out: whole calls of the command line."""

import csv
import io
import json
import re

import pytest

import made_exports as made
from calling import outcome
from formats import word_file

ROW = {"id": "a", "text": "Russia and China are allies.", "topic": "war", "start": "x"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_each_article_of_an_export_is_a_row_with_what_is_known_and_whether_it_is_on_topic(folder):
    (folder / "week.docx").write_bytes(made.nexis_uni_docx())
    code, out, err = outcome("documents", "week.docx", "--format", "csv")
    assert code == 0
    assert rows_of(out)[0] == {
        "file": "week.docx",
        "document": "week-1",
        "title": made.TITLES[0],
        "authors": "Ana Rill",
        "outlet": made.OUTLET,
        "date": "2002-05-01",
        "words": "45",
        "on_topic": "true",
        "missing": "",
    }
    assert [row["missing"] for row in rows_of(out)] == ["", "", "China|Russia"]
    assert "week.docx: 3 articles (Nexis Uni); " in err
    assert "0.0% unread" in err
    assert err.endswith("3 documents in 1 file, 2 on topic, 107 words\n")


def test_the_list_is_written_as_json_lines_and_as_a_table(folder):
    (folder / "a.txt").write_text("Russia and China are allies.", encoding="utf-8")
    (folder / "b.txt").write_text("The herring fair opens.", encoding="utf-8")
    code, out, _ = outcome("documents", ".", "--format", "jsonl")
    assert (code, [json.loads(line)["on_topic"] for line in out.splitlines()]) == (0, [True, False])
    code, out, _ = outcome("documents", ".", "--format", "table")
    assert re.search(r"\bb\s+–\s+–\s+4\s+no\s", out)
    assert outcome("documents", ".", "-o", "list.csv")[0] == 0
    assert [row["document"] for row in rows_of((folder / "list.csv").read_text("utf-8"))] == ["a", "b"]
    (folder / "a-long-name-of-a-file-2.txt").write_text("China builds a bridge.", encoding="utf-8")
    _, out, _ = outcome("documents", ".", "--format", "table")
    assert re.search(r"^…e-of-a-file-2\s.*\sno Russia\s", out, re.MULTILINE)


def test_what_was_passed_over_and_what_could_not_be_read_is_said(folder):
    (folder / "a.txt").write_text("Russia and China are allies.", encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"no PDF")
    for name in ("c.jpg", "d.jpg", "e.xyz", "README.txt"):
        (folder / name).write_bytes(b"x")
    code, out, err = outcome("documents", ".", "--format", "csv")
    assert code == 3
    assert [row["document"] for row in rows_of(out)] == ["a"]
    assert "3 files passed over: .jpg (2), .xyz (1)" in err
    assert "b.pdf: a damaged PDF (" in err
    assert "1 of the files or documents could not be read; the lines above say why" in err


def test_a_table_in_a_folder_is_named_with_how_to_read_it(folder):
    (folder / "op-eds").mkdir()
    (folder / "op-eds/mine too.csv").write_text("text\nRussia and China are allies.\n", encoding="utf-8")
    how = "to read their texts, name them: 'op-eds/mine too.csv'"
    assert f"op-eds: no document in this folder; it has tables; {how}" in outcome("documents", "op-eds")[2]
    (folder / "op-eds/a.txt").write_text("Russia and China are allies.", encoding="utf-8")
    _, _, err = outcome("documents", "op-eds", "--format", "csv")
    assert "1 file passed over: .csv (1)" in err
    assert f"tables in a folder may hold labels or results; {how}" in err


def test_documents_that_stand_alone_in_their_files_share_one_table(folder):
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("Russia and China are allies.", encoding="utf-8")
    (folder / "week.txt").write_text(made.lexisnexis_text(), encoding="utf-8")
    _, out, _ = outcome("documents", ".", "--format", "table")
    lines = out.splitlines()
    firsts = [line.split()[0] for line in lines if line.startswith(("document", "a ", "b ", "week"))]
    assert firsts == ["document", "a", "b", "week.txt", "document", "week-1", "week-2", "week-3"]
    assert [line for line in lines if ".txt" in line] == ["week.txt"]


def test_many_exports_are_summed_up_in_a_line(folder):
    for number in range(12):
        (folder / f"w{number:02d}.txt").write_text(made.lexisnexis_text(), encoding="utf-8")
    code, _, err = outcome("documents", ".", "--format", "csv")
    assert code == 0
    assert "12 files of LexisNexis: 36 articles (LexisNexis); " in err


def test_every_run_says_what_it_passed_over(folder):
    (folder / "a.txt").write_text("Russia and China are allies, she said.", encoding="utf-8")
    (folder / "c.jpg").write_bytes(b"x")
    code, out, err = outcome("claims", ".", "--format", "jsonl")
    assert (code, len(out.splitlines())) == (0, 1)
    assert "1 file passed over: .jpg (1)" in err


def test_an_export_with_text_that_no_rule_knows_gives_its_articles_and_an_exit_code(folder):
    stray = "A long letter that somebody pasted between two articles of the database, and that no rule can know. " * 4
    lines = made.nexis_uni_lines(cover=False)
    end = lines.index("End of Document") + 1
    (folder / "two.docx").write_bytes(word_file(*lines[:end], stray, "End of Document", *lines[end:]))
    code, _out, err = outcome("claims", "two.docx", "-o", "claims.csv")
    assert code == 3
    assert {row["document"] for row in rows_of((folder / "claims.csv").read_text("utf-8"))} == {"two-1", "two-2"}
    assert "is in no article of this Nexis Uni export" in err


def test_further_columns_of_a_table_are_carried_along(folder):
    text = "Headline,Body,topic,start\nOne,Russia and China are allies.,war,x\nTwo,Russia and China are not.,,y\n"
    (folder / "t.csv").write_text(text, encoding="utf-8")
    code, out, _ = outcome("claims", "t.csv", "--format", "csv")
    assert code == 0
    assert [(row["document"], row["topic"], row["extra_start"]) for row in rows_of(out)] == [
        ("t-1", "war", "x"),
        ("t-2", "", "y"),
    ]
    code, out, _ = outcome("claims", "t.csv", "--column", "text=Body", "--format", "jsonl")
    assert json.loads(out.splitlines()[0])["topic"] == "war"


def test_a_column_that_cannot_be_meant_is_refused(folder):
    (folder / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert outcome("claims", "t.csv", "--column", "words=b")[0] == 2
    code, _, err = outcome("claims", "t.csv", "--column", "text=Words")
    assert code == 3
    assert "no column 'Words' (there are: a, b); name it with --column text=NAME" in err
