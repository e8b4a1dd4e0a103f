"""The commands around models that are not in test_cli: finetune, compare, estimate, and the choice of an encoder."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from calling import outcome
from digest_model import ROOT
from stance.bundle import load_model
from stance.commands.estimate import SHARE_COLUMNS, plan_tables
from stance.pipeline import extract_claims
from stance.records import Document

TALK = "\n\n".join(
    f"China and Russia held talk number {number} this year. Moscow and Beijing trust each other less than before. "
    f"Ilse Marqvist, a historian, said that the two are allies in all but name."
    for number in range(8)
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not where the texts of the project are, which a call would read."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    text = tmp_path / "talks.txt"
    text.write_text(TALK, encoding="utf-8")
    return text


def label_table(folder: Path, sampling: str, take: slice) -> Path:
    """Labels of some of the corpus' claims, all `unlikely`, said to be drawn in that way."""
    claims = extract_claims(Document(id="talks", text=TALK))[take]
    rows = "".join(f"talks,{claim.start},{claim.end},unlikely,{sampling}\n" for claim in claims)
    table = folder / "drawn.csv"
    table.write_text(f"document,start,end,label,sampling\n{rows}", encoding="utf-8")
    return table


def test_shares_are_estimated_from_labels_drawn_with_known_chance(tmp_path: Path, bundle: Path, corpus: Path) -> None:
    labels = label_table(tmp_path, "all", slice(None))
    code, out, _ = outcome(
        "estimate", corpus, "--labels", labels, "--by", "document", "-m", bundle, "--format", "jsonl"
    )
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [tuple(row) for row in rows] == [SHARE_COLUMNS] * 8
    assert [row["part"] for row in rows] == ["all claims"] * 4 + ["talks"] * 4
    found = {row["label"]: row for row in rows}
    assert found["unlikely"]["labelled"] == len(extract_claims(Document(id="talks", text=TALK)))
    assert found["unlikely"]["corrected"] == pytest.approx(1.0, abs=0.01)
    assert found["none"]["corrected"] == pytest.approx(0.0, abs=0.01)


def test_a_claim_that_annotators_differ_on_counts_by_the_share_of_each_label(
    tmp_path: Path, bundle: Path, corpus: Path
) -> None:
    claims = extract_claims(Document(id="talks", text=TALK))
    names = [("ann", "unlikely"), ("bo", "unlikely")]
    rows = [(claim, who, name) for claim in claims for who, name in names]
    rows[1] = (claims[0], "bo", "none")
    table = tmp_path / "two.csv"
    lines = [f"talks,{claim.start},{claim.end},{name},all,{who}\n" for claim, who, name in rows]
    table.write_text("".join(["document,start,end,label,sampling,annotator\n", *lines]), encoding="utf-8")
    code, out, err = outcome("estimate", corpus, "--labels", table, "-m", bundle, "--format", "jsonl")
    assert "1 span by the share of each label" in err
    none = next(row for row in map(json.loads, out.splitlines()) if row["label"] == "none")
    assert (code, none["corrected"]) == (0, pytest.approx(0.5 / len(claims), abs=0.001))


