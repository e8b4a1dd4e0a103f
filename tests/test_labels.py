"""Label tables: what trains, what waits, what is tied, and the full message of each fault, all of them at once."""

import codecs
import datetime
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats import excel, old_excel
from stance.errors import DataError
from stance.labels import read_labels, text_sha
from stance.question import read_question
from stance.records import LabelledClaim, Question
from stance.sources import read_folder
from stance.text_tables import MOST_FAULTS, read_rows

ROOT = Path(__file__).parents[1]
QUESTION = Question(
    id="bond", text="Is there a bond?", labels=("exists", "possible", "unlikely", "none"), none_label="none"
)
TEXTS = {"a": "They are allies. They are not."}
HEADER = "document,start,end,label\n"


def table(folder, text, name="t.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def read(folder, text, texts=TEXTS, **how):
    return read_labels([table(folder, text, **how)], QUESTION, texts)


def fault(folder, text, texts=TEXTS):
    with pytest.raises(DataError) as caught:
        read(folder, text, texts)
    return str(caught.value).replace(str(folder), "DIR")


# What a table gives.


def test_a_position_takes_its_words_from_the_document_and_they_stay_unshareable(tmp_path):
    labels = read(tmp_path, HEADER + "a,0,16,exists\na,17,30,unlikely\n")
    known = {"group": "a", "document": "a", "table": "t", "shareable": False}
    assert labels.claims == (
        LabelledClaim(text="They are allies.", label="exists", start=0, end=16, **known),
        LabelledClaim(text="They are not.", label="unlikely", start=17, end=30, **known),
    )
    assert (labels.waiting, labels.tied) == ({}, ())


def test_every_column_arrives_as_the_text_it_is(tmp_path):
    header = "document,start,end,speaker,label,annotator,confidence,text,text_sha,group,sampling\n"
    sha = text_sha("They are allies.")
    (claim,) = read(tmp_path, f"{header}007,0,16,0042,exists,01,3,They are allies.,{sha},0010,0.050\n").claims
    written = {"group": "0010", "document": "007", "speaker": "0042", "annotator": "01", "sampling": "0.050"}
    assert claim == LabelledClaim(
        text="They are allies.", label="exists", start=0, end=16, table="t", shareable=True, **written
    )


def test_text_and_label_are_enough_and_each_row_is_a_group_of_its_own(tmp_path):
    labels = read(tmp_path, "text,label\nThey are allies.,exists\nThey are allies.,possible\n", texts={})
    assert [(row.text, row.label, row.group, row.document) for row in labels.claims] == [
        ("They are allies.", "exists", "t:2", None),
        ("They are allies.", "possible", "t:3", None),
    ]
    assert all(row.shareable for row in labels.claims)


def test_a_document_groups_its_rows_unless_a_group_is_given(tmp_path):
    labels = read(tmp_path, "text,label,document,group\nOne.,exists,a,\nTwo.,exists,a,g\nThree.,exists,,\n", texts={})
    assert [row.group for row in labels.claims] == ["a", "g", "t:4"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_spreadsheets_delimiter_and_line_end_will_do(tmp_path, delimiter, end):
    rows = [("text", "label", "speaker"), ('"One, two;\tthree."', "exists", "A")]
    labels = read(tmp_path, "".join(delimiter.join(row) + end for row in rows), texts={})
    assert [(row.text, row.label, row.speaker) for row in labels.claims] == [("One, two;\tthree.", "exists", "A")]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + "text,label\nCafé.,exists\n".encode(),
        codecs.BOM_UTF16_LE + "text,label\nCafé.,exists\n".encode("utf-16-le"),
        "text,label\nA plain sentence about ports.,none\nCafé.,exists\n".encode("cp1252"),
    ],
    ids=["utf-8 mark", "utf-16", "cp1252"],
)
def test_any_spreadsheets_encoding_will_do(tmp_path, data):
    assert read(tmp_path, data, texts={}).claims[-1].text == "Café."


def test_a_cell_may_hold_line_breaks_and_quotation_marks(tmp_path):
    (claim,) = read(tmp_path, 'text,label\n"One\n""two"".",exists\n', texts={}).claims
    assert claim.text == 'One\n"two".'


# Which label counts.


def coded(*codes):
    """A table in which each (annotator, label) codes the same span."""
    rows = (f"a,0,16,{label},{annotator}" for annotator, label in codes)
    return "document,start,end,label,annotator\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("codes", "label"),
    [
        ([("A", "exists")], "exists"),
        ([("", "exists")], "exists"),
        ([("A", "exists"), ("B", "exists")], "exists"),
        ([("A", "exists"), ("B", "possible"), ("C", "possible")], "possible"),
        ([("A", "exists"), ("B", "exists"), ("gold", "unlikely")], "unlikely"),
        ([("A", "exists"), ("B", "possible"), ("gold", "possible")], "possible"),
        ([("model:x", "exists"), ("model:y", "exists"), ("A", "none")], "none"),
    ],
)
def test_gold_counts_else_the_only_annotators_label_else_the_majority(tmp_path, codes, label):
    labels = read(tmp_path, coded(*codes))
    assert [row.label for row in labels.claims] == [label]
    assert labels.tied == ()


