"""Every dependency has its reason, and docs/dependencies.md lists it."""

import json
import re
import runpy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


@pytest.mark.parametrize("bundle", ["models/china-russia", "models/china-russia-large", "src/stance/bundle-lite"])
def test_whatever_scikit_learn_may_be_installed_loads_the_bundles(bundle):
    (asked,) = (one for one in GROUPS["core"] if one.name == "scikit-learn")
    made = json.loads((ROOT / bundle / "model.json").read_text("utf-8"))["versions"]["scikit-learn"]
    major, minor = map(int, made.split(".")[:2])
    allowed = [f"{major}.{other}.{patch}" for other in range(minor - 1, minor + 2) for patch in (0, 9)]
    assert list(asked.specifier.filter(allowed)) == [f"{major}.{minor}.0", f"{major}.{minor}.9"]


LOCKED = [
    (Requirement(entry.split(" \\")[0]), entry)
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text("utf-8").strip())
]
"""What is pinned, with its hashes; a package has several pins where platforms or versions of Python need them."""


def pins(name):
    """The versions that a package is pinned to."""
    found = [one for one, _ in LOCKED if canonicalize_name(one.name) == canonicalize_name(name)]
    return {str(one.specifier).removeprefix("==") for one in found}


PINNED_APART = {"finetune", "large"}


@pytest.mark.parametrize("name", sorted({one.name for group in GROUPS.keys() - PINNED_APART for one in GROUPS[group]}))
def test_what_is_needed_is_pinned_to_a_version_that_is_allowed(name):
    asked = [one for group in GROUPS.values() for one in group if one.name == name]
    assert pins(name)
    assert all(one.specifier.contains(pin, prereleases=True) for one in asked for pin in pins(name))


def test_every_pin_has_its_hashes_and_is_what_is_installed_here():
    for one, entry in LOCKED:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), one.name
        try:
            installed = version(one.name)
        except PackageNotFoundError:
            continue  # of another platform
        assert installed in pins(one.name), f"{one.name}: run make install, or make lock"


def test_no_licence_asks_for_the_source_of_what_uses_it():
    """GPL and AGPL would; tld offers MPL beside the others it names."""
    licences = {name: cells[-2] for name, cells in rows(WRITTEN).items() if name != "package" and len(cells) >= 2}
    strict = {name for name, licence in licences.items() if re.search(r"(?<!L)A?GPL", licence)}
    assert strict <= {"tld"}
