"""The question file: what it gives, and every fault of it at once."""

from pathlib import Path

import pytest

from stance.errors import DataError
from stance.question import question_from_dict, question_to_dict, read_question
from stance.records import Question

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