@pytest.mark.parametrize(
    "codes",
    [
        [("A", "exists"), ("B", "possible")],
        [("A", "exists"), ("B", "possible"), ("model:x", "possible")],
        [("A", "exists"), ("B", "possible"), ("C", "none")],
        [("A", "exists"), ("gold", "exists"), ("gold", "possible")],
    ],
)
def test_a_tie_is_left_out_and_named(tmp_path, codes):
    labels = read(tmp_path, coded(*codes) + "a,17,30,unlikely,A\n")
    assert [row.label for row in labels.claims] == ["unlikely"]
    assert labels.tied == ("a 0-16",)


def test_words_that_several_labelled_count_once_and_their_ties_are_named(tmp_path):
    rows = "One.,exists,A,g\nOne.,exists,B,g\nTwo.,exists,A,g\nTwo.,none,B,g\nOne.,none,A,h\n"
    labels = read(tmp_path, "text,label,annotator,group\n" + rows)
    assert [(row.text, row.label, row.group) for row in labels.claims] == [
        ("One.", "exists", "g"),
        ("One.", "none", "h"),
    ]
    assert labels.tied == (f"g/{text_sha('Two.')} 0-4",)


def test_words_that_one_person_labelled_twice_are_two_rows(tmp_path):
    labels = read(tmp_path, "text,label,annotator,group\n" + "One.,exists,A,\nOne.,none,A,\n")
    assert [row.label for row in labels.claims] == ["exists", "none"]


def test_a_workbook_is_read_as_the_sheet_with_the_labels_would_be_as_csv(tmp_path, caplog):
    notes = [["How we labelled"], ["Two people, one week."]]
    rows = [["text", "label", "group", "sure", "when"]]
    rows += [["One.", "exists", 7, True, datetime.date(2024, 5, 3)], [None] * 5, ["Two.", "none", 8.0, None, None]]
    labels = read(tmp_path, excel(notes, rows), name="t.xlsx")
    assert [(row.text, row.label, row.group, row.row) for row in labels.claims] == [
        ("One.", "exists", "7", 2),
        ("Two.", "none", "8", 4),
    ]
    assert "t.xlsx: sheet 'S1' is read, and not: S0" in caplog.text
    assert read_rows(tmp_path / "t.xlsx")[1][0] == {
        "text": "One.", "label": "exists", "group": "7", "sure": "TRUE", "when": "2024-05-03"
    }  # fmt: skip
    old = [["text", "label"], ["One.", "exists"]]
    assert [row.label for row in read(tmp_path, old_excel(old), name="t.xls").claims] == ["exists"]


def test_a_workbook_that_cannot_be_read_says_what_is_wrong(tmp_path):
    for data, reason in (
        (b"PK\x03\x04", "t.xlsx: not an Excel file, or cut short; open it and save it anew"),
        (excel([]), "t.xlsx: an empty table; its first line must name the columns"),
        (excel([["text", "verdict"], ["One.", "exists"]]), "or text,label; it has text,verdict"),
    ):
        with pytest.raises(DataError, match=re.escape(reason)):
            read(tmp_path, data, name="t.xlsx")


@pytest.mark.parametrize("name", ["t.ods", "t.parquet", "t.jsonl"])
def test_tables_of_other_kinds_say_what_is_read(tmp_path, name):
    with pytest.raises(DataError, match=r"tables are read as \.csv, \.tsv and \.xlsx here; save it as one of these"):
        read(tmp_path, b"PK", name=name)


def test_what_a_model_said_is_no_label(tmp_path):
    labels = read(tmp_path, coded(("model:x", "exists")))
    assert (labels.claims, labels.tied) == ((), ())


def test_annotators_in_several_tables_code_the_same_span(tmp_path):
    first = table(tmp_path, coded(("A", "exists"), ("B", "possible")), name="first.csv")
    second = table(tmp_path, coded(("gold", "possible")), name="second.csv")
    labels = read_labels([first, second], QUESTION, TEXTS)
    assert [(row.label, row.table) for row in labels.claims] == [("possible", "second")]


def test_rows_keep_the_order_of_the_tables(tmp_path):
    labels = read(tmp_path, HEADER + "a,17,30,unlikely\na,0,16,exists\na,5,8,none\n")
    assert [row.start for row in labels.claims] == [17, 0, 5]


# What waits for its words.


