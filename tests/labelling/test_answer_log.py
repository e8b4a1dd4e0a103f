"""Answers on disk: killed, started twice, four at once, no room left; the queue and its chances; the merged table."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.errors import DataError, UsageError
from stance.labelling.answer_log import Answer, AnswerLog, answer_file, check_person, read_answers
from stance.labelling.merge import merge
from stance.labelling.queue import QueueOrder, draw, read_queue, write_queue
from stance.labels import text_sha

GIVER = """
import sys
from pathlib import Path
from stance.labelling.answer_log import Answer, AnswerLog
with AnswerLog(Path(sys.argv[1])) as log:
    for n in range(len(log.answers), int(sys.argv[2])):
        log.give(Answer(document="d", start=n, end=n + 1, label="yes", note="é" * 40))
        print(n, flush=True)
"""


def giver(path: Path, count: int, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", GIVER, path, str(count)], text=True, **options)


def answer(n: int, label: str | None = "yes", **more: object) -> Answer:
    return Answer(document="d", start=n, end=n + 1, label=label, **more)


def test_what_was_given_is_read_again(tmp_path):
    path = answer_file(tmp_path / "new", "Ann B.C")
    with AnswerLog(path) as log:
        log.give(answer(1, note="tab\t line\n end", speaker="X", new_start=0, new_end=2))
        log.give(answer(2, None, flagged=True))
        log.give(answer(1, "no"))
        assert log.answers == read_answers(path)
    assert [(a.start, a.label) for a in read_answers(path).values()] == [(2, None), (1, "no")]
    assert len(path.read_text().splitlines()) == 3


def test_undo_withdraws_the_last_and_then_the_one_before(tmp_path):
    with AnswerLog(tmp_path / "a.answers.jsonl") as log:
        log.give(answer(1))
        log.give(answer(2))
        assert [log.undo(), log.undo(), log.undo()] == [
            answer(2, at=log_time(log, 1)),
            answer(1, at=log_time(log, 0)),
            None,
        ]
        assert log.answers == read_answers(log.path) == {}


def log_time(log: AnswerLog, line: int) -> str:
    return json.loads(log.path.read_text().splitlines()[line])["at"]


def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path):
    path = tmp_path / "a.answers.jsonl"
    told: list[int] = []
    for pause in (0.01, 0.05, 0.1):
        process = giver(path, 10_000, stdout=subprocess.PIPE)
        told.append(int(process.stdout.readline()))
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout.read().split("\n")[:-1]]
        process.stdout.close()
        process.wait()
    with AnswerLog(path) as log:
        given = [a.start for a in log.answers.values()]
    assert len(told) == len(set(told)) > 3
    assert set(told) <= set(given)
    assert given == list(range(len(given)))
    assert len(path.read_text().splitlines()) == len(given)
    assert len(given) - len(told) <= 3  # at most the one answer on disk but not yet told, a kill


@pytest.mark.parametrize("torn", [b'{"document": "d", "st', b'{"document": "d", "note": "\xc3'])
def test_an_unfinished_last_line_goes_and_the_rest_stays(tmp_path, torn):
    path = tmp_path / "a.answers.jsonl"
    with AnswerLog(path) as log:
        log.give(answer(1))
    path.write_bytes(path.read_bytes() + torn)
    assert list(read_answers(path)) == [("d", 1, 2)]
    with AnswerLog(path) as log:
        assert log.mended
        log.give(answer(2))
    assert list(read_answers(path)) == [("d", 1, 2), ("d", 2, 3)]


def test_a_last_line_that_lacks_but_its_end_counts(tmp_path):
    path = tmp_path / "a.answers.jsonl"
    path.write_text('{"document": "d", "start": 1, "end": 2, "label": "yes"}')
    with AnswerLog(path) as log:
        assert not log.mended
        log.give(answer(2))
    assert list(read_answers(path)) == [("d", 1, 2), ("d", 2, 3)]


def test_a_damaged_line_is_named_and_the_file_left_alone(tmp_path):
    path = tmp_path / "a.answers.jsonl"
    path.write_text('{"oops": 1}\n{"document": "d", "start": 1, "end": 2}\n')
    with pytest.raises(DataError, match="line 1: no answer; restore the file"):
        AnswerLog(path)
    assert path.read_text().startswith('{"oops": 1}\n')


def test_the_same_annotator_twice_is_refused_until_the_first_is_gone(tmp_path):
    path = tmp_path / "a.answers.jsonl"
    with AnswerLog(path) as log:
        log.give(answer(1))
        second = giver(path, 5, stderr=subprocess.PIPE)
        assert "a is labelling here already" in second.communicate()[1]
        with pytest.raises(UsageError, match="close that, or name another --annotator"):
            AnswerLog(path)
    with AnswerLog(path) as log:
        assert len(log.answers) == 1


def test_a_thousand_answers_by_four_at_once_are_all_there(tmp_path):
    paths = [answer_file(tmp_path, name) for name in "ABCD"]
    processes = [giver(path, 250, stdout=subprocess.DEVNULL) for path in paths]
    assert [process.wait() for process in processes] == [0] * 4
    assert [[a.start for a in read_answers(path).values()] for path in paths] == [list(range(250))] * 4


def test_a_full_disk_keeps_what_was_saved_and_says_so(tmp_path):
    path = tmp_path / "a.answers.jsonl"
    limited = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n" + GIVER
    done = subprocess.run([sys.executable, "-c", limited, path, "50"], text=True, capture_output=True, check=False)
    told = [int(line) for line in done.stdout.split()]
    assert "this answer is not saved (File too large), all before it are; make room and repeat it" in done.stderr
    assert path.read_bytes().endswith(b"}\n")
    assert [a.start for a in read_answers(path).values()] == told == list(range(len(told)))
    assert len(told) > 3


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be written"):
        AnswerLog(tmp_path / "file" / "a.answers.jsonl")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "x" * 65, "end.", "a\nb"])
def test_names_that_are_no_file_names_are_refused(name, tmp_path):
    with pytest.raises(UsageError):
        answer_file(tmp_path, name)


@pytest.mark.parametrize("name", ["gold", "model:x"])
def test_names_that_are_kept_are_refused(name):
    with pytest.raises(UsageError, match="use your own"):
        check_person(name)


def scores(count: int) -> list[dict[str, object]]:
    return [
        {"document": "d", "start": 10 * n, "end": 10 * n + 9, "text": f"Words {n % 7} here {n % 3}", "speaker": "X"}
        | {"p_yes": 0.5 + n / 2 / count, "p_no": 0.5 - n / 2 / count, "certain": n % 5 != 4, "novelty": n % 11 / 10}
        for n in range(count)
    ]


def places(queue: list, why: str | None = None) -> list[int]:
    return [item.claim["start"] // 10 for item in queue if why is None or item.why == why]


def test_random_order_is_by_seed_and_complete():
    one, same, other = (draw(scores(40), QueueOrder.RANDOM, limit=None, share=0.2, seed=seed) for seed in (1, 1, 2))
    assert places(one) == places(same) != places(other)
    assert sorted(places(one)) == list(range(40))
    assert {item.why for item in one} == {"random"}


def test_uncertain_first_begins_with_abstentions_then_small_margins():
    queue = draw(scores(50), QueueOrder.UNCERTAIN, limit=30, share=0.2, seed=3)
    picked, drawn = places(queue, "uncertain"), places(queue, "random")
    assert (len(picked), len(drawn)) == (24, 6)
    left = [n for n in range(50) if n not in drawn]
    assert picked == sorted(left, key=lambda n: (n % 5 != 4, n))[:24]


def test_novel_first_is_by_distance_and_needs_it():
    queue = draw(scores(50), QueueOrder.NOVEL, limit=20, share=0.1, seed=3)
    novelty = [n % 11 for n in places(queue, "novel")]
    assert novelty == sorted(novelty, reverse=True)
    with pytest.raises(UsageError, match="needs scores with a novelty"):
        draw([row | {"novelty": None} for row in scores(9)], QueueOrder.NOVEL, limit=5, share=0.1, seed=3)


def test_diverse_first_takes_no_claim_twice_before_all_kinds():
    queue = draw(scores(100), QueueOrder.DIVERSE, limit=23, share=0.05, seed=3)
    kinds = [(n % 7, n % 3) for n in places(queue, "diverse")]
    assert len(kinds) == 22
    assert len(set(kinds)) == 21


def test_diverse_first_takes_one_of_each_kind_wherever_they_stand():
    rows = [row | {"text": f"Words {'abcdefghij'[n // 10] * 5} here"} for n, row in enumerate(scores(100))]
    queue = draw(rows, QueueOrder.DIVERSE, limit=11, share=0.05, seed=3)
    assert sorted(n // 10 for n in places(queue, "diverse")) == list(range(10))


def test_the_margin_is_between_the_two_likeliest_of_however_many_labels():
    rows = [row | {"p_yes": 0.4, "p_no": 0.4 - n / 100, "p_none": 0.2 + n / 100} for n, row in enumerate(scores(8))]
    queue = draw([row | {"certain": True} for row in rows], QueueOrder.UNCERTAIN, limit=8, share=0.1, seed=3)
    picked = places(queue, "uncertain")
    assert len(picked) == 7
    assert picked == sorted(picked)


def test_orders_by_a_model_need_its_scores():
    with pytest.raises(UsageError, match="name them with --scores"):
        draw(
            [{"document": "d", "start": n, "end": n + 1} for n in range(9)],
            QueueOrder.UNCERTAIN,
            limit=5,
            share=0.1,
            seed=0,
        )


@settings(deadline=None)
@given(st.sampled_from(list(QueueOrder)), st.integers(1, 30), st.integers(1, 40), st.floats(0.01, 1), st.integers(0, 9))
def test_a_queue_holds_each_claim_once_and_its_random_share(order, count, limit, share, seed):
    queue = draw(scores(count), order, limit=limit, share=share, seed=seed)
    assert len(queue) == len(set(places(queue))) == min(count, limit)
    expected = len(queue) if order is QueueOrder.RANDOM else max(1, round(share * len(queue)))
    assert len(places(queue, "random")) == expected


def test_every_claim_is_as_likely_to_be_in_the_random_share():
    hits = [0] * 20
    for seed in range(2000):
        for n in places(draw(scores(20), QueueOrder.UNCERTAIN, limit=10, share=0.4, seed=seed), "random"):
            hits[n] += 1
    assert all(320 < hit < 480 for hit in hits)  # 400 expected, four standard deviations are 72


def test_the_first_queue_of_a_session_stays(tmp_path):
    first, second = (draw(scores(9), QueueOrder.RANDOM, limit=None, share=1, seed=seed) for seed in (1, 2))
    assert write_queue(first, tmp_path / "s")
    assert not write_queue(second, tmp_path / "s")
    assert read_queue(tmp_path / "s") == first
    assert [file.name for file in (tmp_path / "s").iterdir()] == ["queue.jsonl"]


def test_of_many_who_start_at_once_one_draws_the_queue(tmp_path):
    queues = [draw(scores(200), QueueOrder.RANDOM, limit=None, share=1, seed=seed) for seed in range(8)]
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda queue: write_queue(queue, tmp_path), queues))
    assert won.count(True) == 1
    assert read_queue(tmp_path) == queues[won.index(True)]


def test_a_session_becomes_a_table_with_chances(tmp_path):
    write_queue(draw(scores(20), QueueOrder.UNCERTAIN, limit=10, share=0.4, seed=5), tmp_path)
    queue = read_queue(tmp_path)
    drawn, picked = ([i.claim["start"] for i in queue if i.why == why] for why in ("random", "uncertain"))
    with AnswerLog(answer_file(tmp_path, "A")) as log:
        for start in (*drawn[:3], picked[0]):
            log.give(Answer(document="d", start=start, end=start + 9, label="yes"))
        log.give(Answer(document="d", start=picked[1], end=picked[1] + 9))
        log.give(Answer(document="d", start=picked[2], end=picked[2] + 9, flagged=True))
    with AnswerLog(answer_file(tmp_path, "B")) as log:
        fixed = Answer(document="d", start=drawn[0], end=drawn[0] + 9, label="no", speaker="Y", new_start=0, new_end=4)
        log.give(fixed)
    merged = merge(tmp_path, lambda: {"d": "Well, then."})
    assert (merged.skipped, merged.flagged) == ({"A": 1}, {"A": 1})
    found = {(row["annotator"], int(row["start"])): row for row in merged.rows}
    assert {key: row["sampling"] for key, row in found.items()} == {
        **{("A", start): "0.15" for start in drawn[:3]},
        ("A", picked[0]): "uncertain",
        ("B", 0): "0.15",
    }
    theirs = found["B", 0]
    assert (theirs["text"], theirs["text_sha"], theirs["speaker"], theirs["label"]) == (
        "Well",
        text_sha("Well"),
        "Y",
        "no",
    )
    with pytest.raises(DataError, match="a corrected span; give its document with --texts"):
        merge(tmp_path, dict)


def test_a_session_labelled_whole_is_a_sample_of_all(tmp_path):
    write_queue(draw(scores(4), QueueOrder.RANDOM, limit=None, share=1, seed=5), tmp_path)
    with AnswerLog(answer_file(tmp_path, "A")) as log:
        for n in range(4):
            log.give(Answer(document="d", start=10 * n, end=10 * n + 9, label="yes"))
    assert {row["sampling"] for row in merge(tmp_path, dict).rows} == {"all"}


def test_no_session_is_told(tmp_path):
    with pytest.raises(DataError, match="no labelling session"):
        merge(tmp_path, dict)


def test_a_link_to_another_file_is_never_opened_for_answers(tmp_path):
    (tmp_path / "victim").write_text("not an answer")
    answer_file(tmp_path, "Ada").symlink_to("victim")
    with pytest.raises(DataError, match="cannot be written"):
        AnswerLog(answer_file(tmp_path, "Ada"))
    assert (tmp_path / "victim").read_text() == "not an answer"
