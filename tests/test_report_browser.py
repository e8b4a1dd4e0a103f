"""The report in a browser, at both widths, light and dark: sorted, filtered, read claim by claim, accessible."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli import app
from stance.packaged import lite_bundle

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZES = {"desk": (1280, 860), "phone": (390, 844)}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    output = tmp_path_factory.mktemp("report") / "report.html"
    done = CliRunner().invoke(app, ["report", str(ROOT / "examples"), "-m", str(lite_bundle()), "-o", str(output)])
    assert done.exit_code == 0, done.output
    return output.as_uri()


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    with playwright.sync_playwright() as tools:
        opened = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")], ids="-".join)
def page(browser, request, address):
    """The open report; fails on any message of the console, any error and any request to elsewhere."""
    size, scheme = request.param
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    opened, said = context.new_page(), []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda sent: None if sent.url.startswith("file:") else said.append(sent.url))
    opened.goto(address)
    yield opened
    context.close()
    assert said == []


def test_claims_open_move_and_close_by_key(page):
    first = page.locator("a.claim[id]").first
    first.click()
    card = page.locator(".card:target")
    assert card.is_visible()
    if page.viewport_size["width"] < 500:  # on a phone the card stands below its claim and does not cover it
        assert card.bounding_box()["y"] >= first.bounding_box()["y"] + first.bounding_box()["height"] - 4
    before = page.url
    page.keyboard.press("ArrowRight")
    assert page.url != before
    page.keyboard.press("Escape")
    assert page.locator(".card:target").count() == 0


def test_a_filter_acts_on_texts_and_tables_together(page):
    claims = page.locator("a.claim[data-speaker]")
    speaker = claims.first.get_attribute("data-speaker")
    page.fill("#only-speaker", speaker)
    assert "claims in" in page.locator("#matched").inner_text()
    shown = page.locator("article:visible").count()
    assert 0 < shown <= page.locator("article").count()
    assert page.locator("#table-1 tbody tr:visible").count() <= page.locator("#table-1 tbody tr").count()
    page.click("#all-claims")
    assert page.locator("article:visible").count() == page.locator("article").count()
    assert page.locator("#matched").inner_text() == ""


def test_a_table_sorts_by_a_click_and_says_so(page):
    if page.viewport_size["width"] < 500:
        pytest.skip("on a phone the rows stand as blocks without a head")
    heading = page.locator("#table-1 thead th").nth(2)
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    counts = [
        float(text)
        for text in page.locator("#table-1 tbody td:nth-child(3)").evaluate_all(
            "cells => cells.map(cell => cell.dataset.value)"
        )
    ]
    assert counts == sorted(counts, reverse=True)
    assert page.locator("#table-1 details").count() == 0


def test_nothing_overflows_and_accessibility_checks_pass(page):
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="needs axe-core-python")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}})["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def test_without_its_script_the_report_reads_as_well(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".filters").is_visible()
    page.locator("a.claim[id]").first.click()
    assert page.locator(".card:target").is_visible()
    context.close()
