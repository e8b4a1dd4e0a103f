"""A whole study on the pages, at a desk and on a phone: label, settle, train, estimate, report, cite; then serve."""

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from browsing import SIZES, assert_fit, serving, watched
from digest_model import ROOT
from stance.cli import app

pytestmark = pytest.mark.slow
CLAIMS = 8


@pytest.fixture(params=SIZES)
def page(browser, request):
    with watched(browser, request.param) as opened:
        yield opened


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name in ("ledger.txt", "two-chairs.txt", "sources.csv"):
        (tmp_path / "texts").mkdir(exist_ok=True)
        shutil.copy(ROOT / "examples" / name, tmp_path / "texts" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, (words, done.output)
    return done


def rows(file):
    with Path(file).open(newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def is_phone(page):
    return page.viewport_size["width"] < 500


def answer(page, label, reason=""):
    """Answer the claim as one does there: by key at a desk, by touch on a phone; the next one is in view afterwards."""
    before = page.locator("#progress").inner_text()
    if reason:
        page.locator('[data-key="n"]').click()
        page.locator("#note").fill(reason)
        page.locator("#note").press("Enter")
    button = page.locator(f'#labels [data-label="{label}"]')
    place = button.bounding_box()
    assert place["y"] + place["height"] <= page.viewport_size["height"], "the answers are in view"
    if is_phone(page):
        button.click()
    else:
        page.keyboard.press(button.get_attribute("data-key"))
    page.wait_for_function("was => document.getElementById('progress').textContent !== was", arg=before)
    if page.locator("#text mark").count():
        words, text = page.locator("#text mark").bounding_box(), page.locator("#text").bounding_box()
        assert text["y"] <= words["y"] < text["y"] + text["height"], "the claim is in view"
        assert button.bounding_box() == place, "no button moves"


def label_all(page, address, labels):
    page.goto(address)
    page.wait_for_selector("#text mark")
    assert_fit(page)
    for label in labels:
        answer(page, label)
    assert page.locator("#where").inner_text() == "All claims are answered"
    assert "stance merge" in page.locator("#status").inner_text()
    assert_fit(page)


def test_a_study_is_done_on_the_pages(project, page):
    labels = ["none", "unlikely", "possible", "exists"] * (CLAIMS // 4)
    with serving(project, "label", "texts", "--annotator", "Ann", "--limit", CLAIMS) as address:
        label_all(page, address, labels)
    with serving(project, "label", "texts", "--annotator", "Ben") as address:
        label_all(page, address, ["possible", *labels[1:-1], "none"])
    run("merge", "-o", "team.csv")
    agreement = run("agree", "team.csv", "--format", "table").stdout
    assert f"Annotators disagree on 2 of {CLAIMS} spans" in agreement

    with serving(project, "adjudicate", "team.csv", "--texts", "texts") as address:
        page.goto(address)
        page.wait_for_selector("#text mark")
        assert "Ann: " in page.locator("#codes").inner_text()
        assert_fit(page)
        answer(page, "unlikely", "he weighs it and says no")
        answer(page, "none", "a question")
        assert "stance merge adjudication" in page.locator("#status").inner_text()
    run("merge", "adjudication", "-o", "gold.csv")
    assert [(row["annotator"], row["reason"]) for row in rows("gold.csv")] == [
        ("gold", "he weighs it and says no"),
        ("gold", "a question"),
    ]

    digests = ROOT / "data/labeled/digests.csv"
    run("train", digests, "team.csv", "gold.csv", "--texts", ROOT / "data/raw", "--encoder", "none", "-o", "mine")
    run("estimate", "texts", "--labels", "team.csv", "--labels", "gold.csv", "-m", "mine", "-o", "shares.csv")
    overall = [row for row in rows("shares.csv") if row["part"] == "all claims"]
    assert {int(row["labelled"]) for row in overall} == {CLAIMS}

    run("report", "texts", "-m", "mine", "-o", "report.html")
    read_the_report(page, (project / "report.html").as_uri())
    with serving(project, "serve", "--port", "0", "-m", "mine") as address:
        score_and_label_there(page, address)


def read_the_report(page, address):
    """A claim is opened and closed, the uncertain ones are left alone, the commands and the citation can be copied."""
    page.goto(address)
    assert_fit(page)
    page.locator("a.claim[id]").first.click()
    assert page.locator(".card:target").is_visible()
    assert_fit(page)
    page.keyboard.press("Escape")
    assert page.locator(".card:target").count() == 0
    page.check("#only-uncertain")
    assert "claims in" in page.locator("#matched").inner_text()
    assert "--order uncertain" in page.locator("#next").inner_text()
    cited = page.locator("#cite").inner_text()
    assert "@software{stance" in cited
    assert "We split 2 texts" in cited


def score_and_label_there(page, address):
    """An example is scored by a click, its claims are labelled by a name, and the way back leads to the report."""
    page.goto(address)
    assert_fit(page)
    page.get_by_role("button", name="The Ledger of a Friendship").click()
    page.locator(".text a.claim").first.wait_for()
    assert_fit(page)
    page.get_by_text("Label these claims", exact=True).last.click()
    page.fill("input[name=annotator]", "Cleo")
    page.get_by_role("button", name="Label", exact=True).click()
    page.wait_for_selector("#text mark")
    assert "key=" in page.url
    assert_fit(page)
    answer(page, "none")
    page.get_by_role("link", name="Back to the report").click()
    for name, place in (("Codebook", ".article"), ("Model card", ".article"), ("Score a text", "#history")):
        page.get_by_role("link", name=name).first.click()
        assert page.locator(place).inner_text()
        assert_fit(page)
    assert page.get_by_role("link", name="The Ledger of a Friendship").is_visible()
    (answers,) = Path("labelling").glob("*/Cleo.answers.jsonl")
    assert answers.read_text("utf-8").count("\n") == 1
