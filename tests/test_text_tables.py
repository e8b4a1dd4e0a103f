"""Tables of text cells as spreadsheet programs leave them, and which tables a folder stands for."""

import pytest

from stance.text_tables import read_rows, tables_in


@pytest.mark.parametrize(
    "table", ["sep=;\ntext;label\nOne.;exists\n", "text;label;;\nOne.;exists;;\n", "text,label,\nOne.,exists,\n"]
)
def test_a_table_as_a_spreadsheet_leaves_it(tmp_path, table):
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    assert read_rows(tmp_path / "t.csv") == (["text", "label"], [{"text": "One.", "label": "exists"}])


def test_a_folder_stands_for_its_tables(tmp_path):
    for name in ("b.tsv", "a.csv", "C.XLSX", "notes.txt", "question.toml", "~$C.xlsx", ".~lock.a.csv"):
        (tmp_path / name).touch()
    assert [path.name for path in tables_in([tmp_path])] == ["C.XLSX", "a.csv", "b.tsv"]
    assert tables_in([tmp_path / "a.csv"]) == [tmp_path / "a.csv"]
    assert tables_in([tmp_path / "gone.csv"]) == [tmp_path / "gone.csv"]
