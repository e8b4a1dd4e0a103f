"""The question file: what it gives, every fault at once; and the gate, at which nothing that bears on it is lost."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import DataError
from stance.question import missing_entities, question_from_dict, question_to_dict, read_question
from stance.records import Question
from stance.text_tables import read_rows

SHIPPED = Path(__file__).parents[1] / "data/labeled/question.toml"
FORM = "see data/labeled/question.toml for the form"


def written(folder, text):
    path = folder / "q.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder, text):
    with pytest.raises(DataError) as caught:
        read_question(written(folder, text))
    return str(caught.value).replace(str(folder), "DIR")


def test_the_shipped_question_has_its_labels_in_order_and_names_both_sides():
    question = read_question(SHIPPED)
    assert question.labels == ("exists", "possible", "unlikely", "none")
    assert question.scale == ("exists", "possible", "unlikely")
    assert [side[0] for side in question.sides] == ["China", "Russia"]


def test_a_question_needs_no_sides_and_no_label_off_the_scale(tmp_path):
    path = written(tmp_path, 'id = "q"\ntext = "Will it?"\nlabels = ["yes", "no"]\n')
    assert read_question(path) == Question(id="q", text="Will it?", labels=("yes", "no"))


def test_a_byte_order_mark_is_no_part_of_the_question(tmp_path):
    path = written(tmp_path, '\ufeffid = "q"\ntext = "Will it?"\nlabels = ["yes", "no"]\n')
    assert read_question(path).id == "q"


def test_a_question_survives_the_way_into_a_manifest():
    question = read_question(SHIPPED)
    assert question_from_dict(question_to_dict(question)) == question


def test_every_fault_is_named_at_once(tmp_path):
    message = fault(
        tmp_path,
        'id = ""\ntext = 3\nlabels = ["yes", "yes"]\nlabel = "stray"\nsides = [["North"], []]\n',
    )
    assert message == (
        "DIR/q.toml: unknown key 'label'; 'id' must be a text; 'text' must be a text; "
        "'labels' must list two or more different texts; 'sides' must be lists of names, none of them empty; " + FORM
    )


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ('labels = ["yes", "no"]\nnone_label = "maybe"', "'none_label' ('maybe') is not one of the labels (yes, no)"),
        ('labels = ["yes", "no"]\nnone_label = ["yes"]', "'none_label' (['yes']) is not one of the labels (yes, no)"),
        ('labels = ["yes"]', "'labels' must list two or more different texts"),
        ('labels = "yes or no"', "'labels' must list two or more different texts"),
        ("labels = [1, 2]", "'labels' must list two or more different texts"),
        ('labels = ["yes", " "]', "'labels' must list two or more different texts"),
        ('labels = ["yes", "no"]\nsides = ["North", "South"]', "'sides' must be lists of names, none of them empty"),
        ('labels = ["yes", "no"]\nsides = "North"', "'sides' must be lists of names, none of them empty"),
        ('labels = ["yes", "no"]\nsides = [[""]]', "'sides' must be lists of names, none of them empty"),
    ],
)
def test_each_fault_by_itself(tmp_path, lines, what):
    assert fault(tmp_path, f'id = "q"\ntext = "Will it?"\n{lines}\n') == f"DIR/q.toml: {what}; {FORM}"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DataError) as caught:
        read_question(tmp_path / "q.toml")
    assert str(caught.value) == (
        f"{tmp_path}/q.toml: cannot be read (No such file or directory); give a question file with --question"
    )


def test_a_file_that_is_no_toml(tmp_path):
    message = fault(tmp_path, "labels = [yes\n")
    assert message.startswith("DIR/q.toml: not a TOML file (")
    assert message.endswith(f"); {FORM}")
    assert "\n" not in message


def test_a_file_in_another_encoding(tmp_path):
    (tmp_path / "q.toml").write_bytes('id = "Südmark"'.encode("latin-1"))
    with pytest.raises(DataError, match="not a TOML file"):
        read_question(tmp_path / "q.toml")


ROOT = Path(__file__).parents[1]
CHINA_RUSSIA = read_question(ROOT / "data/labeled/question.toml")
NORTH_SOUTH = Question(
    id="q",
    text="?",
    labels=("yes", "no"),
    sides=(("Northland", "North Landers", "N.L."), ("Southmark", "Südmark")),
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Northland courts Southmark.", ()),
        ("NORTHLAND COURTS SOUTHMARK.", ()),
        ("northland courts southmark", ()),
        ("Northland's port and Southmark’s rails", ()),
        ("the Northland-Southmark axis", ()),
        ("the “Northland” question; (Southmark)", ()),
        ("the N.L. envoy went to Südmark", ()),
        ("SÜDMARK and the N.L.", ()),
        ("Northland stands alone.", ("Southmark",)),
        ("Southmark stands alone.", ("Northland",)),
        ("Elsewhere.", ("Northland", "Southmark")),
        ("", ("Northland", "Southmark")),
        ("Northlander ways in Southmarkish towns", ("Northland", "Southmark")),
        ("Greatnorthland and _Southmark_", ("Northland", "Southmark")),
        ("North\nLanders and Southmark", ()),
        ("North  \r\n   Landers and Southmark", ()),
        ("North\u00a0Landers and Southmark", ()),
        ("NL met Southmark", ("Northland",)),
    ],
)
def test_a_side_is_named_by_whole_words_capitals_and_wraps_aside(text, missing):
    assert missing_entities(text, NORTH_SOUTH) == missing


def test_without_sides_every_text_is_on_topic():
    assert missing_entities("", Question(id="q", text="?", labels=("yes", "no"))) == ()


@given(st.text(), st.sampled_from(["China", "Xi Jinping", "PRC"]), st.text(), st.sampled_from(["Moscow", "Putin"]))
def test_wherever_the_names_stand_between_spaces_they_are_seen(before, one, between, other):
    assert missing_entities(f"{before} {one} {between} {other} ", CHINA_RUSSIA) == ()


@pytest.mark.parametrize(
    "text", ["a Sino-Russian pact", "Beijing\nand the\nKremlin", "Xi and Putin", "CHINESE AND RUSSIANS"]
)
def test_kin_of_the_names_are_in_the_question_file(text):
    assert missing_entities(text, CHINA_RUSSIA) == ()


@pytest.mark.parametrize("table", ["digests", "originals", "field"])
def test_no_labelled_span_with_a_stance_lies_in_a_document_that_is_gated_out(table):
    _, rows = read_rows(ROOT / f"data/labeled/{table}.csv")
    bearing = Counter(row["document"] for row in rows if row["label"] != CHINA_RUSSIA.none_label)
    folder = ROOT / "data/raw" / ("" if table == "digests" else table)
    at_hand = [name for name in bearing if (folder / f"{name}.txt").is_file()]
    if not at_hand:
        pytest.skip(f"the texts of {table} are not at hand (make texts)")
    assert len(at_hand) == len(bearing)
    lost = {
        f"{name}: {bearing[name]} spans": missing
        for name in at_hand
        if (missing := missing_entities((folder / f"{name}.txt").read_bytes().decode(), CHINA_RUSSIA))
    }
    assert lost == {}
