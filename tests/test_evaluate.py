from dataclasses import replace

import numpy as np
import pytest

from model_data import QUESTION, claim, labelled_claims, moon_folds
from stance.errors import DataError
from stance.evaluate.cross_validation import Setup, out_of_fold, score_unseen
from stance.evaluate.run import end_to_end_figures, evaluate_all, gold_span_figures, split_figures
from stance.folds import make_folds, rows_to_split, split_clusters
from stance.model import score_claims
from stance.records import AUTHOR, Document, LabelledClaim

MARKER = "zyxomark"


def vocabulary(model):
    blocks = model.text_classifier.pipeline.named_steps["join"].named_transformers_
    return {term for name in ("word", "char", "masked") if name in blocks for term in blocks[name].vocabulary_}


@pytest.fixture(scope="module")
def rows():
    return labelled_claims(8)


@pytest.fixture
def by_group():
    return moon_folds()


def test_a_word_of_one_group_is_in_no_vocabulary_that_scores_that_group(rows):
    marked = [replace(row, text=f"{row.text} {MARKER}") if row.group == "g3" else row for row in rows]
    evaluated = out_of_fold(marked, Setup(question=QUESTION))
    scorer = {fold for row, fold in zip(marked, evaluated.fold_of, strict=True) if row.group == "g3"}
    assert len(scorer) == 1
    for number, model in enumerate(evaluated.models):
        assert any(MARKER in term for term in vocabulary(model)) == (number not in scorer)


def test_no_group_in_two_folds_and_every_row_tested_once(rows):
    folds = make_folds(rows)
    assert sorted(i for fold in folds for i in fold.test) == list(range(len(rows)))
    for fold in folds:
        assert {rows[i].group for i in fold.train}.isdisjoint(rows[i].group for i in fold.test)


def test_folds_follow_the_seed(rows):
    assert make_folds(rows, seed=1) == make_folds(rows, seed=1)
    assert make_folds(rows, seed=1) != make_folds(rows, seed=2)


def test_a_training_row_with_a_run_of_eight_test_words_is_dropped_and_counted(rows):
    words = "one two three four five six seven eight"
    copies = [
        replace(rows[0], text=f"So: {words}, nine."),
        replace(rows[4], text=f"{words.upper()} ten"),
        replace(rows[8], text=words.rpartition(" ")[0]),
    ]
    mixed = [*copies, *rows]
    for fold in make_folds(mixed):
        assert fold.dropped == tuple(i for i in (0, 1) if i not in fold.test and 1 - i in fold.test)
        assert not set(fold.dropped) & set(fold.train)
        assert set(fold.train) | set(fold.test) | set(fold.dropped) == set(range(len(mixed)))
    assert sum(out_of_fold(mixed, Setup(question=QUESTION)).dropped) == 2
    assert all(fold.dropped == () for fold in make_folds(mixed, split="random"))


def test_by_speaker_the_author_is_the_byline_where_known_else_the_group():
    speakers = [("d1", AUTHOR, "g1"), ("d2", "Ada Lind", "g2"), ("d3", AUTHOR, "g3"), ("d4", "ada  lind", "g4")]
    rows = [LabelledClaim(text="t", label="yes", document=d, speaker=s, group=g) for d, s, g in speakers]
    bylines = {"d1": Document(id="d1", text="t", authors="Ada Lind")}
    first, second, third, fourth = split_clusters(rows, split="speaker", documents=bylines)
    assert first == second == fourth
    assert third == "author of g3"


def test_joint_speakers_tie_their_rows_together():
    named = ["A One; B Two", "B Two; C Three", "C Three", "D Four"]
    rows = [LabelledClaim(text="t", label="yes", speaker=name, group="g") for name in named]
    clusters = split_clusters(rows, split="speaker", documents={})
    assert len(set(clusters[:3])) == 1
    assert clusters[3] not in clusters[:3]


def published(number, outlet=None, date=None):
    return Document(id=f"doc{number}", text="t", outlet=outlet, date=date)


def test_by_outlet_and_year_rows_share_a_fold_with_their_outlet_or_year_and_their_group(rows):
    known = [published(0, "The Gull"), published(1, "the  gull"), published(2, "Tern"), published(3, "Auk")]
    documents = {one.id: one for one in known}
    tied = [replace(row, group="g2" if row.group == "g3" else row.group) for row in rows[:16]]
    names = split_clusters(tied, split="outlet", documents=documents)
    assert len(set(names[:8])) == 1
    assert len(set(names[8:16])) == 1  # Tern and Auk, by the group they share
    assert names[0] != names[8]
    dated = {
        one.id: one
        for one in (published(0, date="2019-06-14"), published(1, date="2019"), published(2, date="2021-01"))
    }
    names = split_clusters(rows[:12], split="year", documents=dated)
    assert names[0] == names[4] != names[8]


