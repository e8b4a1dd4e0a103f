"""Label tables through other tools' formats and back: cell for cell, and files made there."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from stance.cli import app
from stance.errors import DataError, UsageError
from stance.labelling.exchange import FORMATS
from stance.labelling.exchange.label_studio import label_config
from stance.labelling.exchange.table import FOREIGN, LabelTable, filled, joined
from stance.labels import read_labels, text_sha
from stance.records import Question

ROOT = Path(__file__).parents[2]
COLUMNS = ("document", "start", "end", "speaker", "label", "annotator", "confidence", "text", "text_sha", "note")
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["", " ", "a,b", 'say "so"', "line\nbreak", "\r", "\r\n", "=1+1", "💩 é e\u0301", "\u2028", "01", "null", "\ufeff"]
)


@st.composite
def tables(draw: st.DrawFn) -> LabelTable:
    """Tables with the columns every format needs, some others, repeated spans, and any text in their cells."""
    more = draw(st.lists(st.sampled_from(COLUMNS[3:4] + COLUMNS[6:]), unique=True))
    columns = draw(st.permutations(["document", "start", "end", "label", "annotator", *more]))
    places = {"document": st.sampled_from(["d", "e", "", "01"]), "start": st.sampled_from(["0", "7", "", "x"])}
    names = {
        "label": st.sampled_from(["yes", "no", "", "per haps"]),
        "annotator": st.sampled_from(["A", "gold", "model:m", ""]),
    }
    kinds = places | names | {"end": st.sampled_from(["9", "12", ""])}
    rows = st.fixed_dictionaries({name: kinds.get(name, CELLS) for name in columns})
    return LabelTable(tuple(columns), tuple(draw(st.lists(rows, min_size=1, max_size=8))))


def dumped(name: str, table: LabelTable) -> bytes:
    content = FORMATS[name].dump(table)
    return content if isinstance(content, bytes) else content.encode()


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_every_format_gives_the_table_back(name, table, tmp_path):
    file = tmp_path / "labels"
    file.write_bytes(dumped(name, table))
    assert FORMATS[name].load(file) == table


@pytest.mark.parametrize("name", FORMATS)
def test_the_labels_of_the_project_come_back(name, tmp_path):
    table = FORMATS["csv"].load(ROOT / "data/labeled/originals.csv")
    file = tmp_path / "labels"
    mark = b"" if name == "refi-qda" else b"\xef\xbb\xbf"
    file.write_bytes(mark + dumped(name, table))
    assert FORMATS[name].load(file) == table


ROWS = (
    {"document": "d", "start": "3", "end": "12", "label": "yes", "annotator": "A", "text": "They meet."},
    {"document": "d", "start": "3", "end": "12", "label": "no", "annotator": "model:lite", "text": "They meet."},
    {"document": "e", "start": "0", "end": "4", "label": "", "annotator": "B", "text": "Oh 💩."},
)
TABLE = LabelTable(tuple(ROWS[0]), ROWS)


def tasks(name: str) -> list[dict[str, object]]:
    text = FORMATS[name].dump(TABLE)
    return json.loads(text) if name == "label-studio" else [json.loads(line) for line in text.splitlines()]


def loaded(name: str, records: object, tmp_path: Path) -> tuple[dict[str, str], ...]:
    file = tmp_path / "file"
    lines = json.dumps(records) if name == "label-studio" else "\n".join(map(json.dumps, records))
    file.write_text(lines)
    return FORMATS[name].load(file).rows


def test_uima_sees_each_row_as_an_annotation_of_its_own_words():
    structures = json.loads(FORMATS["uima"].dump(TABLE))["%FEATURE_STRUCTURES"]
    text = structures[0]["sofaString"].encode("utf-16-le")  # positions are of UTF-16
    words = [text[2 * one["begin"] : 2 * one["end"]].decode("utf-16-le") for one in structures[1:]]
    assert words == [row["text"] for row in ROWS]


def test_label_studio_sees_a_task_a_span_with_people_and_models_apart():
    first, second = tasks("label-studio")
    assert {key: first["data"][key] for key in ("text", "document", "start", "end")} == {
        "text": "They meet.",
        "document": "d",
        "start": 3,
        "end": 12,
    }
    result = first["annotations"][0]["result"][0]
    assert (result["type"], result["value"]) == ("choices", {"choices": ["yes"]})
    assert first["predictions"][0]["model_version"] == "model:lite"
    assert second["annotations"] == []


def test_the_labelling_interface_names_what_the_results_name():
    view = ET.fromstring(label_config(["yes", 'a "b" <c>']))
    choices = view.find("Choices")
    result = tasks("label-studio")[0]["annotations"][0]["result"][0]
    assert (choices.get("name"), choices.get("toName")) == (result["from_name"], result["to_name"])
    assert [choice.get("value") for choice in choices] == ["yes", 'a "b" <c>']
    assert view.find("Text").get("value") == "$text"


def test_what_was_done_in_label_studio_counts(tmp_path):
    first, second = tasks("label-studio")
    first["annotations"][0]["result"][0]["value"]["choices"] = ["no"]
    answer = {"type": "choices", "id": "x1", "value": {"choices": ["yes"]}}
    second["annotations"] = [{"completed_by": {"email": "c@example.org"}, "result": [answer]}]
    second["annotations"].append({"completed_by": 7, "was_cancelled": True, "result": [answer]})
    rows = loaded("label-studio", [second, first], tmp_path)
    assert [(row["annotator"], row["label"]) for row in rows] == [
        *(("A", "no"), ("model:lite", "no"), ("B", "")),
        ("c@example.org", "yes"),
    ]
    assert rows[3] == {**ROWS[2], "annotator": "c@example.org", "label": "yes"}


def test_an_annotation_deleted_in_label_studio_is_no_label(tmp_path):
    first, _ = tasks("label-studio")
    first["annotations"] = []
    assert [row["label"] for row in loaded("label-studio", [first], tmp_path)] == ["", "no"]


def test_spans_of_label_studio_are_counted_in_code_points(tmp_path):
    value = {"start": 6, "end": 11, "text": "works", "labels": ["yes"]}
    task = {
        "data": {"text": "💩💩: works", "document": "d"},
        "annotations": [{"completed_by": 3, "result": [{"type": "labels", "value": value}]}],
    }
    (row,) = loaded("label-studio", [task], tmp_path)
    assert row == dict(zip(FOREIGN, ("d", "4", "9", "yes", "3", "works"), strict=True))


def test_prodigy_sees_choices_and_its_answers_count(tmp_path):
    asked = tasks("prodigy")
    assert asked[0]["options"] == [{"id": "no", "text": "no"}, {"id": "yes", "text": "yes"}]
    assert (asked[0]["accept"], asked[0]["answer"], asked[2]["answer"]) == (["yes"], "accept", "ignore")
    assert asked[0]["_input_hash"] == asked[1]["_input_hash"] != asked[2]["_input_hash"]
    asked[0]["accept"], asked[1]["answer"] = ["no"], "reject"
    assert [row["label"] for row in loaded("prodigy", asked, tmp_path)] == ["no", "", ""]


def test_tasks_made_in_prodigy_are_read(tmp_path):
    made = [
        {"text": "Fine.", "label": "yes", "answer": "accept", "_annotator_id": "ann"},
        {"text": "So so.", "accept": ["no"], "answer": "ignore", "meta": {"document": "d"}},
        {"text": "One two.", "spans": [{"start": 4, "end": 7, "label": "yes"}], "answer": "accept"},
    ]
    assert [tuple(row.values()) for row in loaded("prodigy", made, tmp_path)] == [
        ("", "", "", "yes", "ann", "Fine."),
        ("d", "", "", "", "", "So so."),
        ("", "4", "7", "yes", "", "two"),
    ]


def test_texts_made_in_doccano_are_read(tmp_path):
    made = [
        {"id": 1, "text": "One two.", "label": [[4, 7, "yes"]], "meta": {"document": "d"}},
        {"id": 2, "text": "Fine.", "label": ["no"], "annotator": "ann", "Comments": []},
        {"id": 3, "text": "Open.", "label": []},
    ]
    assert [tuple(row.values()) for row in loaded("doccano", made, tmp_path)] == [
        ("d", "4", "7", "yes", "", "two"),
        ("", "", "", "no", "ann", "Fine."),
        ("", "", "", "", "", "Open."),
    ]


def test_metadata_that_doccano_put_under_meta_is_found(tmp_path):
    moved = [{"id": 9, "text": task.pop("text"), "label": ["no"], "meta": task} for task in tasks("doccano")]
    assert loaded("doccano", moved, tmp_path)[0] == ROWS[0] | {"label": "no"}


def test_the_wide_table_is_a_line_a_span():
    lines = list(csv.reader(FORMATS["wide"].dump(TABLE).splitlines()))
    assert lines[0] == [
        *("document", "start", "end", "label.A", "label.model:lite", "label.B"),
        *("row.A", "row.model:lite", "row.B", "text"),
    ]
    assert lines[1:] == [
        ["d", "3", "12", "yes", "no", "", "1", "2", "", "They meet."],
        ["e", "0", "4", "", "", "", "", "", "3", "Oh 💩."],
    ]


def test_a_label_put_into_the_wide_table_is_read(tmp_path):
    file = tmp_path / "wide.csv"
    file.write_text(FORMATS["wide"].dump(TABLE).replace("e,0,4,,,", "e,0,4,yes,,"))
    assert FORMATS["wide"].load(file).rows[-1] == ROWS[2] | {"annotator": "A", "label": "yes"}


@pytest.mark.parametrize("column", ["row.A", "label.A", "x.B"])
def test_columns_that_would_be_mixed_up_are_refused(column):
    rows = tuple(row | {column: "1"} for row in ROWS)
    with pytest.raises(UsageError, match="cannot be told apart"):
        FORMATS["wide"].dump(LabelTable((*TABLE.columns, column), rows))


@pytest.mark.parametrize("name", ["label-studio", "prodigy", "doccano", "wide"])
def test_a_missing_column_is_named(name):
    with pytest.raises(UsageError, match=r"needs the column 'label'|needs the column 'document'"):
        FORMATS[name].dump(LabelTable(("text",), ({"text": "Hm."},)))


def test_an_empty_table_is_not_exported():
    with pytest.raises(UsageError, match="no rows"):
        FORMATS["jsonl"].dump(LabelTable(("text",), ()))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("jsonl", '{"a": 1}\n[1]\n{"a": [2]}', "record 2: not an object\n.*record 3: 'a' is not a single value"),
        ("prodigy", '{"text": "x", "accept": ["a", "b"]}', "record 1: one label is needed"),
        ("doccano", '{"text": "x", "label": [[1, "a"]]}', "record 1: a span must be"),
        ("doccano", "{oops", "line 1: not JSON"),
        ("label-studio", "{}", "not an array of tasks"),
        ("label-studio", '[{"data": {}}]', "no annotation in it"),
        ("label-studio", "[{}]", "task 1: no 'data'"),
        ("wide", "document,label\nd,yes\n", "is it a wide table"),
        ("wide", "document,row.A\nd,x\n", "row 2: 'x' in row.A is no whole number"),
    ],
)
def test_faults_say_where(name, content, message, tmp_path):
    file = tmp_path / "file"
    file.write_text(content)
    with pytest.raises(DataError, match=message):
        FORMATS[name].load(file)


def test_tables_are_joined_and_their_words_filled_in():
    text = "Oh. They meet."
    bare = LabelTable(
        ("document", "start", "end", "text_sha"),
        ({"document": "d", "start": "4", "end": "14", "text_sha": text_sha("They meet.")},),
    )
    both = filled(joined([bare, LabelTable(("text",), ({"text": "Hm."},))]), {"d": text})
    assert both.shown == ("They meet.", "Hm.")
    assert both.rows[1] == {"document": "", "start": "", "end": "", "text_sha": "", "text": "Hm."}
    with pytest.raises(DataError, match="row 2, d: the document is not the version labelled"):
        filled(bare, {"d": "x" + text})


def test_a_fault_of_joined_tables_says_which_of_them_has_the_row(tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("document,start,end,label\nd,0,3,yes\n", encoding="utf-8")
    second.write_text("document,start,end,label\n\nd,9,3,yes\n", encoding="utf-8")
    tables = joined([FORMATS["csv"].load(path) for path in (first, second)])
    with pytest.raises(DataError, match=f"^{re.escape(str(second))}, row 3, d: "):
        filled(tables, {"d": "Oh. They meet."})


def test_the_commands_go_there_and_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(FORMATS["csv"].dump(TABLE), encoding="utf-8")
    run = CliRunner().invoke
    there = run(app, ["export", "t.csv", "--to", "label-studio", "-o", "ls.json", "--label-config", "ls.xml"])
    back = run(app, ["import", "ls.json", "--from", "label-studio", "-o", "u.csv"])
    assert (there.exit_code, back.exit_code) == (0, 0)
    assert Path("u.csv").read_bytes() == Path("t.csv").read_bytes()
    assert 'value="yes"' in Path("ls.xml").read_text()
    marked = run(app, ["export", "t.csv", "--to", "wide", "--bom"])
    assert marked.stdout_bytes.startswith(b"\xef\xbb\xbfdocument,")


def test_labels_of_whole_texts_made_elsewhere_can_train(tmp_path):
    made = [
        {"id": 1, "text": "Fine.", "label": ["no"], "document": "d"},
        {"id": 2, "text": "One two.", "label": [[4, 7, "yes"]], "document": "e"},
    ]
    file = tmp_path / "file"
    file.write_text("\n".join(map(json.dumps, made)))
    table = tmp_path / "t.csv"
    table.write_text(FORMATS["csv"].dump(FORMATS["doccano"].load(file)))
    question = Question(id="q", text="?", labels=("yes", "no"))
    claims = read_labels([table], question, {}).claims
    assert [(claim.text, claim.label, claim.group, claim.start) for claim in claims] == [
        ("Fine.", "no", "d", None),
        ("two", "yes", "e", 4),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_characters_that_steer_a_terminal_or_are_no_xml_make_no_unreadable_file(tmp_path, name):
    row = {
        "document": "a",
        "start": "0",
        "end": "4",
        "label": "ex\x01ists",
        "text": "They\x02 met",
        "annotator": "a\x03n",
    }
    written = FORMATS[name].dump(LabelTable(tuple(row), (row,)))
    path = tmp_path / "table"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    (back,) = FORMATS[name].load(path).rows
    assert back["label"] in {"ex\x01ists", "ex\ufffdists"}
