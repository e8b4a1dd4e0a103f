"""The report in a browser, at both widths, light and dark: sorted, filtered, read claim by claim, accessible."""

import pytest
from typer.testing import CliRunner

from browsing import SIZES, assert_fit, watched
from digest_model import ROOT
from stance.cli import app
from stance.packaged import lite_bundle

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    output = tmp_path_factory.mktemp("report") / "report.html"
    done = CliRunner().invoke(app, ["report", str(ROOT / "examples"), "-m", str(lite_bundle()), "-o", str(output)])
    assert done.exit_code == 0, done.output
    return output.as_uri()


@pytest.fixture(params=SIZES)
def page(browser, request, address):
    with watched(browser, request.param) as opened:
        opened.goto(address)
        yield opened


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
    page.reload()
    assert page.input_value("#only-speaker") == speaker, "the address keeps the filter"
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
    assert_fit(page)


def test_without_its_script_the_report_reads_as_well(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".filters").is_visible()
    page.locator("a.claim[id]").first.click()
    assert page.locator(".card:target").is_visible()
    context.close()