def test_rows_whose_outlet_is_not_known_are_not_split_by_it(rows):
    documents = {"doc0": published(0, "Gull"), "doc1": published(1, date="2020")}
    assert rows_to_split(rows, split="outlet", documents=documents) == [0, 1, 2, 3]
    assert rows_to_split(rows, split="year", documents=documents) == [4, 5, 6, 7]
    assert rows_to_split(rows, split="speaker", documents={}) == list(range(len(rows)))
    with pytest.raises(DataError, match="doc1: its outlet is not known; leave such rows out"):
        split_clusters(rows[:8], split="outlet", documents=documents)


def test_one_group_cannot_be_split(rows):
    with pytest.raises(DataError) as caught:
        make_folds([row for row in rows if row.group == "g0"])
    assert str(caught.value) == "4 labelled rows in 1 cluster(s) by group: folds need two or more"


def test_no_more_folds_than_the_commonest_label_can_be_shared_out_to():
    rows = labelled_claims(3)
    assert len(make_folds(rows, split="random")) == 3
    with pytest.raises(
        DataError, match="4 labelled rows, each with a label of its own: folds need some that share one"
    ):
        make_folds([replace(row, group=str(i)) for i, row in enumerate(rows[:4])])


def test_rows_get_the_score_of_the_model_that_never_saw_them(rows, by_group):
    for i, row in enumerate(rows):
        scored = score_claims([claim(row.text)], by_group.models[by_group.fold_of[i]])[0]
        assert scored.probabilities == pytest.approx(tuple(by_group.scored[i].probabilities), abs=1e-6)
        assert by_group.stances[i] == scored.stance


def test_claims_of_a_document_are_scored_by_its_fold_in_their_order(rows, by_group):
    claims = [claim("the moon will never brew", document=f"doc{n}", start=n) for n in (5, 0, 7, 0)]
    found = score_unseen(claims, rows, by_group)
    assert [row.claim for row in found] == claims
    for row in found:
        fold = next(f for r, f in zip(rows, by_group.fold_of, strict=True) if r.document == row.claim.document)
        assert row.probabilities == pytest.approx(score_claims([row.claim], by_group.models[fold])[0].probabilities)


def test_a_document_that_no_fold_held_out_is_refused(rows, by_group):
    with pytest.raises(DataError) as caught:
        score_unseen([claim("x", document="stranger")], rows, by_group)
    assert str(caught.value) == (
        "stranger: no fold held this document out as a whole (1 such); "
        "score it with a trained model instead (stance score)"
    )


def test_figures_stand_by_table_and_together(rows, by_group):
    tables = [replace(row, table="a" if i < 8 else "b") for i, row in enumerate(rows)]
    found = gold_span_figures(tables, by_group)
    assert [found[name]["spans"] for name in ("all", "a", "b")] == [32, 8, 24]
    assert found["dropped"] == list(by_group.dropped)
    assert 0 <= found["all"]["ece"] <= 1


def test_a_table_that_is_called_all_is_not_taken_for_all_tables(rows, by_group):
    tables = [replace(row, table="all" if i < 8 else "b") for i, row in enumerate(rows)]
    found = gold_span_figures(tables, by_group)
    assert [(name, found[name]["spans"]) for name in found if name != "dropped"] == [("all", 32), ("b", 24)]


def test_end_to_end_with_the_very_spans_equals_gold_spans(rows, by_group):
    claims = score_unseen([claim(r.text, document=r.document, start=r.start) for r in rows], rows, by_group)
    end_to_end = end_to_end_figures(rows, claims, QUESTION)["all"]
    on_gold = gold_span_figures(rows, by_group)["all"]
    assert end_to_end["confusion"] == on_gold["confusion"]
    half = end_to_end_figures(rows, claims[: len(claims) // 2], QUESTION)["all"]
    assert half["confusion"]["yes"]["none"] >= 4


def test_every_split_that_the_rows_allow_is_evaluated(rows):
    figures, kept = evaluate_all(rows, Setup(question=QUESTION))
    assert list(figures["gold_spans"]) == ["group", "speaker", "random"]
    assert figures["gold_spans"]["random"]["clusters"] == len(rows)
    assert (figures["folds"], figures["grouped"], figures["ends"]) == (5, True, ["yes", "no"])
    assert np.allclose([sum(row.probabilities) for row in kept.scored], 1)
    ungrouped = [replace(row, group=str(i)) for i, row in enumerate(rows)]
    assert evaluate_all(ungrouped, Setup(question=QUESTION))[0]["grouped"] is False


def test_by_outlet_the_rows_without_one_are_left_out_and_the_rest_stand_by_source_too(rows):
    documents = {f"doc{n}": published(n, outlet=f"Paper {n % 3}") for n in range(6)}
    setup = Setup(question=QUESTION, documents=documents)
    found = split_figures(rows, "outlet", setup)["outlet"]
    assert (found["all"]["spans"], found["clusters"]) == (24, 3)
    assert (found["same_spans"]["all"]["spans"], found["same_spans"]["all"]["clusters"]) == (24, 6)
    assert split_figures(rows[:4], "outlet", setup) == {}
    assert "same_spans" not in split_figures(rows, "speaker", setup)["speaker"]
