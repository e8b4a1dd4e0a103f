#!/usr/bin/env python3
"""Takes pictures of a report at a desk, on a phone, in the dark and in print: scripts/screenshots.py FILE.html FOLDER.

Needs Debian's Chromium and playwright (extra `dev`). An address works as well as a file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


def pictures(address: str, folder: Path) -> list[Path]:
    """Write the pictures into the folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, size, scheme in (("desk", DESK, "light"), ("phone", PHONE, "light"), ("dark", DESK, "dark")):
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(address)
            page.wait_for_load_state("networkidle")
            files += [_shot(page, folder / f"{name}.png", whole=True)]
            claim = page.locator("a.claim[id]").first
            if claim.count():
                claim.click()
                files += [_shot(page, folder / f"{name}-claim.png", whole=False)]
            page.close()
        page = browser.new_page()
        page.goto(address)
        page.pdf(path=folder / "print.pdf", format="A4", print_background=True)
        files.append(folder / "print.pdf")
        browser.close()
    return files


def _shot(page: Page, file: Path, *, whole: bool) -> Path:
    page.screenshot(path=file, full_page=whole)
    return file


def main() -> None:
    """Take the pictures and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", help="a file, or the address of a page")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    address = options.page if "://" in options.page else Path(options.page).resolve().as_uri()
    sys.stdout.write("\n".join(map(str, pictures(address, options.folder))) + "\n")


if __name__ == "__main__":
    main()
