"""Labels embed_row to edited texts: what stands is found, what is doubtful is said, copies are never swapped."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import pytest
from editing import EDITS, Edited, change_quotes, cut_sentence, insert_paragraph, rewrap, sentences
from typer.testing import CliRunner

from stance.cli import app
from stance.errors import DataError
from stance.labelling.align import MatchStatus, TextAligner
from stance.labelling.migrate import match_lines, migrate, versions
from stance.labels import text_sha

ROOT = Path(__file__).parents[2]
OLD = (
    "The envoys met again in spring. They spoke of trade. “We are neighbours,” said one of them.\n\n"
    "Nobody signed anything. They spoke of trade. The pipeline stays where it was drawn."
)


def places(old: str, new: str, words: str) -> list[tuple[MatchStatus, list[str]]]:
    """What became of each place of the words, in order."""
    migration = TextAligner(old, new)
    starts = [at for at in range(len(old)) if old.startswith(words, at)]
    found = [migration.place(at, at + len(words)) for at in starts]
    return [(place.fate, [new[start:end] for start, end in place.spans]) for place in found]


def test_the_same_text_keeps_everything():
    assert places(OLD, OLD, "They spoke of trade.") == [(MatchStatus.KEPT, ["They spoke of trade."])] * 2


def test_repeated_sentences_keep_their_order_behind_an_insertion():
    new = OLD.replace("Nobody", "A paragraph that was not there, with words of its own.\n\nNobody")
    migration = TextAligner(OLD, new)
    first, second = OLD.index("They spoke"), OLD.rindex("They spoke")
    assert migration.place(first, first + 20).spans == ((first, first + 20),)
    assert migration.place(second, second + 20).spans == ((new.rindex("They spoke"), new.rindex("They spoke") + 20),)


def test_of_two_copies_the_one_cut_is_lost():
    first_cut = OLD.replace("They spoke of trade. ", "", 1)
    assert [fate for fate, _ in places(OLD, first_cut, "They spoke of trade.")] == [MatchStatus.LOST, MatchStatus.MOVED]


def test_copies_side_by_side_of_which_one_was_cut_are_ambiguous():
    old = "Before all this there was a long silence. So it is. So it is. After it came an equally long noise."
    new = old.replace("So it is. ", "", 1)
    assert places(old, new, "So it is.") == [(MatchStatus.AMBIGUOUS, ["So it is."])] * 2


def test_a_sentence_cut_here_and_put_in_there_is_not_taken_for_certain():
    new = OLD.replace("Nobody signed anything. ", "") + "\n\nNobody signed anything."
    assert places(OLD, new, "Nobody signed anything.") == [(MatchStatus.AMBIGUOUS, ["Nobody signed anything."])]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“We are neighbours,” said one of them.", '"We are neighbours", said one of them.'),
        ("“We are neighbours,” said one of them.", "''We are neighbours,'' said\none of them."),
        ("The efﬁcient co-\noperation — if any…", "The efficient cooperation -- if any..."),
        ("Café society, naïve to the end.", "Cafe\u0301 society,\r\nnai\u0308ve to the end."),
        ("(So they say.)", "(So they say.)"),
        ("💩 happens, they said.", "Others say: 💩 happens, they said."),
    ],
)
def test_marks_wraps_accents_and_ligatures_do_not_matter(old, new):
    text = "An opening sentence that stands still. {} A closing sentence that stands still."
    before, after = text.format(old), text.format(new)
    (_, found), *others = places(before, after, old)
    assert not others
    assert found == [new.removeprefix("Others say: ")] or (old[0] == "💩" and found == [new[new.index("happens") :]])


def test_marks_of_the_neighbours_are_not_taken():
    new = "He said so. (“Never,” she said.) He left."
    assert places("He said so. Never, she said. He left.", new, "Never, she said.")[0][1] == ["Never,” she said."]


def test_part_of_a_word_is_not_taken_for_the_whole():
    assert places("An ally is a friend.", "Reality is a friend. He rallied.", "ally") == [(MatchStatus.LOST, [])]


def digests() -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((ROOT / "data/raw").glob("*.txt"))}


def labelled() -> dict[str, set[tuple[int, int]]]:
    spans: dict[str, set[tuple[int, int]]] = {}
    with (ROOT / "data/labeled/digests.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spans.setdefault(row["document"], set()).add((int(row["start"]), int(row["end"])))
    return spans


def outcome(old: str, edited: Edited, spans: set[tuple[int, int]]) -> Counter[str]:
    """How many spans were found where they stand, listed though they stand, told lost, found though they are gone."""
    new, kept, counts = edited.text, edited.kept(), Counter[str]()
    migration = TextAligner(old, new)
    for start, end in spans:
        truth, place = edited.where(start, end, old, kept), migration.place(start, end)
        certain = place.fate in (MatchStatus.KEPT, MatchStatus.MOVED)
        if truth is None:
            letters = [c for c in old[start:end] if c.isalnum()]
            anew = certain and [c for c in new[slice(*place.spans[0])] if c.isalnum()] == letters
            counts["told gone" if not certain else "same words anew" if anew else "wrong"] += 1
        else:
            counts["found" if certain and place.spans == (truth,) else "wrong" if certain else "listed"] += 1
    return counts


@pytest.mark.parametrize("texts_edited", [100, pytest.param(500, marks=pytest.mark.slow)])
def test_random_edits_of_the_digests(texts_edited):
    texts, spans, counts = digests(), labelled(), Counter[str]()
    stock = [text[start:end] for text in texts.values() for start, end in sentences(text)]
    for seed in range(texts_edited):
        rng = random.Random(seed)
        name = rng.choice(sorted(spans))
        edited = Edited.of(texts[name])
        for _ in range(rng.randint(1, 6)):
            rng.choice(EDITS)(edited, rng, stock)
        counts += outcome(texts[name], edited, spans[name])
    assert counts["wrong"] == 0
    assert counts["found"] / (counts["found"] + counts["listed"]) >= 0.99
    assert counts["told gone"] > 0.6 * texts_edited
    assert counts["same words anew"] <= 0.01 * texts_edited  # cut, and put in again between the same neighbours


def test_repeated_sentences_never_swap():
    counts = Counter[str]()
    texts = digests()
    stock = [text[start:end] for text in texts.values() for start, end in sentences(text)]
    for seed in range(150):
        rng = random.Random(seed)
        old = Edited.of(texts[rng.choice(sorted(texts))])
        refrain = rng.choice(["So it is.", "The bond holds, for now.", stock[seed]])
        for _ in range(4):
            place = rng.choice([end for _, end in sentences(old.text)])
            old.cells[place:place] = [(character, None) for character in " " + refrain]
        text = old.text
        edited = Edited.of(text)
        for edit in rng.choices((insert_paragraph, rewrap, change_quotes, cut_sentence), k=3):
            edit(edited, rng, [words for words in stock if words != refrain])
        starts = [at for at in range(len(text)) if text.startswith(refrain, at)]
        counts += outcome(text, edited, {(at, at + len(refrain)) for at in starts})
    assert counts["wrong"] == 0
    assert counts["same words anew"] <= 3
    assert counts["found"] / (counts["found"] + counts["listed"]) >= 0.9


def row(text: str, words: str, *, document: str = "d", **more: str) -> dict[str, str]:
    start = text.index(words)
    place = {"document": document, "start": str(start), "end": str(start + len(words))}
    return place | {"label": "yes", "text": words, "text_sha": text_sha(words)} | more


def numbered(*rows: dict[str, str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table, numbered as a spreadsheet does."""
    return list(enumerate(rows, start=2))


