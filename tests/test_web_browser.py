"""The page in a real browser, and the API under a tester that reads its OpenAPI; both where their tools are at hand."""

import csv
import io
import re
import shutil
import subprocess
import sys

import pytest

from digest_model import ROOT, digest_model
from stance.bundle import save_model

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SCRIPT = "<script>document.title = 'taken over'</script>"
OP_ED = f"""Beijing and Moscow will never fight for one another, and both know it. {SCRIPT}

Ilse Marqvist, a historian, told me that "China and Russia are allies in all but name." I doubt it.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a server of our own answers."""
    pytest.importorskip("uvicorn", reason="the page's extra is not installed: pip install 'stance[web]'")
    bundle = tmp_path_factory.mktemp("bundles") / "small"
    save_model(digest_model(), bundle)
    command = [sys.executable, "-m", "stance", "serve", "--port", "0", "--model", str(bundle)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        found = next(filter(None, (re.search(r"http://\S+", line) for line in server.stderr)), None)
        assert found
        yield found[0]
        server.terminate()
        assert "Traceback" not in server.stderr.read()


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    with playwright.sync_playwright() as tools:
        # As root, in a container, Chromium has no sandbox to work in.
        opened = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=["desktop", "phone"])
def page(browser, request):
    """An open page that fails on any message of the console, on any error and on any request to elsewhere."""
    size = {"desktop": (1280, 900), "phone": (390, 844)}[request.param]
    context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)))
    opened, said = context.new_page(), []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda sent: None if is_local(sent.url) else said.append(sent.url))
    yield opened
    context.close()
    assert [one for one in said if "Content Security Policy" not in one or "script" not in one] == []


def is_local(url):
    return url.startswith(("http://127.0.0.1:", "data:"))


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_paste_see_open_and_take_along(page, address):
    page.goto(address)
    assert not wide(page)
    page.fill("#text", OP_ED)
    page.get_by_text("Title, byline, date").click()
    page.fill("input[name=title]", f"Allies? {SCRIPT}")
    page.fill("input[name=authors]", "Ida Vest")
    page.get_by_role("button", name="Score it").click()

    claims = page.locator(".text a.claim")
    claims.first.wait_for()
    assert page.title() == "Who holds what"
    assert SCRIPT in page.locator("article > header").inner_text()
    assert not wide(page)
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


def test_an_example_and_a_batch(page, address, tmp_path):
    page.goto(address)
    page.get_by_role("link", name="The Ledger of a Friendship").click()
    assert "Accountants" in page.input_value("#text")

    (tmp_path / "<b>one.txt").write_text(OP_ED)
    page.set_input_files("#files", [*map(str, sorted(ROOT.glob("examples/*.txt"))), str(tmp_path / "<b>one.txt")])
    page.get_by_role("button", name="Score them").click()
    page.locator("#table-1").wait_for(timeout=60_000)
    assert page.get_by_role("link", name="<b>one").count()
    assert not wide(page)
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