def test_a_table_whose_column_has_to_be_named_is_labelled_and_estimated_from(
    tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    beside = TALK[:200].replace('"', "")
    Path("week.csv").write_text(f'id,Beitrag,date\na,"{beside}",2024-05-03\n', encoding="utf-8")
    named = ("week.csv", "--column", "text=Beitrag")
    assert outcome("label", *named, "--annotator", "ann", "--terminal", input="3" * 9)[0] == 0
    assert outcome("merge", "-o", "team.csv")[0] == 0
    code, out, _ = outcome("estimate", *named, "--labels", "team.csv", "-m", bundle, "--format", "jsonl")
    first = json.loads(out.splitlines()[0])
    assert (code, first["labelled"]) == (0, first["claims"])


def test_shares_are_refused_where_labels_were_picked(tmp_path: Path, bundle: Path, corpus: Path) -> None:
    labels = label_table(tmp_path, "enriched", slice(0, 12))
    code, out, err = outcome("estimate", corpus, "--labels", labels, "-m", bundle)
    assert (code, out) == (3, "")
    assert "no label was drawn with a known probability (they were chosen by 'enriched')" in err
    assert "stance label --limit 100" in err


@pytest.mark.parametrize(
    ("row", "fault"),
    [("alied,0.5", "label 'alied' is not one of"), ("exists,enriched", "no label was drawn with a known probability")],
)
def test_labels_are_checked_before_the_texts_are_read(tmp_path: Path, bundle: Path, row: str, fault: str) -> None:
    corpus, labels = tmp_path / "empty.txt", tmp_path / "drawn.csv"
    corpus.write_bytes(b"")
    labels.write_text(f"document,start,end,label,sampling\ntalks,0,9,{row}\n", encoding="utf-8")
    code, _, err = outcome("estimate", corpus, "--labels", labels, "-m", bundle)
    assert code == 3
    assert fault in err
    assert "an empty file" not in err


def test_a_plan_says_how_many_labels_an_interval_needs(bundle: Path, corpus: Path) -> None:
    code, out, _ = outcome("estimate", corpus, "--plan", "0.1", "--by", "voice", "-m", bundle, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {row["part"] for row in rows} <= {"all claims", "author's own voice", "reported"}
    assert all(0 < row["needed"] <= row["claims"] for row in rows)


def test_a_group_at_the_head_of_a_sentence_is_the_same_group_elsewhere(tmp_path: Path, bundle: Path) -> None:
    text = tmp_path / "union.txt"
    text.write_text("The union says that the pact is dead. No ship, the union says, will sail.", encoding="utf-8")
    code, out, _ = outcome("estimate", text, "--plan", "0.1", "--no-gate", "-m", bundle, "--format", "jsonl")
    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert {(row["part"], row["claims"]) for row in rows} == {("all claims", 2), ("The union", 2)}


def test_a_plan_for_eyes_has_a_line_a_part():
    rows = [
        {"part": part, "label": label, "claims": claims, "raw": 0.5, "needed": needed}
        for part, claims, needed in (("all claims", 40, 9), ("Ana Rill", 12, 3))
        for label in ("exists", "none")
    ]
    (table,) = plan_tables(rows)
    assert [[str(cell) for cell in column.cells] for column in table.columns] == [
        ["all claims", "Ana Rill"],
        *(["40", "12"], ["9", "3"], ["9", "3"]),
    ]


@pytest.mark.parametrize(
    "options", [[], ["--plan", "0.1", "--labels", "x.csv"], ["--plan", "0"], ["--plan", "1"], ["--plan", "nan"]]
)
def test_an_estimate_needs_labels_or_a_plan(bundle: Path, corpus: Path, options: list[str]) -> None:
    code, out, err = outcome("estimate", corpus, *options, "-m", bundle)
    assert (code, out) == (2, "")
    assert "--plan" in err


def test_two_bundles_are_compared_on_sources_neither_has_seen(tmp_path: Path, bundle: Path) -> None:
    fresh = tmp_path / "fresh.csv"
    rows = "".join(f"The {word} alliance of Moscow and Beijing is number {i},exists\n" for i, word in enumerate("abcd"))
    fresh.write_text(f"text,label\n{rows}The harbour was painted,none\n", encoding="utf-8")
    code, out, _ = outcome("compare", bundle, bundle, fresh)
    assert code == 0
    assert "macro_f1" in out
    assert "cannot be told apart" in " ".join(out.split())


def test_an_encoder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    code, _, err = outcome("train", ROOT / "data/labeled/digests.csv", "--encoder", tmp_path, "-o", tmp_path / "out")
    assert code == 2
    assert f"{tmp_path}: holds no tuned encoder" in err
    assert not (tmp_path / "out").exists()


def test_a_lite_bundle_has_no_encoder_and_is_not_compared_on_what_trained_it(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    rows = "".join(f"They are allies in year {i},exists\nNo word on it in year {i},none\n" for i in range(6))
    table.write_text(f"text,label\n{rows}", encoding="utf-8")
    out = tmp_path / "lite"
    question = ROOT / "data/labeled/question.toml"
    code, _, _ = outcome("train", table, "--question", question, "--encoder", "none", "-o", out)
    assert code == 0
    assert load_model(out).encoder is None
    code, _, err = outcome("compare", out, out, table)
    assert code == 3
    assert "was trained on the sources of all 12 labels" in err


def test_a_bundle_says_who_labelled_only_by_a_codebook_that_stands_beside_its_tables(tmp_path: Path) -> None:
    (tmp_path / "codebook.md").write_text("**Who labelled.** Two friends.\n", encoding="utf-8")
    (tmp_path / "q.toml").write_bytes((ROOT / "data/labeled/question.toml").read_bytes())
    said = []
    for folder in (tmp_path, tmp_path / "others"):
        folder.mkdir(exist_ok=True)
        rows = "".join(f"They are allies in year {i},exists\nNo word on it in year {i},none\n" for i in range(6))
        (folder / "mine.csv").write_text(f"text,label\n{rows}", encoding="utf-8")
        call = ("train", folder / "mine.csv", "--question", tmp_path / "q.toml", "--encoder", "none")
        assert outcome(*call, "-o", folder / "lite")[0] == 0
        said.append(
            (load_model(folder / "lite").manifest["who_labelled"], "friends" in load_model(folder / "lite").card)
        )
    assert said == [("Two friends.", True), (None, False)]


def test_a_lite_bundle_of_another_question_is_not_sent_to_the_encoder_tuned_to_ours(tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text('id = "tea"\ntext = "Is tea best?"\nlabels = ["yes", "no"]\n', encoding="utf-8")
    rows = "".join(f"Tea is best in year {i},yes\nCoffee is better in year {i},no\n" for i in range(6))
    (tmp_path / "tea.csv").write_text(f"text,label\n{rows}", encoding="utf-8")
    call = ("train", tmp_path / "tea.csv", "--question", tmp_path / "q.toml", "--encoder", "none")
    assert outcome(*call, "-o", tmp_path / "tea")[0] == 0
    assert "for a full one: stance train --encoder base\n" in outcome("verify", "-m", tmp_path / "tea")[2]


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra 'finetune' is installed")
def test_finetune_without_its_extra_names_it(tmp_path: Path) -> None:
    code, _, err = outcome("finetune", ROOT / "data/labeled/digests.csv", "-o", tmp_path / "encoder")
    assert code == 2
    assert "pip install 'stance[finetune]'" in err
