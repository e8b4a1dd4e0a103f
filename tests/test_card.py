import json
from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims
from stance.bundle import load_model, save_model
from stance.evaluate.behaviour import contrast_figures
from stance.evaluate.card import datasheet_figures, describe_model, draw_plots, side_by_side
from stance.evaluate.cross_validation import OutOfFold, Setup, out_of_fold
from stance.evaluate.run import evaluate_all, extended_figures
from stance.model import as_claim
from stance.model.training import train_model
from stance.records import Document, LabelledClaim, ScoredClaim


@pytest.fixture(scope="module")
def rows():
    return [replace(row, table="first" if row.group < "g3" else "second") for row in labelled_claims()]


@pytest.fixture(scope="module")
def described(rows):
    model = train_model(rows, question=QUESTION, codebook="**Who labelled.** Two friends.")
    figures, _ = evaluate_all(rows, Setup(question=QUESTION))
    return describe_model(model, figures)


def test_card_names_each_kind_of_figure_and_each_table(described):
    card = described.card
    for heading in (
        "## Intended use",
        "## Limits",
        "### Gold spans, folds by source",
        "### Other folds: what is held out decides what is claimed",
        "### What was fitted and chosen on which rows",
    ):
        assert f"\n{heading}\n" in card
    assert "Who labelled, by the codebook: Two friends." in card
    figures = described.manifest["scores"]["gold_spans"]["group"]["second"]
    assert f"| second | 12 | 3 | {figures['macro_f1']:.2f} [" in card
    assert "End to end" not in card
    assert "Not grouped" not in card
    assert "Few sources: `first` (3), `second` (3), `all` (6). An interval over so few is crude" in card
    random = described.manifest["scores"]["gold_spans"]["random"]["all"]["macro_f1"]
    assert f"Macro F1 of all tables: {random:.2f} at random, " in card
    assert "| macro F1 | by source | by speaker | at random |" in card


def test_card_shows_the_end_to_end_figures_once_they_are_there(described):
    figures = dict(described.manifest["scores"])
    figures["end_to_end"] = {k: v for k, v in figures["gold_spans"]["group"].items() if k != "dropped"}
    assert "### End to end, folds by source" in describe_model(described, figures).card


def test_card_shows_calibration_and_what_sets_cover(described):
    figures = described.manifest["scores"]["gold_spans"]["group"]["all"]
    assert f"### Calibration, gold spans by source (ECE {figures['ece']:.3f})" in described.card
    assert f"| all | 24 | {figures['sets']['coverage']['all']['covered']:.2f} [" in described.card


def test_plots_are_drawn_linked_and_travel_with_the_bundle(described, tmp_path):
    assert sorted(described.plots) == ["reliability.svg", "risk.svg"]
    assert "](reliability.svg)" in described.card
    save_model(described, tmp_path / "bundle")
    assert load_model(tmp_path / "bundle").plots == described.plots
    assert draw_plots(described.manifest["scores"]) == described.plots


def test_card_holds_the_extended_figures_once_they_are_there(described):
    few = labelled_claims(3)
    evaluated = out_of_fold(few, Setup(question=QUESTION))
    figures = dict(described.manifest["scores"]) | {
        "extended": extended_figures(few, evaluated, Setup(question=QUESTION))
    }
    model = describe_model(described, figures)
    for heading in (
        "What each part is worth",
        "Folds drawn again",
        "Fewer sources",
        "Errors by kind of claim",
        "Shortcuts",
    ):
        assert f"### {heading}\n" in model.card
    assert "learning.svg" in model.plots
    assert "](learning.svg)" in model.card


def test_card_says_so_where_the_evaluation_is_not_grouped(rows):
    alone = [replace(row, group=str(i)) for i, row in enumerate(rows)]
    figures, _ = evaluate_all(alone, Setup(question=QUESTION))
    assert "**Not grouped:**" in describe_model(train_model(alone, question=QUESTION), figures).card


