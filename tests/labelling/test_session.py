"""A session at a queue: in the terminal by keys, at the page by calls; both are the same file on disk."""

from __future__ import annotations

import io
import json
import re
from math import ceil
from operator import attrgetter
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from stance.cli import app
from stance.errors import DataError
from stance.labelling.answer_log import Answer, AnswerLog, answer_file, read_answers
from stance.labelling.queue import QueueOrder, draw, write_queue
from stance.labelling.session import AnnotationSession, SessionView
from stance.labelling.terminal import Input, label_in_terminal
from stance.records import Document, Question

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
def session(tmp_path):
    queue = draw(rows(), QueueOrder.RANDOM, limit=None, share=1, seed=0)
    queue.sort(key=attrgetter("span"))
    write_queue(queue, tmp_path)
    with AnswerLog(answer_file(tmp_path, "A")) as log:
        yield AnnotationSession(queue, log, [Document(id="d", text=TEXT)], QUESTION)


def typed(session: AnnotationSession, keys: str, *lines: str, width: int = 100) -> str:
    """What the terminal shows when these keys and lines are typed."""
    pressed, written, screen = iter(keys), iter(lines), io.StringIO()
    label_in_terminal(
        session, Console(file=screen, width=width), Input(lambda: next(pressed, ""), lambda _: next(written))
    )
    return screen.getvalue()


def answers(session: AnnotationSession) -> list[tuple[str, str | None, bool]]:
    """(words, label, flagged) of what is on disk, in the order given."""
    found = read_answers(session.log.path).values()
    return [(TEXT[a.start : a.end], a.label, a.flagged) for a in found]


def test_digits_label_space_skips_and_flags_stay_with_their_claim(session):
    screen = typed(session, "1f3 f 4")
    assert answers(session) == [
        (CLAIMS[0], "yes", False),
        (CLAIMS[1], "no", True),
        (CLAIMS[2], None, False),
        (CLAIMS[3], None, True),
        (CLAIMS[4], "none", False),
    ]
    assert "4 of 5 answered, 1 skipped; all saved in" in screen
    assert "now run: stance merge" in screen
    assert session.progress().skipped == 1
    assert session.progress().flagged == 2


def test_stopping_and_starting_goes_on_where_it_was(session):
    typed(session, "12q3")
    assert len(answers(session)) == 2
    assert session.current().claim["text"] == CLAIMS[2]
    typed(session, "3")
    assert [label for _, label, _ in answers(session)] == ["yes", "perhaps", "no"]


def test_undo_asks_the_last_claim_again(session):
    screen = typed(session, "1u2u")
    assert "undone: yes" in screen
    assert answers(session) == []
    typed(session, "u4")
    assert answers(session) == [(CLAIMS[0], "none", False)]


def test_keys_without_a_meaning_do_nothing(session):
    typed(session, "x09\x1b[A5")
    assert answers(session) == []


def test_note_speaker_and_span_are_corrected(session):
    screen = typed(session, "1nse3", "look again", "some", "They   are not.")
    answer = read_answers(session.log.path)[session.items[list(session.items)[1]].span]
    assert (answer.note, answer.speaker) == ("look again", "some")
    assert TEXT[answer.new_start : answer.new_end] == "They are not."
    assert "corrected span: They are not." in screen


def test_more_context_and_the_codebook_are_shown(session):
    session.view = SessionView(codebook="Rule 1: [read] it all.")
    assert "before all" not in typed(session, "")
    screen = typed(session, "ch?")
    assert "A first paragraph" in screen
    assert "So it goes." in screen
    assert "Rule 1: [read] it all." in screen
    assert "correct the span" in screen


def test_no_key_is_parted_from_what_it_does(session):
    for line in typed(session, "", width=80).splitlines():
        assert not re.search(r"\[\w+\]\s*$", line), line


def test_others_and_the_model_are_hidden_until_answered_and_then_logged(session, tmp_path):
    span = next(iter(session.items))
    with AnswerLog(answer_file(tmp_path, "B")) as log:
        log.give(Answer(document=span[0], start=span[1], end=span[2], label="no"))
    assert session.reveal(span) == {}
    screen = typed(session, "1q")
    assert "Saved as: yes · B no, model yes 0.75" in screen
    assert screen.index("Saved") < screen.index("B no")
    typed(session, "u2q")
    assert read_answers(session.log.path)[span].model_shown
    typed(session, "3q")
    assert not list(read_answers(session.log.path).values())[1].model_shown