def test_rows_without_their_words_are_counted_by_document(tmp_path):
    labels = read(tmp_path, HEADER + "b,0,16,exists\nb,17,30,none\nc,0,5,none\na,0,16,exists\n")
    assert [row.document for row in labels.claims] == ["a"]
    assert labels.waiting == {"b": 2, "c": 1}


def test_two_annotators_of_one_span_wait_as_one(tmp_path):
    assert read(tmp_path, coded(("A", "exists"), ("B", "exists")), texts={}).waiting == {"a": 1}


def test_a_blank_text_waits_like_none(tmp_path):
    labels = read(tmp_path, 'document,start,end,label,text\nb,0,16,exists,"  "\n')
    assert (labels.claims, labels.waiting) == ((), {"b": 1})


def test_the_words_in_the_table_serve_where_the_document_is_not_at_hand(tmp_path):
    labels = read(tmp_path, "document,start,end,label,text\nb,0,16,exists,They are allies.\n", texts={})
    assert [(row.text, row.shareable) for row in labels.claims] == [("They are allies.", True)]


# The fingerprint.


@given(st.lists(st.text("abc.é", min_size=1, max_size=5), min_size=1), st.text(" \n\t\r\u00a0", min_size=1, max_size=3))
def test_a_fingerprint_overlooks_how_white_space_runs(words, space):
    assert text_sha(space.join(words)) == text_sha(" ".join(words))


def test_a_fingerprint_is_twelve_hex_digits_that_change_with_a_letter():
    assert text_sha("One two.") != text_sha("One twa.")
    assert text_sha("") == "e3b0c44298fc"


def test_the_sheet_with_labels_is_found_whatever_the_case_of_its_columns(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(excel([["a note"], ["more"]], [["Text", "Label"], ["One.", "Exists"]]))
    found = read_labels([tmp_path / "t.xlsx"], QUESTION, TEXTS)
    assert [(row.text, row.label) for row in found.claims] == [("One.", "exists")]


def test_columns_and_labels_may_be_written_in_any_case(tmp_path):
    found = read(tmp_path, " Text,LABEL,Annotator,Note\nOne.,Exists ,ann,x\nTwo.,UNLIKELY,ann,\n")
    assert [(row.text, row.label, row.annotator) for row in found.claims] == [
        ("One.", "exists", "ann"),
        ("Two.", "unlikely", "ann"),
    ]


def test_a_column_named_here_goes_before_one_in_another_case(tmp_path):
    found = read(tmp_path, "Text,text,label\nNot this.,One.,exists\n")
    assert [row.text for row in found.claims] == ["One."]


# Each fault, in full.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "DIR/t.csv: an empty table; its first line must name the columns"),
        ("\n\n", "DIR/t.csv: an empty table; its first line must name the columns"),
        ("sep=;\n", "DIR/t.csv: an empty table; its first line must name the columns"),
        (
            "document,label\na,exists\n",
            "DIR/t.csv: needs the columns document,start,end,label or text,label; it has document,label; "
            "rename those that are meant",
        ),
        (
            "once upon a time\n",
            "DIR/t.csv: needs the columns document,start,end,label or text,label; it has once upon a time; "
            "rename those that are meant",
        ),
        ("text,label,text\na,exists,b\n", "DIR/t.csv: the column 'text' stands there twice; rename or remove one"),
        (
            "text,label\nOne, two,exists\nTwo.,exists\n",
            "DIR/t.csv, row 2: more cells than columns; quote the commas",
        ),
        (
            'text,label\nOne.,exists\n"Two.,exists\nThree.,exists\n',
            "DIR/t.csv, line 3: not CSV (unexpected end of data); export it as CSV again",
        ),
        (HEADER + "a,0,16,agre\n", "DIR/t.csv, row 2: label 'agre' is not one of exists, possible, unlikely, none"),
        (HEADER + "a,0,16\n", "DIR/t.csv, row 2: label '' is not one of exists, possible, unlikely, none"),
        (HEADER + "a,0,16,exist\n", "DIR/t.csv, row 2: label 'exist' is not one of exists, possible, unlikely, none"),
        (
            HEADER + "a,0,31,exists\n",
            "DIR/t.csv, row 2: span 0-31 ends outside 'a', which has 30 characters",
        ),
        (
            HEADER + "a,16,16,exists\n",
            "DIR/t.csv, row 2: start '16' and end '16' must be whole numbers, the start before the end",
        ),
        (
            HEADER + "a,-1,16,exists\n",
            "DIR/t.csv, row 2: start '-1' and end '16' must be whole numbers, the start before the end",
        ),
        (
            HEADER + "a,0.0,16.0,exists\n",
            "DIR/t.csv, row 2: start '0.0' and end '16.0' must be whole numbers, the start before the end",
        ),
        (
            "text,label,document,start\nOne.,exists,a,0\n",
            "DIR/t.csv, row 2: start '0' and end '' must be whole numbers, the start before the end",
        ),
        (HEADER + ",0,16,exists\n", "DIR/t.csv, row 2: no text and no position; give one of them"),
        ("text,label\n ,exists\n", "DIR/t.csv, row 2: no text and no position; give one of them"),
        (
            "document,start,end,label,text_sha\na,0,16,exists,000000000000\n",
            "DIR/t.csv, row 2: 'a' 0-16 is not the text labelled (text_sha differs); get its version",
        ),
        (
            "text,label,text_sha\nOne.,exists,000000000000\n",
            "DIR/t.csv, row 2: the text is not the one labelled (text_sha differs); "
            "restore the row or empty its text_sha",
        ),
        (
            "document,start,end,label,text\na,1,16,exists,They are allies.\n",
            "DIR/t.csv, row 2: 'a' 1-16 is not the text in the row; mend its start and end",
        ),
    ],
)
def test_each_fault_says_what_where_and_what_to_do(tmp_path, text, message):
    assert fault(tmp_path, text) == message