def test_card_of_a_model_not_evaluated_says_so(rows):
    model = train_model(rows, question=QUESTION)
    assert "Not evaluated yet" in describe_model(model, {}).card
    assert "No codebook beside the tables says who labelled." in describe_model(model, {}).card


def test_bundles_stand_side_by_side(described, rows):
    other = train_model(rows[:12], question=QUESTION).manifest
    table = side_by_side({"shipped": described.manifest, "local": other}).splitlines()
    assert table[0] == "|  | shipped | local |"
    assert table[2:4] == ["| labels | 24 | 12 |", "| sources | 6 | 3 |"]
    assert table[4].startswith("| macro F1 | ")
    assert table[4].endswith(" | – |")
    figures = described.manifest["scores"]
    assert "## Beside other bundles" in describe_model(described, figures, beside={"local": other}).card


def test_card_holds_no_labelled_text(described, rows):
    assert not any(row.text in described.card for row in rows)


def test_card_shows_the_model_among_the_coders(described):
    pair = {"annotators": "Ada ~ model:unseen", "label": "", "spans": 24, "low": 0.4, "high": 0.6}
    rows = [pair | {"measure": "kappa", "value": 0.5}, pair | {"measure": "kappa", "label": "yes", "value": 0.9}]
    figures = dict(described.manifest["scores"]) | {"agreement": {"twice": rows}}
    card = describe_model(described, figures).card
    assert "### The model as one more annotator: `twice`" in card
    assert "| Ada ~ model:unseen | 24 | – | 0.50 [0.40, 0.60] | – | – | – |" in card


def test_card_tells_how_contrasts_and_the_steps_of_the_pipeline_do(described):
    contrasts = {"spans": 5, "families": 2, "accuracy": 0.8, "interval": None, "kappa": 0.7, "swapped": 0.25}
    contrasts |= {"wholly_right": 0.5, "negations": 2, "turned": 0.5, "certain": 0.6, "certain_right": None}
    contrasts |= {"by_edit": {"negation": {"spans": 2, "right": 0.5}}}
    wrong = {"end to end": 2 / 3, "segmentation by hand": 1 / 3, "attribution by hand": 2 / 3, "stance by hand": 1 / 3}
    figures = {"contrasts": contrasts, "error_budget": {"spans": 3, "wrong": wrong}}
    card = describe_model(described, dict(described.manifest["scores"]) | figures).card
    assert "wholly right 50% of the families" in card
    assert "A negation turns the stance in 50% of 2 pairs.\n\n| edit |" in card
    assert "| end to end | 66.7% |" in card
    assert "Most errors are those of segmentation: with it by hand, 33.3% are left of 66.7%." in card


def test_contrasts_of_one_label_have_no_agreement_to_tell(described):
    row = LabelledClaim(text="t", label="none", group="a", edit="base", sampling="written")
    scored = ScoredClaim(claim=as_claim(row), stance="none", probabilities=(0, 0, 0, 1))
    run = OutOfFold(question=QUESTION, split="group", scored=(scored,), fold_of=(0,), dropped=(), models=())
    contrasts = contrast_figures([row], run)
    assert json.loads(json.dumps(contrasts), parse_constant=pytest.fail) == contrasts
    card = describe_model(described, described.manifest["scores"] | {"contrasts": contrasts}).card
    assert "(kappa –), wholly right 100% of the families; opposite labels are taken for one another in –." in card


def test_card_states_where_the_labels_come_from(described, rows):
    documents = {row.document: Document(id=row.document, text="t", date="2019-06") for row in rows[:12]}
    drawn = [replace(row, sampling="all", annotator="gold") for row in rows]
    figures = dict(described.manifest["scores"]) | {"data": datasheet_figures(drawn, documents)}
    card = describe_model(described, figures).card
    assert "| first | 3 | 3 | 2019–2019 | all (12) | gold (12) |" in card
    assert "| second | 3 | 3 | not dated | all (12) | gold (12) |" in card
