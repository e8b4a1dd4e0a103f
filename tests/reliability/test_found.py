"""What hostile input has found so far, each as small as it gets, so that it stays mended."""

from __future__ import annotations

import json
import logging
import tracemalloc
import zipfile

import pytest
from harness import bounded
from targets import check_layout

from formats import read_bytes
from stance.bundle import load_model
from stance.commands.project import read_project
from stance.commands.settings import read_codebook
from stance.errors import DataError
from stance.labelling.annotations import read_scores
from stance.labelling.answer_log import AnswerLog
from stance.labelling.exchange import FORMATS
from stance.labelling.exchange.rows import load_csv
from stance.labelling.exchange.table import KEY
from stance.labelling.queue import QueueOrder, draw, read_queue
from stance.labels import positions
from stance.layout import lay_out
from stance.question import read_question
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports import documents_in
from stance.readers.metadata import source_in
from stance.sources.documents import read_metadata
from stance.tables import csv_text
from stance.text_tables import read_rows

CLAIM = {"document": "a", "start": 0, "end": 9, "text": "China and"}
DEEP = "[" * 100_000
TOO_LONG = "9" * 5000


def refusal(work, *given):
    with pytest.raises(DataError) as caught:
        work(*given)
    return str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        b"\xc0",
        DEEP.encode(),
        b'{"claim": {}, "why": "random", "population": 1}',
        json.dumps({"claim": CLAIM | {"start": "0"}, "why": "random", "population": 1}).encode(),
        json.dumps({"claim": CLAIM | {"text": None}, "why": "random", "population": 1}).encode(),
    ],
    ids=["bytes", "brackets", "no place", "a place in letters", "no words"],
)
def test_a_queue_that_nobody_could_answer_is_refused(line, tmp_path):
    (tmp_path / "queue.jsonl").write_bytes(line + b"\n")
    assert "not a queue that `stance label` wrote" in refusal(read_queue, tmp_path)


@pytest.mark.parametrize(
    "line",
    [DEEP, '{"document": ["a"], "start": 0, "end": 9}', '{"document": "a", "start": 0, "end": 9, "at": "noon"}', "7"],
    ids=["brackets", "a list", "no time", "a number"],
)
def test_an_answer_of_the_wrong_kinds_is_refused(line, tmp_path):
    path = tmp_path / "ann.answers.jsonl"
    path.write_text(f"{line}\n{{}}\n")
    assert refusal(AnswerLog, path).startswith(f"{path}, line 1: no answer;")


@pytest.mark.parametrize("line", [DEEP, TOO_LONG, '{"document": [], "start": 0, "end": 1, "stance": "exists"}'])
def test_scores_of_the_wrong_kinds_are_refused(line, tmp_path):
    path = tmp_path / "scores.jsonl"
    path.write_text(line)
    assert refusal(read_scores, path).startswith(f"{path}, line 1: no")


def test_what_is_no_chance_is_left_out_of_an_order():
    rows = [CLAIM | {"start": n, "p_a": "exists", "p_b": 0.5, "p_c": 0.25 + n / 8} for n in range(2)]
    assert [item.claim["start"] for item in draw(rows, QueueOrder.UNCERTAIN, limit=2, share=0.5, seed=0)] in (
        [1, 0],
        [0, 1],
    )


@pytest.mark.parametrize("name", ["jsonl", "prodigy", "doccano", "label-studio"])
@pytest.mark.parametrize("text", [DEEP, TOO_LONG])
def test_json_too_deep_or_too_long_is_refused_in_every_format(name, text, tmp_path):
    path = tmp_path / "labels"
    path.write_text(text)
    assert str(path) in refusal(FORMATS[name].load, path)


