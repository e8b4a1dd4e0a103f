"""Disagreements of label, speaker and span: found, measured, shown and settled, and the settled row stands for them."""

from pathlib import Path

import pytest
from test_agreement import QUESTION, write
from test_session import LABEL, project, run  # noqa: F401  (a fixture)

from stance.errors import DataError
from stance.labelling.agreement import differences, disagreement_lines, measure
from stance.labelling.annotations import join_overlapping, read_annotations
from stance.labelling.merge import disagreement_queue
from stance.labels import read_labels

TEXT = "The two powers stand together, says Ilin. Others doubt it."
HEADER = "document,start,end,label,annotator,speaker,note,flag,text,group,sampling"
CLAIM = TEXT[:41]


def table(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    return write(tmp_path / "t.csv", list(rows), HEADER)


def row(annotator, label="yes", *, start=0, end=41, speaker="", note="", flag="", document="d"):
    return (document, start, end, label, annotator, speaker, note, flag, TEXT[start:end], "g1", "0.25")


def read(tmp_path: Path, *rows: tuple[object, ...]):
    return join_overlapping(read_annotations([table(tmp_path, *rows)], QUESTION))


def test_names_that_differ_in_case_and_space_are_one_annotator_and_that_is_said(tmp_path, caplog):
    caplog.set_level("INFO", "stance")
    annotations = read(tmp_path, row("Ann"), row("ann ", start=42, end=57), row("ANN", start=43, end=50), row("Ben"))
    assert annotations.people == ("Ann", "Ben")
    assert "annotators 'Ann', 'ann ', 'ANN' are taken as one, Ann" in caplog.text


def test_one_annotator_under_two_names_cannot_label_a_span_twice(tmp_path):
    with pytest.raises(DataError, match="'Ann' labelled d 0-41 both 'yes' and 'no'"):
        read(tmp_path, row("Ann"), row("ann ", "no"))


def test_a_span_drawn_differently_is_the_same_claim(tmp_path):
    annotations = read(tmp_path, row("Ann"), row("Ben", "no", end=30))
    (span,) = annotations.spans
    assert annotations.spans[span] == {"Ann": "yes", "Ben": "no"}
    assert differences(annotations, span) == ["label", "span"]


def test_spans_that_one_annotator_keeps_apart_stay_apart(tmp_path):
    annotations = read(tmp_path, row("Ann"), row("Ann", "no", end=30), row("Ben"), row("Ben", "no", end=30))
    assert len(annotations.spans) == 2


def test_agreement_covers_speakers_and_spans(tmp_path):
    annotations = read(
        tmp_path,
        row("Ann", speaker="Ilin"),
        row("Ben", speaker=" ilin", end=30),
        row("Ann", start=42, end=57, speaker="AUTHOR"),
        row("Ben", start=42, end=57, speaker="others"),
    )
    values = {figure.measure: figure.value for figure in measure(annotations) if figure.annotators == "all"}
    assert values["speaker_agreement"] == 0.5
    assert values["span_agreement"] == 0.5


def test_a_disagreement_is_listed_with_its_words_and_what_differs(tmp_path):
    annotations = read(tmp_path, row("Ann", speaker="Ilin"), row("Ben", speaker="AUTHOR"))
    (line,) = disagreement_lines(annotations, 5)
    assert line.startswith(f"d 0-41: “{CLAIM}” Ann yes, Ben yes")
    assert "speakers Ann: Ilin; Ben: AUTHOR" in line


def test_what_is_to_be_settled_brings_both_answers_and_what_the_settled_label_inherits(tmp_path):
    annotations = read(
        tmp_path,
        row("Ann", speaker="Ilin", note="by deed", flag="yes"),
        row("Ben", "no", speaker="ilin", end=30),
        row("Cem", speaker="AUTHOR"),
    )
    (item,) = disagreement_queue(annotations, {"d": TEXT})
    claim = item.claim
    assert claim["differs"] == ["label", "speaker", "span"]
    assert (claim["speaker"], claim["group"], claim["sampling"]) == ("Ilin", "g1", "0.25")
    assert claim["answers"]["Ann"] == {
        "label": "yes",
        "speaker": "Ilin",
        "note": "by deed",
        "flag": "yes",
        "words": CLAIM,
    }
    assert claim["answers"]["Ben"]["words"] == TEXT[:30]


def test_a_disagreement_on_the_speaker_alone_is_to_be_settled_too(tmp_path):
    agreed = read(tmp_path, row("Ann", speaker="Ilin"), row("Ben", speaker="ILIN"))
    with pytest.raises(DataError, match="nothing to settle"):
        disagreement_queue(agreed, {"d": TEXT})
    (item,) = disagreement_queue(read(tmp_path, row("Ann", speaker="Ilin"), row("Ben", speaker="AUTHOR")), {"d": TEXT})
    assert item.claim["differs"] == ["speaker"]


def test_a_gold_row_takes_speaker_group_and_sampling_of_what_it_settles(tmp_path):
    gold = ("d", 0, 41, "no", "gold", "", "", "", CLAIM, "", "disagreement")
    path = table(tmp_path, row("Ann", speaker="Ilin"), row("Ben", "no"), gold)
    (settled,) = read_labels([path], QUESTION, {}).claims
    assert (settled.label, settled.speaker, settled.group, settled.sampling) == ("no", "Ilin", "g1", "0.25")


def test_the_settled_label_of_a_session_inherits_and_may_correct_the_speaker(project):  # noqa: F811
    assert run(*LABEL, "A", keys="11111").exit_code == 0
    assert run(*LABEL, "B", keys="13111").exit_code == 0
    run("merge", "--texts", "texts", "-o", "t.csv")
    settle = ("adjudicate", "t.csv", "--texts", "texts", "--question", "q.toml", "--terminal")
    settled = run(*settle, keys="sSomebody Else\nnthe treaty lapsed\n3")
    assert settled.exit_code == 0
    assert "no evidence" not in settled.stdout.splitlines()[2]
    run("merge", "adjudication", "--texts", "texts", "-o", "gold.csv")
    header, line = Path("gold.csv").read_text().splitlines()
    cells = dict(zip(header.split(","), line.split(","), strict=True))
    assert (cells["speaker"], cells["annotator"], cells["sampling"]) == ("Somebody Else", "gold", "all")


WORDS = [
    ("They are allies.", "yes", "Ann", "letter"),
    ("They are  allies.", "no", "Ben", "letter"),
    ("It rained.", "none", "Ann", "letter"),
    ("It rained.", "none", "Ben", "letter"),
    ("It rained.", "none", "Ann", "column"),
    ("It rained.", "no", "Ben", "column"),
]
"""Words that two have labelled, without a place in a text; white space aside, the first two are the same."""


def test_words_without_a_place_agree_by_group_and_words_and_groups_are_drawn_anew(tmp_path):
    annotations = read_annotations([write(tmp_path / "t.csv", WORDS, "text,label,annotator,group")], QUESTION)
    assert [set(labels.values()) for labels in annotations.spans.values()] == [{"yes", "no"}, {"none"}, {"none", "no"}]
    agreed = next(figure for figure in measure(annotations) if figure.measure == "agreement")
    assert (agreed.spans, agreed.documents, agreed.value) == (3, 2, pytest.approx(1 / 3))


def test_words_without_a_place_are_settled_and_the_settled_label_trains(project):  # noqa: F811
    write(Path("t.csv"), WORDS, "text,label,annotator,group")
    settle = ("adjudicate", "t.csv", "--question", "q.toml", "--terminal")
    shown = run(*settle, keys="nrain is no bond\r4nsaid so\r1")
    assert shown.exit_code == 0, shown.output
    assert run("merge", "adjudication", "-o", "gold.csv").exit_code == 0
    labels = read_labels([Path("t.csv"), Path("gold.csv")], QUESTION, {})
    assert [(claim.text, claim.label, claim.group) for claim in labels.claims] == [
        ("They are allies.", "yes", "letter"),
        ("It rained.", "none", "letter"),
        ("It rained.", "none", "column"),
    ]
    assert labels.tied == ()
