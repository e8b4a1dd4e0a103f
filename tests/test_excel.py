"""Rows as an Excel workbook: the same values, and no text that runs."""

import pytest
from openpyxl import load_workbook

from stance import excel
from stance.errors import DataError, UsageError
from stance.tables import Format, row_writer, write_rows

ROWS = [
    {"text": "=1+1", "p_none": 0.25, "certain": True, "prediction_set": ["a", "b"], "speaker": None},
    {"text": "#N/A said the\x07 \ud800 bell", "p_none": 1, "certain": False, "prediction_set": [], "speaker": "+x"},
]


def read_back(file):
    return [tuple((cell.value, cell.data_type) for cell in row) for row in load_workbook(file).active.iter_rows()]


def test_values_come_back_and_text_never_is_a_formula(tmp_path):
    file = tmp_path / "out.xlsx"
    write_rows([ROWS[:1], ROWS[1:]], tuple(ROWS[0]), Format.XLSX, file)
    header, first, second = read_back(file)
    assert [value for value, _ in header] == list(ROWS[0])
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
    with pytest.raises(UsageError, match=r"pip install 'stance\[excel\]'"), row_writer(Format.XLSX, tmp_path / "o", ()):
        pass
