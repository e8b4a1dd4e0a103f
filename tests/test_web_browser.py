"""The page in a real browser, and the API under a tester that reads its OpenAPI; both where their tools are at hand."""

import csv
import io
import shutil
import subprocess

import pytest

from browsing import SIZES, assert_fit, serving, watched
from digest_model import ROOT, digest_model
from stance.bundle import save_model

pytestmark = pytest.mark.slow

SCRIPT = "<script>document.title = 'taken over'</script>"
OP_ED = f"""Beijing and Moscow will never fight for one another, and both know it. {SCRIPT}

Ilse Marqvist, a historian, told me that "China and Russia are allies in all but name." I doubt it.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a server of our own answers."""
    pytest.importorskip("uvicorn", reason="the page's extra is not installed: pip install 'stance[web]'")
    folder = tmp_path_factory.mktemp("bundles")
    save_model(digest_model(), folder / "small")
    with serving(folder, "serve", "--port", "0", "--model", "small") as found:
        yield found


@pytest.fixture(params=SIZES)
def page(browser, request):
    with watched(browser, request.param) as opened:
        yield opened


def test_paste_see_open_and_take_along(page, address):
    page.goto(address)
    page.fill("#text", OP_ED)
    page.fill("input[name=title]", f"Allies? {SCRIPT}")
    page.fill("input[name=authors]", "Ida Vest")
    page.get_by_role("button", name="Score", exact=True).click()

    claims = page.locator(".text a.claim")
    claims.first.wait_for()
    assert page.title() == "Who holds what"
    assert SCRIPT in page.locator("article > header").inner_text()
    assert_fit(page)
    background = claims.first.evaluate("claim => getComputedStyle(claim.querySelector('.said')).textDecorationLine")
    assert background == "underline", "a highlight is told by more than its colour"

    page.locator(".text a.claim", has_text="allies in all but name").first.click()
    card = page.locator(".card:target")
    assert card.is_visible()
    assert "Marqvist" in card.locator(".verdict").inner_text()
    card.get_by_text("close").click()
    assert not card.is_visible()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="scores.csv").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_bytes().decode())))
    assert waiting.value.suggested_filename == "scores.csv"
    assert all(OP_ED[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)
    assert {row["speaker"] for row in rows} >= {"AUTHOR", "Ilse Marqvist"}


def test_an_example_and_several_files(page, address, tmp_path):
    page.goto(address)
    page.get_by_role("button", name="The Ledger of a Friendship").click()
    page.get_by_role("link", name="Change this text").click()
    assert "Accountants" in page.input_value("#text")

    page.get_by_role("link", name="Score a text").click()
    (tmp_path / "<b>one.txt").write_text(OP_ED)
    page.set_input_files("#files", [*map(str, sorted(ROOT.glob("examples/*.txt"))), str(tmp_path / "<b>one.txt")])
    page.get_by_role("button", name="Score", exact=True).click()
    page.locator("#table-1").wait_for(timeout=60_000)
    assert page.get_by_role("link", name="<b>one").count()
    assert_fit(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="figures.csv").click()
    assert waiting.value.path().read_text().startswith("kind,name,claims")


def test_what_the_api_says_of_itself_holds(address, tmp_path):
    """Schemathesis sends what the description allows and what it forbids, and compares."""
    tester = shutil.which("schemathesis")
    if tester is None:
        pytest.skip("schemathesis is not installed: pip install schemathesis")
    command = [tester, "run", f"{address}/openapi.json", "--checks", "all", "--max-examples", "60", "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-4000:]