@pytest.mark.parametrize(
    ("task", "what"),
    [
        ({"annotations": 7}, "'annotations' is no list of objects"),
        ({"annotations": ["x"]}, "'annotations' is no list of objects"),
        ({"annotations": [{"result": "words"}]}, "'result' is no list of objects"),
        ({"annotations": [{"result": ["words"]}]}, "'result' is no list of objects"),
        (
            {"data": {"text": "x"}, "annotations": [{"result": [{"type": "choices", "value": [1]}]}]},
            "one choice is needed, not []",
        ),
        (
            {"data": {"text": "x"}, "annotations": [{"result": [{"type": "choices", "value": {"choices": 3}}]}]},
            "one choice is needed, not 3",
        ),
        (
            {"data": {"text": "x"}, "annotations": [{"result": [{"type": "labels", "value": 3}]}]},
            "a span from None to None",
        ),
        ({"data": {KEY: {"rows": {"": {}}}}, "annotations": [{"result": [{}]}]}, "'' is no number of a row"),
        ({"data": {KEY: {"columns": 7, "rows": [1]}}}, "no annotation in it"),
        ({"data": {KEY: {"columns": 7, "rows": {"x": 1}}}}, "'x' is no number of a row"),
    ],
    ids=str,
)
def test_a_task_of_label_studio_that_holds_something_else_is_refused(task, what, tmp_path):
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{"data": {}} | task]))
    assert what in refusal(FORMATS["label-studio"].load, path)


