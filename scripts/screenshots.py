#!/usr/bin/env python3
"""Takes pictures of every page at a desk, on a phone, in the dark and in print: scripts/screenshots.py FOLDER.

Scores the examples, and starts and ends the servers itself. Needs Debian's Chromium and playwright (extra `dev`).
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"
ROOT: Final = Path(__file__).parents[1]
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
LOOKS: Final = {"desk": (DESK, "light"), "phone": (PHONE, "light"), "dark": (DESK, "dark")}
EXAMPLE: Final = "The Ledger of a Friendship"


@contextmanager
def answering(work: Path, *command: object) -> Iterator[str]:
    """The address at which a command of stance answers, while it runs in that folder."""
    call = [sys.executable, "-m", "stance", *map(str, command)]
    with subprocess.Popen(call, cwd=work, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            yield next(found[0] for line in server.stderr if (found := re.search(r"http://\S+", line)))
        finally:
            server.send_signal(signal.SIGINT)


def disagreement(work: Path, claims: int = 3) -> Path:
    """A label table in which two annotators differ on the first claims of the examples."""
    for annotator, labels in (("Ann", "1" * claims), ("Ben", "2" * claims)):
        call = [sys.executable, "-m", "stance", "label", str(ROOT / "examples"), "-a", annotator, "--terminal"]
        subprocess.run(
            [*call, "--limit", str(claims)], cwd=work, input=labels, text=True, check=True, stdout=sys.stderr
        )
    table = work / "team.csv"
    subprocess.run([sys.executable, "-m", "stance", "merge", "-o", str(table)], cwd=work, check=True)
    return table


def picture(browser: Browser, name: str, address: str, folder: Path) -> None:
    """Write the pictures of one page, and of a claim that is opened in it."""
    for look, (size, scheme) in LOOKS.items():
        page = browser.new_page(viewport=size, color_scheme=scheme)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if name == "scored":
            page.get_by_role("button", name=EXAMPLE).click()
            page.locator("a.claim[id]").first.wait_for()
        save(page, folder / f"{name}-{look}.png", whole=name not in {"label", "settle"})
        if name == "report":
            page.locator("a.claim[id]").nth(2).click()
            save(page, folder / f"claim-{look}.png", whole=False)
            if look == "desk":
                page.goto(address)
                page.pdf(path=folder / "report.pdf", format="A4", print_background=True)
        page.close()


def save(page: Page, file: Path, *, whole: bool) -> None:
    """Write one picture and say so."""
    page.screenshot(path=file, full_page=whole)
    sys.stdout.write(f"{file}\n")


def main() -> None:
    """Take the pictures and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, sync_playwright() as playwright:
        work, examples = Path(made), ROOT / "examples"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        report = [sys.executable, "-m", "stance", "report", str(examples), "-o", "report.html"]
        subprocess.run(report, cwd=work, check=True)
        picture(browser, "report", (work / "report.html").as_uri(), folder)
        with answering(work, "serve", "--port", 0) as address:
            for name, path in (("form", ""), ("scored", ""), ("codebook", "/codebook"), ("card", "/card/")):
                picture(browser, name, address + path, folder)
        with answering(work, "label", examples, "--annotator", "Cleo", "--session", "new") as address:
            picture(browser, "label", address, folder)
        table = disagreement(work)
        with answering(work, "adjudicate", table, "--texts", examples) as address:
            picture(browser, "settle", address, folder)
        browser.close()


if __name__ == "__main__":
    main()