def test_rows_are_renewed_left_behind_or_carried():
    kept, cut = row(OLD, "“We are neighbours,” said one of them."), row(OLD, "Nobody signed anything.", note="hm")
    elsewhere, loose = row("Other words.", "Other words.", document="e"), {"text": "No position.", "label": "no"}
    new = "Preface.\n\n" + OLD.replace("Nobody signed anything.", "").replace("“", '"').replace("”", '"')
    done = migrate("t.csv", numbered(kept, cut, elsewhere, loose), {"d": OLD}, {"d": new})
    words = '"We are neighbours," said one of them.'
    assert done.rows == (row(new, words), elsewhere, loose)
    assert done.left == (cut | {"fate": "lost", "places": ""},)
    assert done.untouched == {"e": 1}
    assert match_lines(done, MatchStatus.MOVED) == ["d 53-91 -> 63-101"]


def test_without_the_old_text_the_words_of_the_row_are_sought():
    texts = {"d": "Preface. " + OLD}
    once, twice = row(OLD, "Nobody signed anything."), row(OLD, "They spoke of trade.")
    unknown = {"document": "d", "start": "3", "end": "9", "label": "no", "text": ""}
    done = migrate("t.csv", numbered(once, twice, unknown), {}, texts)
    assert done.rows == (row(texts["d"], "Nobody signed anything."),)
    assert [(left["fate"], left["places"]) for left in done.left] == [("ambiguous", "41-61|126-146"), ("lost", "")]


