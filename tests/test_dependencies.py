"""Every dependency has its reason, and docs/dependencies.md lists it."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = runpy.run_path(str(ROOT / "scripts/dependencies.py"))
GROUPS = SCRIPT["direct"](SCRIPT["read_project"]())
NAMES = sorted({one.name for group in GROUPS.values() for one in group})
WRITTEN = (ROOT / "docs/dependencies.md").read_text("utf-8")


def rows(page):
    """{package: its cells}, the first row of each."""
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {cells[0]: cells[1:] for cells in reversed(lines)}


def test_every_direct_dependency_has_a_reason_and_no_reason_is_left_over():
    assert set(NAMES) == set(SCRIPT["REASONS"])


@pytest.mark.parametrize("name", NAMES)
def test_the_page_gives_reason_licence_and_size(name):
    reason, licence, size = rows(WRITTEN)[name]
    assert reason == SCRIPT["REASONS"][name], "run: python scripts/dependencies.py"
    assert licence not in ("", "–", "see the package")
    assert size == "–" or float(size) >= 0


def test_what_is_not_installed_has_no_size_and_no_version():
    package = SCRIPT["describe"]("no-such-package-anywhere", "core")
    assert (package.version, package.size, package.licence) == (None, None, "–")


def test_what_is_brought_along_is_found_with_who_needs_it():
    requirement = next(one for one in GROUPS["core"] if one.name == "pandas")
    brought = {package.name: package for package in SCRIPT["indirect"]([requirement])}
    assert brought["numpy"].origin == "pandas"
    assert brought["numpy"].size > 0
    assert "pandas" not in brought


def test_no_copyleft_stands_in_the_way_of_using_the_core():
    licences = [cells[-2] for name, cells in rows(WRITTEN).items() if name in {one.name for one in GROUPS["core"]}]
    assert len(licences) == len(GROUPS["core"])
    assert not [licence for licence in licences if "GPL" in licence]
