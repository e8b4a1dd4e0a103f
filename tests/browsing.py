"""Pages in a real browser: Debian's Chromium at two widths, what may go wrong on them, and a server to look at."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZES = {"desk": (1280, 860), "phone": (390, 844)}
LOCAL = ("http://127.0.0.1:", "data:", "file:")


@contextmanager
def launched() -> Iterator[object]:
    """A browser; the test is skipped where there is none."""
    tools = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    with tools.sync_playwright() as playwright:
        # As root, in a container, Chromium has no sandbox to work in.
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield browser
        browser.close()


@contextmanager
def watched(browser, size: str) -> Iterator[object]:
    """An open page; fails at its end on any message of the console, any error and any request to elsewhere."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith(LOCAL) else said.append(sent.url))
    yield page
    context.close()
    assert not said, said


def assert_fit(page) -> None:
    """Nothing is wider than the window, and the accessibility checks pass in light and dark; it stays light."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="needs axe-core-python")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), page.url
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faults = axe.Axe().run(page)["violations"]
        assert not faults, [(page.url, scheme, fault["id"], fault["nodes"][0]["html"]) for fault in faults]
    page.emulate_media(color_scheme="light")


@contextmanager
def serving(folder: Path, *command: object, end: signal.Signals = signal.SIGINT) -> Iterator[str]:
    """The address that a command of stance says it answers at, while it runs; it ends by that signal."""
    call = [sys.executable, "-m", "stance", *map(str, command)]
    with subprocess.Popen(call, cwd=folder, stderr=subprocess.PIPE, text=True) as server:
        said = []
        try:
            for line in server.stderr:
                said.append(line)
                if address := re.search(r"http://\S+", line):
                    break
            assert address, said
            yield address[0]
        finally:
            server.send_signal(end)
            rest = server.stderr.read()
        assert "Traceback" not in rest, rest
