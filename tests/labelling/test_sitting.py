"""A sitting at a queue: in the terminal by keys, at the page by calls; both are the same file on disk."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from stance.cli import app
from stance.errors import DataError
from stance.labelling.order import Order, draw, save_queue
from stance.labelling.session import Answer, AnswerLog, file_of, read_answers
from stance.labelling.sitting import Sitting, span_of
from stance.labelling.terminal import Input, label_in_terminal
from stance.records import Question

TEXT = (
    "A first paragraph, 💩 before all.\n\n"
    "They are allies. Some say: “They are not.” Nobody knows.\n\nThe end is near. So it goes."
)
QUESTION = Question(id="q", text="Are they?", labels=("yes", "perhaps", "no", "none"), none_label="none")
CLAIMS = ("They are allies.", "Some say: “They are not.”", "Nobody knows.", "The end is near.", "So it goes.")


def rows() -> list[dict[str, object]]:
    found = []
    for words in CLAIMS:
        start = TEXT.index(words)
        found.append({"document": "d", "start": start, "end": start + len(words), "text": words, "speaker": "AUTHOR"})
        found[-1] |= {"evidence": "own voice", "stance": "yes", "p_yes": 0.75}
    return found


@pytest.fixture
def sitting(tmp_path):
    queue = draw(rows(), Order.RANDOM, limit=None, share=1, seed=0)
    queue.sort(key=span_of)
    save_queue(queue, tmp_path)
    with AnswerLog(file_of(tmp_path, "A")) as log:
        yield Sitting(queue, log, {"d": TEXT}, QUESTION)


def typed(sitting: Sitting, keys: str, *lines: str) -> str:
    """What the terminal shows when these keys and lines are typed."""
    pressed, written, screen = iter(keys), iter(lines), io.StringIO()
    label_in_terminal(
        sitting, Console(file=screen, width=100), Input(lambda: next(pressed, ""), lambda _: next(written))
    )
    return screen.getvalue()


def answers(sitting: Sitting) -> list[tuple[str, str | None, bool]]:
    """(words, label, flagged) of what is on disk, in the order given."""
    found = read_answers(sitting.log.path).values()
    return [(TEXT[a.start : a.end], a.label, a.flagged) for a in found]


def test_digits_label_space_skips_and_flags_stay_with_their_claim(sitting):
    screen = typed(sitting, "1f3 f 4")
    assert answers(sitting) == [
        (CLAIMS[0], "yes", False),
        (CLAIMS[1], "no", True),
        (CLAIMS[2], None, False),
        (CLAIMS[3], None, True),
        (CLAIMS[4], "none", False),
    ]
    assert "5 of 5 answered; all saved in" in screen
    assert sitting.progress().skipped == 1
    assert sitting.progress().flagged == 2


def test_stopping_and_starting_goes_on_where_it_was(sitting):
    typed(sitting, "12q3")
    assert len(answers(sitting)) == 2
    assert sitting.current().claim["text"] == CLAIMS[2]
    typed(sitting, "3")
    assert [label for _, label, _ in answers(sitting)] == ["yes", "perhaps", "no"]


def test_undo_asks_the_last_claim_again(sitting):
    screen = typed(sitting, "1u2u")
    assert "undone: yes" in screen
    assert answers(sitting) == []
    typed(sitting, "u4")
    assert answers(sitting) == [(CLAIMS[0], "none", False)]


def test_keys_without_a_meaning_do_nothing(sitting):
    typed(sitting, "x09\x1b[A5")
    assert answers(sitting) == []


def test_note_speaker_and_span_are_corrected(sitting):
    screen = typed(sitting, "1nse3", "look again", "some", "They   are not.")
    answer = read_answers(sitting.log.path)[span_of(sitting.items[list(sitting.items)[1]])]
    assert (answer.note, answer.speaker) == ("look again", "some")
    assert TEXT[answer.new_start : answer.new_end] == "They are not."
    assert "corrected span: They are not." in screen


def test_more_context_and_the_codebook_are_shown(sitting):
    sitting.codebook = "Rule 1: [read] it all."
    assert "before all" not in typed(sitting, "")
    screen = typed(sitting, "ch?")
    assert "A first paragraph" in screen
    assert "So it goes." in screen
    assert "Rule 1: [read] it all." in screen
    assert "correct the span" in screen


def test_others_and_the_model_are_hidden_until_answered_and_then_logged(sitting, tmp_path):
    span = next(iter(sitting.items))
    with AnswerLog(file_of(tmp_path, "B")) as log:
        log.give(Answer(document=span[0], start=span[1], end=span[2], label="no"))
    assert sitting.reveal(span) == {}
    screen = typed(sitting, "1q")
    assert "saved: yes · B no, model yes 0.75" in screen
    assert screen.index("saved") < screen.index("B no")
    typed(sitting, "u2q")
    assert read_answers(sitting.log.path)[span].model_shown
    typed(sitting, "3q")
    assert not list(read_answers(sitting.log.path).values())[1].model_shown


def test_the_rate_leaves_pauses_out_and_waits_for_ten_answers(sitting):
    def given(seconds: list[int]) -> int | None:
        spans = [*sitting.items] * 2
        sitting.log.answers = {
            (*spans[n], n): Answer(
                **dict(zip(("document", "start", "end"), spans[n], strict=True)),
                at=f"2026-01-01T00:{s // 60:02}:{s % 60:02}",
            )
            for n, s in enumerate(seconds)
        }
        return sitting.progress().rate

    assert given([0, 10, 20]) is None
    assert given([*range(0, 50, 10), *range(1000, 1050, 10)]) == 360


def test_answers_that_cannot_be_meant_are_refused(sitting):
    with pytest.raises(DataError, match="no answer to a claim of this queue"):
        sitting.answer(Answer(document="d", start=0, end=1, label="yes"))
    document, start, end = next(iter(sitting.items))
    claim = {"document": document, "start": start, "end": end}
    with pytest.raises(DataError, match="'maybe' is no answer"):
        sitting.answer(Answer(**claim, label="maybe"))
    for span in ((0, 3), (start, None), (start, len(TEXT) + 1), (end, start)):
        with pytest.raises(DataError, match="must lie in the document and overlap"):
            sitting.answer(Answer(**claim, label="yes", new_start=span[0], new_end=span[1]))
    assert answers(sitting) == []


def test_a_settled_label_needs_its_reason(sitting):
    sitting.needs_reason = True
    screen = typed(sitting, "1n1q", "both meant the treaty")
    assert "say why first" in screen
    assert [a.note for a in read_answers(sitting.log.path).values()] == ["both meant the treaty"]


def test_a_text_that_changed_is_refused_with_its_remedy(sitting):
    with pytest.raises(DataError, match="is not the text of the queue; give its version, or a new --session"):
        Sitting(list(sitting.items.values()), sitting.log, {"d": "x" + TEXT}, QUESTION)
    with pytest.raises(DataError, match="not among the documents given"):
        Sitting(list(sitting.items.values()), sitting.log, {}, QUESTION)


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/d.txt").write_text(TEXT, encoding="utf-8")
    Path("q.toml").write_text('id = "q"\ntext = "?"\nlabels = ["yes", "perhaps", "no", "none"]\nnone_label = "none"\n')
    import json

    Path("s.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows()))
    return tmp_path


def run(*args: str, keys: str | None = None) -> object:
    return CliRunner().invoke(app, list(args), input=keys)


LABEL = ("label", "texts", "--scores", "s.jsonl", "--question", "q.toml", "--terminal", "--annotator")


def test_from_the_first_key_to_gold(project):
    assert run(*LABEL, "A", keys="11111").exit_code == 0
    assert run(*LABEL, "B", keys="1 113").exit_code == 0
    merged = run("merge", "--texts", "texts", "-o", "t.csv")
    assert merged.exit_code == 0
    assert "B: 1 claims skipped, not in the table" in merged.stderr
    settle = ("adjudicate", "t.csv", "--texts", "texts", "--question", "q.toml", "--terminal")
    settled = run(*settle, keys="nthe treaty lapsed\n3")
    assert settled.exit_code == 0
    assert "coded: A yes, B no" in settled.stdout
    assert run("merge", "adjudication", "--texts", "texts", "-o", "gold.csv").exit_code == 0
    line = Path("gold.csv").read_text().splitlines()[1].split(",")
    assert (line[4], line[5]) == ("no", "gold")
    assert "the treaty lapsed" in line
    assert run("adjudicate", "gold.csv", *settle[1:], "--session", "b").exit_code == 3
    agreed = run("agree", "t.csv", "gold.csv", "--question", "q.toml", "--format", "table")
    assert "A ~ gold" in agreed.stdout


def test_without_scores_the_documents_are_split_and_a_queue_once_drawn_stays(project):
    bare = ("label", "texts", "--question", "q.toml", "--terminal", "--annotator")
    first = run(*bare, "A", "--limit", "2", keys="11")
    assert "2 of 2 answered" in first.stdout
    assert "claims of 1 documents, 0 off topic" in first.stderr
    second = run(*bare, "B", "--limit", "5", keys="1")
    assert "1 of 2 answered" in second.stdout
    assert "its queue goes on" in second.stderr


def test_names_kept_for_others_are_refused(project):
    refused = run(*LABEL, "gold", keys="1")
    assert refused.exit_code == 2
    assert "use your own" in refused.stderr


def test_the_same_annotator_twice_is_one_line(project):
    run(*LABEL, "A", keys="1")
    with AnswerLog(file_of(Path("labelling"), "A")):
        again = run(*LABEL, "A", keys="1")
    assert again.exit_code == 2
    assert again.stderr.splitlines()[-1].startswith("stance: A is labelling here already")


def test_scores_without_words_are_refused(project):
    Path("s.jsonl").write_text('{"document": "d", "start": 0, "end": 3, "stance": "yes"}\n')
    assert run(*LABEL, "A").exit_code == 3