@pytest.mark.parametrize("name", ["jsonl", "prodigy", "doccano", "label-studio"])
def test_half_a_character_in_labels_is_written_again_as_its_replacement(name, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text("document,start,end,label,text\na,0,3,exists,HALF\n")
    path = tmp_path / "exported"
    path.write_text(FORMATS[name].dump(load_csv(table)).replace("HALF", "x\\ud800y"))
    back = FORMATS[name].load(path)
    assert "x\ufffdy" in csv_text(back.columns, back.rows).encode().decode()


def test_a_wide_table_without_one_annotators_column_is_refused(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("document,row.ann,label.ann,row.gold\na,1,exists,2\n")
    assert "no column 'label.gold'" in refusal(FORMATS["wide"].load, path)


@pytest.mark.parametrize("header", ['"document', '"document"x,title'])
def test_a_head_of_metadata_that_is_no_csv_is_refused(header, tmp_path):
    path = tmp_path / "sources.csv"
    path.write_text(header)
    assert refusal(read_metadata, path).startswith(f"{path}, line ")


def test_brackets_without_end_are_refused_in_questions_and_projects(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text(f"labels = {DEEP}")
    assert "not a TOML file" in refusal(read_question, path)
    assert "not TOML" in refusal(read_project, path)


def test_a_codebook_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "codebook.md"
    path.write_bytes(b"a\0b")
    assert refusal(read_codebook, path).startswith(f"{path}: a binary file")


def test_a_running_head_with_a_stop_in_it_ends_no_sentence():
    heads = [f"The Post. Volume {number}" for number in (1, 2, 3)]
    words = ["They went on with", "an act of", "faith in", "one another."]
    text = "\n".join([words[0], heads[0], words[1], heads[1], words[2], heads[2], words[3]])
    layout = lay_out(text)
    check_layout(text, layout)
    assert [block.sentences for block in layout.blocks] == [((0, len(text)),)]
    assert layout.view.split() == " ".join(words).split()


def test_markdown_of_more_lines_than_any_text_has_is_refused():
    assert "more than 100000 lines" in refusal(read_bytes, ".md", b"- a\n" * 100_001)


@pytest.mark.parametrize(
    "inside",
    ["{\\fonttbl" + "\\f1\\fcharset1" * 700, "{\\fonttbl\\f" + "1" * 100_000, "{\\field{\\*\\fldinst{" * 25_000],
    ids=["fonts", "digits", "links"],
)
def test_rtf_that_its_library_would_read_without_end_takes_no_time(inside):
    with bounded(2):
        assert "no text in this RTF file" in refusal(read_bytes, ".rtf", b"{\\rtf1" + inside.encode())


def test_a_card_that_is_no_text_does_not_keep_a_bundle_from_scoring():
    from targets import small_bundle

    (small_bundle() / "CARD.md").write_bytes(b"\xff")
    assert load_model(small_bundle()).card == "\ufffd"


def test_a_line_about_the_source_far_below_makes_no_head_of_a_clipping():
    lines = [*(f"Line {number}" for number in range(12)), "12 May 2024", *(f"More {number}" for number in range(5))]
    parts = [TextBlock(TextKind.PARAGRAPH, line) for line in lines]
    (document,) = documents_in(parts, "made.docx", "Word file")
    assert document.text == "\n\n".join(lines)


def test_a_date_with_much_white_space_behind_it_takes_no_time():
    with bounded(1):
        assert source_in("12 May 2024" + " " * 20_000 + "!") is None


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_xml_that_names_a_file_of_this_machine_does_not_get_it(tmp_path, codec):
    (tmp_path / "secret").write_text("the secret words")
    head = f'<!DOCTYPE x SYSTEM "x.dtd" [<!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    page = f"{head}<feed><item><content>China and Russia. &f; {'They met. ' * 50}</content></item></feed>"
    (document,) = read_bytes(".xml", page.encode(codec))
    assert "China and Russia." in document.text
    assert "secret" not in document.text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_project_that_declares_entities_is_refused_in_whichever_encoding(tmp_path, codec):
    inside = '<!DOCTYPE x [<!ENTITY a "aaaa">]><Project xmlns="urn:QDA-XML:project:1.0"/>'
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as project:
        project.writestr("project.qde", inside.encode(codec))
    assert "it declares entities" in refusal(FORMATS["refi-qda"].load, tmp_path / "p.qdpx")


def test_a_file_that_is_read_takes_no_memory_for_what_it_may_hold(tmp_path):
    (tmp_path / "small.csv").write_text("text,label\nThey met.,none\n")
    tracemalloc.start()
    read_rows(tmp_path / "small.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_file_name_on_several_lines_makes_no_message_of_its_own(tmp_path, capsys):
    from stance.commands.console import set_up_messages

    path = tmp_path / "a\nstance: wrote all of it.csv"
    assert "\n" not in refusal(read_rows, path)
    assert str(DataError("row 2: x\ny", "row 3: z")) == "row 2: x\\ny\nrow 3: z"
    set_up_messages(quiet=False)
    logging.getLogger("stance.x").info("%s: off topic", path)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_header_of_commas_takes_no_time(tmp_path):
    (tmp_path / "commas.csv").write_text("text" + "," * 400_000 + "\nThey met.\n")
    with bounded(2):
        assert read_rows(tmp_path / "commas.csv") == (["text"], [{"text": "They met."}])


def test_a_row_number_of_thousands_of_digits_is_refused(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(f"document,row.ann,label.ann\na,{TOO_LONG},exists\n")
    assert "is no whole number" in refusal(FORMATS["wide"].load, path)
    path.write_text(f"document,start,end,label\na,1,{TOO_LONG},exists\n")
    with pytest.raises(ValueError, match="must be whole numbers"):
        positions({"start": "1", "end": TOO_LONG})
    path.write_text(json.dumps([{"data": {KEY: {"rows": {TOO_LONG: {}}}}, "annotations": []}]))
    assert "is no number of a row" in refusal(FORMATS["label-studio"].load, path)


@pytest.mark.parametrize("broken", [{"begin": 0, "end": 4}, {"%TYPE": 5, "begin": 0}, ["a list"], "words"])
def test_an_annotation_of_a_cas_without_a_type_is_refused(tmp_path, broken):
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "They met."}
    (tmp_path / "cas.json").write_text(json.dumps({"%FEATURE_STRUCTURES": [sofa, broken]}))
    assert "not UIMA CAS JSON" in refusal(FORMATS["uima"].load, tmp_path / "cas.json")