def test_all_faults_of_a_table_come_at_once(tmp_path):
    message = fault(tmp_path, HEADER + "a,0,16,agre\na,0,16,exists\na,9,3,exists\na,0,99,exists\n")
    assert message.split("\n") == [
        "DIR/t.csv, row 2: label 'agre' is not one of exists, possible, unlikely, none",
        "DIR/t.csv, row 4: start '9' and end '3' must be whole numbers, the start before the end",
        "DIR/t.csv, row 5: span 0-99 ends outside 'a', which has 30 characters",
    ]


@given(st.lists(st.sampled_from(["", "fine", "two lines", "fault"]), max_size=8))
def test_a_row_is_counted_as_a_spreadsheet_counts_it(kinds):
    lines = {"": "", "fine": "One.,exists", "two lines": '"One\n\ntwo.",exists', "fault": "One.,agre"}
    faults = [number for number, kind in enumerate(kinds, start=2) if kind == "fault"]
    with TemporaryDirectory() as folder:
        text = "\n".join(["text,label", *(lines[kind] for kind in kinds)]) + "\n"
        if faults:
            told = fault(Path(folder), text, texts={}).split("\n")
            assert [line.partition(":")[0] for line in told] == [f"DIR/t.csv, row {number}" for number in faults]
        else:
            rows = [number for number, kind in enumerate(kinds, start=2) if kind]
            claims = read(Path(folder), text, texts={}).claims
            assert [(claim.row, claim.group) for claim in claims] == [(number, f"t:{number}") for number in rows]


def test_rows_with_too_many_cells_are_counted_past_blank_lines(tmp_path):
    assert fault(tmp_path, "text,label\n\n\nOne, two,exists\n") == (
        "DIR/t.csv, row 4: more cells than columns; quote the commas"
    )


def test_of_very_many_faults_the_rest_is_counted(tmp_path):
    lines = fault(tmp_path, HEADER + "a,0,16,agre\n" * (MOST_FAULTS + 7)).split("\n")
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1] == "... and 7 more"


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(DataError) as caught:
        read_labels([tmp_path / "t.csv"], QUESTION, {})
    assert str(caught.value) == f"{tmp_path}/t.csv: cannot be read (No such file or directory); check the path"


def test_a_binary_table(tmp_path):
    assert fault(tmp_path, b"PK\3\4\0\0") == "DIR/t.csv: a binary file, not text; convert it to UTF-8 text first"


# The tables that ship.


def test_the_shipped_tables_are_sound_and_the_digests_are_all_at_hand():
    texts = {document.id: document.text for document in read_folder(ROOT / "data/raw")}
    question = read_question(ROOT / "data/labeled/question.toml")
    tables = sorted((ROOT / "data/labeled").glob("*.csv"))
    labels = read_labels(tables, question, texts)
    digests = [row for row in labels.claims if row.table == "digests"]
    assert len(digests) >= 1000
    assert all(row.shareable and texts[row.document][row.start : row.end] == row.text for row in digests)
    assert not any(row.shareable for row in labels.claims if row.table not in ("contrasts", "digests"))
    contrasts = [row for row in labels.claims if row.table == "contrasts"]
    assert len(contrasts) > 5000
    assert all(row.written and row.shareable and row.edit and row.document is None for row in contrasts)
    assert {name for name in labels.waiting if name.endswith("-digest")} == set()
    assert labels.tied == ()
    rows = [row for table in tables for row in read_rows(table)[1]]
    spans = {(row["document"], row["start"], row["end"]) if "document" in row else row["text"] for row in rows}
    assert len(labels.claims) + sum(labels.waiting.values()) == len(spans)