def test_a_document_without_a_new_version_is_lost_by_name():
    done = migrate("t.csv", numbered(row(OLD, "Nobody signed anything.")), {"d": OLD}, {"e": "Something else."})
    assert match_lines(done, MatchStatus.LOST) == ["d 93-116"]


def test_an_old_text_that_is_not_the_one_labelled_is_refused():
    rows = numbered(row(OLD, "They spoke of trade."), row(OLD, "Nobody signed anything."))
    with pytest.raises(DataError) as caught:
        migrate("t.csv", rows, {"d": "x" + OLD}, {"d": OLD})
    message = "of the old text is not the text labelled; give the version that was"
    assert str(caught.value).splitlines() == [f"t.csv, row 2: d 32-52 {message}", f"t.csv, row 3: d 93-116 {message}"]


def test_the_command_lists_by_name_and_leaves_nothing_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder, text in (("old", OLD), ("new", "Preface.\n\n" + OLD.replace("Nobody signed anything. ", ""))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "d.txt").write_text(text, encoding="utf-8")
    rows = [row(OLD, "The envoys met again in spring."), row(OLD, "Nobody signed anything.")]
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    result = CliRunner().invoke(app, ["migrate", "t.csv", "--from", "old", "--to", "new/d.txt", "-o", "u.csv"])
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "stance: moved: d 0-31 -> 10-41",
        "stance: lost: d 93-116",
        "stance: 0 kept, 1 moved, 0 ambiguous, 1 lost",
        "stance: 1 rows are not in the table, but in u.left.csv",
    ]
    assert [line.split(",")[:4] for line in (tmp_path / "u.csv").read_text().splitlines()[1:]] == [
        ["d", "10", "41", "yes"]
    ]
    assert (tmp_path / "u.left.csv").read_text().splitlines()[1].startswith("d,93,116,yes,Nobody signed anything.,")


def test_a_fault_is_told_by_the_row_that_a_spreadsheet_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "d.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "t.csv").write_text("document,start,end,label,text\n\nd,9,3,yes,They\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["migrate", "t.csv", "--from", "old", "--to", "new"])
    assert result.exit_code == 3
    assert result.stderr.startswith("stance: t.csv, row 3: ")


def test_a_file_stands_for_the_tables_one_document_and_for_no_more(tmp_path):
    lone, several = tmp_path / "another name.txt", tmp_path / "rows.csv"
    lone.write_text("They met.", encoding="utf-8")
    several.write_text("id,text\nx,They met.\ny,They left.\n", encoding="utf-8")
    assert versions(lone, ["a"]) == {"a": "They met."}
    assert versions(several, ["x"]) == {"x": "They met.", "y": "They left."}
    for path, documents in ((several, ["a"]), (lone, ["a", "b"])):
        with pytest.raises(DataError, match="give a folder"):
            versions(path, documents)