def test_the_pace_leaves_pauses_out_and_waits_for_ten_answers(session):
    def given(seconds: list[int]) -> tuple[int | None, int | None]:
        spans = [*session.items] * 2
        session.log.answers = {
            (*spans[n], n): Answer(
                **dict(zip(("document", "start", "end"), spans[n], strict=True)),
                at=f"2026-01-01T00:{s // 60:02}:{s % 60:02}",
            )
            for n, s in enumerate(seconds)
        }
        session.items |= {(f"more{n}", 0, 1): next(iter(session.items.values())) for n in range(30)}
        progress = session.progress()
        return progress.pace, progress.minutes_left

    assert given([0, 10, 20]) == (None, None)
    left = len(session.items)
    assert given([*range(0, 50, 10), *range(1000, 1050, 10)]) == (10, ceil(10 * (left - 10) / 60))
    assert given([0, 0, 30, 30, 60, 60, 90, 90, 120, 120, 120])[0] == 12  # two keys in a second, one of them twice


def test_answers_that_cannot_be_meant_are_refused(session):
    with pytest.raises(DataError, match="no answer to a claim of this queue"):
        session.answer(Answer(document="d", start=0, end=1, label="yes"))
    document, start, end = next(iter(session.items))
    claim = {"document": document, "start": start, "end": end}
    with pytest.raises(DataError, match="'maybe' is no answer"):
        session.answer(Answer(**claim, label="maybe"))
    for span in ((0, 3), (start, None), (start, len(TEXT) + 1), (end, start)):
        with pytest.raises(DataError, match="must overlap the claim, in the document"):
            session.answer(Answer(**claim, label="yes", new_start=span[0], new_end=span[1]))
    assert answers(session) == []


def test_a_settled_label_needs_its_reason(session):
    session.view = SessionView(needs_reason=True)
    screen = typed(session, "1n1q", "both meant the treaty")
    assert "say why first" in screen
    assert [a.note for a in read_answers(session.log.path).values()] == ["both meant the treaty"]


def test_a_text_that_changed_is_refused_with_its_remedy(session):
    with pytest.raises(DataError, match="is not the text of the queue; give its version, or a new --session"):
        AnnotationSession(list(session.items.values()), session.log, [Document(id="d", text="x" + TEXT)], QUESTION)
    with pytest.raises(DataError, match="not among the documents given"):
        AnnotationSession(list(session.items.values()), session.log, [], QUESTION)


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
    assert "A: yes" in settled.stdout
    assert "B: no" in settled.stdout
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
    assert "claims of 1 document, 0 off topic" in first.stderr
    second = run(*bare, "B", "--limit", "5", keys="1")
    assert "1 of 2 answered" in second.stdout
    assert "continuing this session" in second.stderr


@pytest.mark.parametrize(
    ("name", "told"), [("gold", "use your own"), ("../x", "letters, digits"), ("", "nothing is named")]
)
def test_names_that_no_annotator_can_have_are_refused_before_a_queue_is_drawn(project, name, told):
    refused = run(*LABEL, name, keys="1")
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert not Path("labelling").exists()


def test_the_same_annotator_twice_is_one_line(project):
    run(*LABEL, "A", keys="1")
    with AnswerLog(answer_file(Path("labelling"), "A")):
        again = run(*LABEL, "A", keys="1")
    assert again.exit_code == 2
    assert again.stderr.splitlines()[-1].startswith("stance: A is labelling here already")


def test_scores_without_words_are_refused(project):
    Path("s.jsonl").write_text('{"document": "d", "start": 0, "end": 3, "stance": "yes"}\n')
    assert run(*LABEL, "A").exit_code == 3


def test_a_random_queue_is_extended_and_stays_a_random_sample(project):
    bare = ("label", "texts", "--question", "q.toml", "--terminal", "--annotator")
    run(*bare, "A", "--limit", "2", keys="11")
    extended = run(*bare, "A", "--limit", "4", "--extend", keys="11")
    assert "2 claims added" in extended.stderr
    assert "4 of 4 answered" in extended.stdout
    run("merge", "--texts", "texts", "-o", "t.csv")
    rows = Path("t.csv").read_text().splitlines()[1:]
    population = json.loads(Path("labelling/queue.jsonl").read_text().splitlines()[0])["population"]
    assert len(rows) == 4
    assert all(f",{4 / population:g}," in row for row in rows)


def test_a_queue_ordered_by_a_model_is_not_extended(project):
    scores = Path("s.jsonl").read_text().replace('"p_yes": 0.75', '"p_yes": 0.75, "p_no": 0.25')
    Path("s.jsonl").write_text(scores)
    first = run(*LABEL, "A", "--order", "uncertain", "--limit", "3", keys="1")
    assert first.exit_code == 0, first.output
    refused = run(*LABEL, "A", "--limit", "5", "--extend", keys="1")
    assert refused.exit_code == 2
    assert "cannot be extended" in refused.stderr
