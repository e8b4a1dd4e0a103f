"""Files that other tools made: read right, refused with a line, or counted; never read as if they had no labels."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli import app
from stance.errors import DataError
from stance.labelling.exchange import FORMATS
from stance.labelling.exchange.foreign import span

TEXT = "Russia and China are allies. The harvest was good."
CLAIM = TEXT[:28]


def load(name: str, records: object, tmp_path: Path) -> list[dict[str, str]]:
    file = tmp_path / "file"
    whole = name in ("label-studio", "uima")
    file.write_text(json.dumps(records) if whole else "\n".join(map(json.dumps, records)), "utf-8")
    return [dict(row) for row in FORMATS[name].load(file).rows]


def cells(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in ("start", "end", "label", "annotator", "text")) for row in rows]


SPAN = ("0", "28", "exists", "", CLAIM)

DOCCANO = {
    "entities": {"entities": [{"id": 5, "label": "exists", "start_offset": 0, "end_offset": 28}], "relations": []},
    "a list": {"label": [[0, 28, "exists"]]},
    "numbers as texts": {"label": [["0", 28.0, "exists"]]},
}


@pytest.mark.parametrize("record", DOCCANO.values(), ids=DOCCANO)
def test_labelled_spans_of_doccano(record, tmp_path):
    assert cells(load("doccano", [{"text": TEXT} | record], tmp_path)) == [SPAN]


def test_annotations_of_several_people_on_a_text_of_doccano(tmp_path):
    record = {"text": TEXT, "annotations": [{"label": "exists", "user": 1}, {"label": "none", "user": 2}]}
    assert cells(load("doccano", [record], tmp_path)) == [
        ("", "", "exists", "1", TEXT),
        ("", "", "none", "2", TEXT),
    ]


@pytest.mark.parametrize("name", ["doccano", "prodigy"])
def test_categories_with_scores(name, tmp_path):
    record = {"text": TEXT, "cats": {"exists": 1.0, "none": 0.0}, "answer": "accept"}
    assert cells(load(name, [record], tmp_path)) == [("", "", "exists", "", TEXT)]
    divided = record | {"cats": {"exists": 0.9, "none": 0.5}}
    assert cells(load(name, [divided], tmp_path)) == [("", "", "exists", "", TEXT)]
    with pytest.raises(DataError, match="one label is needed"):
        load(name, [record | {"cats": {"exists": 1, "none": 1}}], tmp_path)


@pytest.mark.parametrize(("start", "end"), [("0", "28"), (0.0, 28.0), (0, "28")])
def test_positions_that_are_whole_numbers_in_another_dress(start, end, tmp_path):
    record = {"text": TEXT, "answer": "accept", "spans": [{"start": start, "end": end, "label": "exists"}]}
    assert cells(load("prodigy", [record], tmp_path)) == [SPAN]


CHOICE = {"type": "choices", "value": {"choices": ["x"]}}
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"

REFUSED = {
    "outside the text": ("doccano", [{"text": TEXT, "label": [[40, 400, "exists"]]}]),
    "before the text": ("prodigy", [{"text": TEXT, "spans": [{"start": -5, "end": 28, "label": "exists"}]}]),
    "end before start": ("prodigy", [{"text": TEXT, "spans": [{"start": 20, "end": 10, "label": "exists"}]}]),
    "half a position": ("prodigy", [{"text": TEXT, "spans": [{"start": 0.5, "end": 10, "label": "exists"}]}]),
    "a label that is null": ("prodigy", [{"text": TEXT, "spans": [{"start": 0, "end": 28, "label": None}]}]),
    "two labels on a span": ("doccano", [{"text": TEXT, "label": [[0, 28, "exists"], [0, 28, "none"]]}]),
    "a list of texts": ("doccano", [{"text": [TEXT], "label": ["exists"]}]),
    "labels under an unknown name": ("doccano", [{"text": TEXT, "marks": ["exists"]}]),
    "accepted without a label": ("prodigy", [{"text": TEXT, "answer": "accept"}]),
    "no text known": (
        "label-studio",
        [
            {
                "data": {"a": TEXT, "b": TEXT},
                "annotations": [{"result": [{"type": "choices", "value": {"choices": ["x"]}}]}],
            }
        ],
    ),
    "two labels in one region": (
        "label-studio",
        [
            {
                "data": {"text": TEXT},
                "annotations": [
                    {"result": [{"type": "labels", "value": {"start": 0, "end": 28, "labels": ["exists", "none"]}}]}
                ],
            }
        ],
    ),
    "a span beyond the text": (
        "label-studio",
        [
            {
                "data": {"text": TEXT},
                "annotations": [
                    {"result": [{"type": "labels", "value": {"start": 0, "end": 99, "labels": ["exists"]}}]}
                ],
            }
        ],
    ),
    "the short JSON": ("label-studio", [{"id": 1, "text": TEXT, "sentiment": "exists"}]),
}


@pytest.mark.parametrize(("name", "records"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_right_is_refused_with_a_line(name, records, tmp_path):
    with pytest.raises(DataError) as caught:
        load(name, records, tmp_path)
    assert len(str(caught.value).splitlines()) == 1


def test_a_text_that_is_null_is_not_the_word_none(tmp_path):
    record = {"text": None, "label": ["exists"]}
    assert cells(load("doccano", [record], tmp_path)) == [("", "", "exists", "", "")]


def label_studio(*results: dict, data: dict | None = None) -> list[dict]:
    return [{"data": data or {"text": TEXT}, "annotations": [{"completed_by": 3, "result": list(results)}]}]


def test_a_text_under_another_name_and_a_choice_for_a_region_in_label_studio(tmp_path):
    choice = {"to_name": "sentence", "type": "choices", "value": {"choices": ["exists"]}}
    assert cells(load("label-studio", label_studio(choice, data={"sentence": TEXT, "n": 1}), tmp_path)) == [
        ("", "", "exists", "3", TEXT)
    ]
    region = [
        {"id": "a", "type": "labels", "value": {"start": 0, "end": 28, "labels": ["Claim"]}},
        {"id": "a", "type": "choices", "value": {"start": 0, "end": 28, "choices": ["exists"]}},
        {"id": "b", "type": "rating", "value": {"rating": 4}},
    ]
    assert cells(load("label-studio", label_studio(*region), tmp_path)) == [("0", "28", "exists", "3", CLAIM)]


def test_results_that_are_no_labels_are_told(tmp_path, caplog):
    choice = {"type": "choices", "value": {"choices": ["exists"]}}
    load("label-studio", label_studio(choice, {"type": "rating", "value": {}}), tmp_path)
    assert "a result of type 'rating' is no label and is passed over" in caplog.text


def test_annotations_made_in_inception(tmp_path):
    text = "💩 " + TEXT
    cas = {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text},
            {"%ID": 2, "%TYPE": "webanno.custom.Stance", "@sofa": 1, "begin": 3, "end": 31, "label": "exists"},
            {
                "%ID": 3,
                "%TYPE": f"{DKPRO}.ner.type.NamedEntity",
                "begin": 3,
                "end": 9,
                "value": "X",
            },
            {
                "%ID": 4,
                "%TYPE": f"{DKPRO}.metadata.type.DocumentMetaData",
                "documentTitle": "d",
            },
        ],
    }
    (row,) = load("uima", cas, tmp_path)
    assert (row["document"], row["start"], row["end"], row["label"], row["text"]) == ("d", "2", "30", "exists", CLAIM)


PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="u1" name="Ann"/></Users>
<CodeBook><Codes><Code guid="c1" name="exists" isCodable="true"><Code guid="c2" name="none"/></Code></Codes></CodeBook>
<Sources><TextSource guid="s1" name="d" plainTextPath="internal://s1.txt">
<PlainTextSelection guid="p1" startPosition="0" endPosition="28"><Coding guid="k1" creatingUser="u1">
<CodeRef targetGUID="c1"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""


def project(tmp_path: Path, xml: str) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/s1.txt", TEXT)
    (tmp_path / "p.qdpx").write_bytes(content.getvalue())
    return tmp_path / "p.qdpx"


def test_selections_coded_in_another_tool_come_with_their_coder(tmp_path):
    (row,) = FORMATS["refi-qda"].load(project(tmp_path, PROJECT)).rows
    assert (row["document"], row["start"], row["end"]) == ("d", "0", "28")
    assert (row["label"], row["annotator"], row["text"]) == ("exists", "Ann", CLAIM)


@pytest.mark.parametrize(
    "xml",
    [
        PROJECT.replace('endPosition="28"', 'endPosition="99"'),
        PROJECT.replace('targetGUID="c1"', 'targetGUID="gone"'),
        PROJECT.replace("s1.txt", "s2.txt"),
        PROJECT.replace("<Project", '<!DOCTYPE p [<!ENTITY e "x">]><Project'),
        PROJECT[:200],
    ],
)
def test_a_project_that_is_broken_is_refused_with_a_line(tmp_path, xml):
    with pytest.raises(DataError) as caught:
        FORMATS["refi-qda"].load(project(tmp_path, xml))
    assert len(str(caught.value).splitlines()) == 1


SCORES = [
    {"document": "d", "start": 0, "end": 28, "text": CLAIM, "speaker": "AUTHOR", "stance": "exists"},
    {"document": "d", "start": 29, "end": 50, "text": TEXT[29:], "speaker": "Lin\x07d", "stance": "unlikely"},
    {"document": "e", "start": 0, "end": 5, "text": "It is", "speaker": None, "stance": "none"},
]


def test_scores_as_statements_and_as_a_network(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/sources.csv").write_text("document,authors,date,outlet\nd,Ann Ames,2021-03-04,The Ledger\n")
    Path("scores.jsonl").write_text("".join(json.dumps(row) + "\n" for row in SCORES))
    dna = CliRunner().invoke(app, ["export", "scores.jsonl", "--to", "dna", "--texts", "texts"])
    assert dna.exit_code == 0
    assert "1 claims without a stance are left out" in dna.stderr
    lines = dna.stdout.splitlines()
    assert lines[1].startswith("1,2021-03-04,d,,Ann Ames,The Ledger,0,28,Ann Ames,,exists,1,")
    assert ",exists,0," in lines[2]
    network = CliRunner().invoke(app, ["export", "scores.jsonl", "--to", "graphml", "--texts", "texts"])
    from xml.etree import ElementTree

    root = ElementTree.fromstring(network.stdout)
    names = {data.text for data in root.iter("{http://graphml.graphdrawing.org/xmlns}data")}
    assert {"speaker", "stance", "Ann Ames", "exists", "Lin\ufffdd", "1"} <= names
    assert len(list(root.iter("{http://graphml.graphdrawing.org/xmlns}edge"))) == 2


def test_cells_that_a_spreadsheet_would_run_are_made_text_where_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text('document,start,end,label,annotator,text\nd,0,5,exists,A,"=1+1"\nd,6,9,none,A,-0.5\n')
    safe = CliRunner().invoke(app, ["export", "t.csv", "--to", "csv", "--spreadsheet-safe"])
    assert safe.stdout.splitlines()[1:] == ["d,0,5,exists,A,'=1+1", "d,6,9,none,A,-0.5"]
    plain = CliRunner().invoke(app, ["export", "t.csv", "--to", "csv"])
    assert plain.stdout.splitlines()[1] == "d,0,5,exists,A,=1+1"


def test_a_span_may_be_the_whole_text_and_no_character_more():
    text = "They met."
    assert span(0, "9", text) == {"start": 0, "end": 9, "text": text}
    for start, end in ((0, 10), (-1, 9), (9, 9), (9, 10), ("x", 9), (None, 9)):
        with pytest.raises(ValueError, match=r"a span from .* of a text of 9 characters"):
            span(start, end, text)
