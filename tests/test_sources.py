"""Sources of every format: what a folder gives, ids, extras that are missing, one bad file among good ones."""

import io
import re
import subprocess
import sys

import pytest

from formats import DATA, PLAIN, word_file
from stance.errors import DataError, UsageError
from stance.readers.items import ReadOptions
from stance.sources import find_sources, read_documents

ARTICLE = "Ada Holm of the Oslo Forum says that Beijing and Moscow share a river and little else."
WITHOUT = """
import sys
for name in {modules!r}:
    sys.modules[name] = None
sys.argv = ["stance", *{arguments!r}]
from stance.cli import main
main()
"""


def test_a_folder_gives_all_formats_but_tables(tmp_path):
    for name in ("a.txt", "b.md", "c.HTML", "d.htm", "e.pdf", "f.docx", "g.jsonl", "h.csv", "i.parquet", "j.xls"):
        (tmp_path / name).write_bytes(b"x")
    assert [source.id for source in find_sources([str(tmp_path)])] == list("abcdefg")
    assert [source.id for source in find_sources([str(tmp_path / "h.csv"), str(tmp_path / "i.parquet")])] == ["h", "i"]


def test_a_folder_of_tables_alone_says_what_is_read_in_a_folder(tmp_path):
    (tmp_path / "h.csv").write_bytes(b"id,text\na,One.\n")
    told = f"no document in this folder; it has tables; to read their texts, name them: {tmp_path / 'h.csv'}"
    with pytest.raises(UsageError, match=f"{re.escape(told)}$"):
        find_sources([str(tmp_path)])


def test_a_folder_without_documents_says_what_is_read_in_a_folder(tmp_path):
    (tmp_path / "h.jpg").write_bytes(b"x")
    with pytest.raises(
        UsageError, match=r"no document in this folder; readable are \.atom, \.doc, \.docx, \.eml, .*, \.zip$"
    ):
        find_sources([str(tmp_path)])


def test_documents_of_one_file_are_numbered_and_listed_by_their_numbers(tmp_path):
    lines = ["# Two Banks", "Oslo Paper, 3 May 2024", ARTICLE, "# One River", "Kirkenes Post, 4 May 2024", ARTICLE]
    (tmp_path / "week.docx").write_bytes(word_file(*lines))
    (tmp_path / "sources.csv").write_text("document,authors\nweek-2,Ada Holm\n", encoding="utf-8")
    documents = list(read_documents(find_sources([str(tmp_path)])))
    assert [(document.id, document.authors) for document in documents] == [("week-1", None), ("week-2", "Ada Holm")]


def test_one_bad_file_of_each_format_does_not_keep_the_good_ones_from_being_read(tmp_path):
    for suffix in (".html", ".pdf", ".docx", ".md"):
        (tmp_path / f"bad{suffix}").write_bytes(b"\xd0\xcf\x11\xe0" if suffix != ".md" else b" ")
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    found = list(read_documents(find_sources([str(tmp_path)])))
    assert sorted(type(one).__name__ for one in found) == ["DataError"] * 4 + ["Document"]


def test_standard_input_of_any_format(monkeypatch):
    for suffix, data in ((".pdf", (DATA / "columns.pdf").read_bytes()), (".csv", f"nr,body\n7,{ARTICLE}\n".encode())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        options = ReadOptions(columns=(("text", "body"), ("id", "nr")), stdin_format=suffix)
        (document,) = read_documents(find_sources(["-"], options))
        assert document.id == ("stdin" if suffix == ".pdf" else "7")


def stance_without(modules, *arguments):
    """The command line in a Python in which these modules cannot be imported."""
    code = WITHOUT.format(modules=modules, arguments=[*arguments])
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_a_format_whose_library_is_missing_is_told_with_the_command_that_installs_it():
    done = stance_without(["pypdf"], "claims", str(DATA / "columns.pdf"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "stance: .pdf files need pypdf, which is not installed; run: pip install 'stance[pdf]'\n"
    )


def test_in_a_folder_what_needs_a_missing_library_is_a_fault_among_the_rest(tmp_path):
    (tmp_path / "a.docx").write_bytes(word_file(ARTICLE))
    (tmp_path / "b.txt").write_text(PLAIN.read_text(encoding="utf-8"), encoding="utf-8")
    done = stance_without(["docx", "py3langid"], "claims", str(tmp_path), "--no-gate", "--format", "jsonl")
    assert done.returncode == 3
    assert done.stdout.count("\n") > 10
    assert (
        f"{tmp_path}/a.docx: .docx files need docx, which is not installed; run: pip install 'stance[docx]'"
        in done.stderr
    )


def test_faults_of_a_source_name_where_it_is(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"x")
    (fault,) = read_documents(find_sources([str(tmp_path / "a.pdf")]))
    assert isinstance(fault, DataError)
    assert str(fault).startswith(f"{tmp_path}/a.pdf: a damaged PDF (")
