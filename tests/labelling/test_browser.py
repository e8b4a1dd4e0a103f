"""The label page in a real browser: a whole session of 200 claims with a kill in its middle, and its accessibility."""

from __future__ import annotations

import json
import signal
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from browsing import assert_fit, serving
from stance.labelling.answer_log import read_answers

pytestmark = pytest.mark.slow

COUNT = 200
SENTENCES = [f"Envoy {n} holds that bond number {n} is {'firm' if n % 2 else 'loose'}." for n in range(COUNT)]


@pytest.fixture
def project(tmp_path) -> Path:
    text = "\n\n".join(" ".join(SENTENCES[n : n + 4]) for n in range(0, COUNT, 4))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/d.txt").write_text(text, encoding="utf-8")
    claims = [{"document": "d", "start": text.index(s), "end": text.index(s) + len(s), "text": s} for s in SENTENCES]
    scored = [claim | {"speaker": "AUTHOR", "evidence": "own voice", "stance": "yes", "p_yes": 0.5} for claim in claims]
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(claim) + "\n" for claim in scored))
    (tmp_path / "q.toml").write_text('id = "q"\ntext = "Is it firm?"\nlabels = ["yes", "perhaps", "no"]\n')
    (tmp_path / "texts/sources.csv").write_text("document,url\nd,https://example.org/op-ed\n")
    (tmp_path / "codebook.md").write_text("Judge the bond alone.")
    return tmp_path


LABEL = ("label", "texts", "--scores", "s.jsonl", "--annotator", "A")
ADJUDICATE = ("adjudicate", "two.csv", "--texts", "texts")


def running(project: Path, how: signal.Signals, command: tuple[str, ...] = LABEL) -> AbstractContextManager[str]:
    return serving(project, *command, "--question", "q.toml", "--codebook", "codebook.md", end=how)


def press(page: object, *keys: str) -> None:
    """Press keys as a person does: the next one when the page shows what the last one did."""
    for key in keys:
        before = page.locator("#progress").inner_text()
        page.keyboard.press(key)
        page.wait_for_function("was => document.getElementById('progress').textContent !== was", arg=before)


def shows(page: object, status: str) -> None:
    page.wait_for_function("was => document.getElementById('status').textContent.startsWith(was)", arg=status)


def first_half(page: object) -> None:
    """A hundred claims by every key: labels, undo, flag, speaker, note, skip, an earlier answer changed."""
    press(page, "1", "3", "u")
    shows(page, "undone: no")
    page.keyboard.press("f")
    assert page.locator('[data-key="f"]').get_attribute("aria-pressed") == "true"
    press(page, "2")
    page.keyboard.press("s")
    page.locator("#speaker").fill("Envoy 7 of 12")  # digits in a field are text
    page.keyboard.press("Enter")
    press(page, "1")
    page.keyboard.press("n")
    page.keyboard.type("1 u f ?")
    page.keyboard.press("Enter")
    press(page, "Space")
    page.locator("#last button").nth(3).click()
    shows(page, "asked again")
    page.keyboard.press("3")
    shows(page, "Saved as: no")
    for n in range(96):
        press(page, str(1 + n % 3))


def test_a_session_of_200_claims_with_a_kill_in_its_middle(project, browser):
    file = project / "labelling/A.answers.jsonl"
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with running(project, signal.SIGKILL) as address:
        page.goto(address)
        page.wait_for_selector("#text mark")
        first_half(page)
    told = list(read_answers(file).values())
    assert len(told) == 100
    page.keyboard.press("1")
    shows(page, "not saved")

    with running(project, signal.SIGINT) as address:
        page.goto(address)
        page.wait_for_selector("#text mark")
        progress = page.locator("#progress").inner_text()
        assert progress.startswith("99 of 200 answered, 100 left, 1 skipped, 1 flagged")
        for n in range(100):
            press(page, str(1 + n % 3))
        assert page.locator("#where").inner_text() == "All claims are answered"

    answers = list(read_answers(file).values())
    assert answers[:100] == told
    assert len(answers) == len({answer.span for answer in answers}) == COUNT
    assert [(a.speaker, a.flagged, a.note, a.label) for a in answers if a.speaker or a.flagged or a.note] == [
        (None, True, "", "perhaps"),
        ("Envoy 7 of 12", False, "", "yes"),
        (None, False, "1 u f ?", None),
    ]
    assert answers[3].label == "no"
    assert errors == []


def test_a_span_corrected_but_not_confirmed_is_saved_with_a_click(project, browser):
    with running(project, signal.SIGINT) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector("#text mark")
        words = page.locator("#text mark").inner_text()
        page.keyboard.press("e")
        page.locator("#span").fill("words that stand nowhere")
        page.locator('[data-label="no"]').click()
        shows(page, "these words do not stand there")
        page.locator("#span").fill(words[6:])
        page.locator('[data-label="no"]').click()
        shows(page, "Saved as: no")
    (answer,) = read_answers(project / "labelling/A.answers.jsonl").values()
    assert (answer.new_start, answer.new_end) == (answer.start + 6, answer.end)


def test_the_page_can_be_used_by_keyboard_and_is_accessible_in_light_and_dark(project, browser):
    with running(project, signal.SIGINT) as address:
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme)
            page.goto(address)
            page.wait_for_selector("#text mark")
            press(page, "1")
            page.keyboard.press("h")
            page.keyboard.press("n")
            assert_fit(page)
            page.emulate_media(color_scheme=scheme)
            page.keyboard.press("Escape")
            page.keyboard.press("Tab")  # the note, which stands between the claim and the labels
            page.keyboard.press("Tab")
            ring = "(style => style.outlineStyle + style.outlineWidth)(getComputedStyle(document.activeElement))"
            assert page.evaluate(ring) == "solid3px"
            assert page.evaluate("document.activeElement.dataset.label") == "yes"
            press(page, "Enter")
            page.keyboard.press("?")
            assert page.locator("#keys").is_visible()
            assert page.locator("#where a").get_attribute("href") == "https://example.org/op-ed"


def test_disagreements_are_settled_on_the_page_each_with_a_reason(project, browser):
    text = (project / "texts/d.txt").read_text(encoding="utf-8")
    spans = [(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in SENTENCES[:3]]
    annotations = zip(spans, ("yes", "yes", "no"), ("yes", "no", "perhaps"), strict=True)
    lines = [
        f"d,{start},{end},{code},{who}"
        for (start, end), *two in annotations
        for who, code in zip("AB", two, strict=True)
    ]
    (project / "two.csv").write_text("\n".join(["document,start,end,label,annotator", *lines]), encoding="utf-8")

    with running(project, signal.SIGINT, ADJUDICATE) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector("#text mark")
        assert page.locator("#text mark").inner_text() == SENTENCES[1]
        page.keyboard.press("1")
        shows(page, "not saved: say why first")
        for reason, key in (("the bond of now", "1"), ("he hedges", "2")):
            page.keyboard.press("n")
            page.keyboard.type(reason)
            page.keyboard.press("Enter")
            press(page, key)
        assert page.locator("#where").inner_text() == "All claims are answered"

    settled = read_answers(project / "adjudication/gold.answers.jsonl").values()
    found = [((answer.start, answer.end), answer.label, answer.note) for answer in settled]
    assert found == [(spans[1], "yes", "the bond of now"), (spans[2], "perhaps", "he hedges")]
