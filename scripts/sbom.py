"""Builds the distributions into dist/ and writes their bill of materials (CycloneDX, JSON) beside them.

    python scripts/sbom.py AUDIT_ENVIRONMENT      as `make package` does

Packages and their hashes are those of requirements.lock, by cyclonedx-py; what only the development needs is marked as
excluded. The models, vocabularies and word lists inside are components too, with the licences of NOTICE.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

from check_package import build, needed_packages
from packaging.utils import canonicalize_name

from stance.reading import hash_file

ROOT: Final = Path(__file__).resolve().parents[1]
DIST: Final = ROOT / "dist"

APACHE, MIT = "Apache-2.0", "MIT"
INSIDE: Final = {
    "models/china-russia/encoder.onnx": ("machine-learning-model", APACHE),
    "models/china-russia/pipeline.skops": ("machine-learning-model", MIT),
    "models/china-russia-large/encoder.partial.onnx": ("machine-learning-model", APACHE),
    "models/china-russia-large/pipeline.skops": ("machine-learning-model", MIT),
    "src/stance/bundle-lite/pipeline.skops": ("machine-learning-model", MIT),
    "src/stance/attribution/weights.json": ("machine-learning-model", MIT),
    "src/stance/templates/thesis.json": ("machine-learning-model", MIT),
    "src/stance/minilm/vocab.txt": ("data", APACHE),
    "src/stance/lexicon/first_names.txt": ("data", MIT),
    "data/labeled/codebook.md": ("data", MIT),
    "data/labeled/question.toml": ("data", MIT),
}
"""File → its kind in CycloneDX and its licence."""


def main(audit: Path) -> None:
    """Build both distributions and write the bill."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    built = [build(what, ROOT, DIST) for what in ("build_sdist", "build_wheel")]
    bill = of_packages(audit / "bin/cyclonedx-py")
    extras = [name for name in extras_of_users() if name not in ("finetune", "large")]
    needed = needed_packages(extras)
    for component in bill["components"]:
        if canonicalize_name(component["name"]) not in needed:
            component["scope"] = "excluded"
    bill["components"] += [of_file(name) for name in INSIDE]
    hashes = [{"alg": "SHA-256", "content": hash_file(file)} for file in built[1:]]
    bill["metadata"]["component"]["hashes"] = hashes
    target = DIST / f"{built[1].stem}.cdx.json"
    target.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write("".join(f"{file.relative_to(ROOT)}\n" for file in (*built, target)))


def extras_of_users() -> list[str]:
    """The extras of pyproject.toml but for the development's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [name for name in project["optional-dependencies"] if name != "dev"]


def of_packages(program: Path) -> dict[str, Any]:
    """The bill of what the lock pins, the same at every run."""
    words = [
        "requirements",
        "--pyproject",
        "pyproject.toml",
        "--output-reproducible",
        "--of",
        "JSON",
        "requirements.lock",
    ]
    done = subprocess.run([str(program), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"cyclonedx-py: {done.stderr.strip()[-1000:]}")
    bill: dict[str, Any] = json.loads(done.stdout)
    for component in bill["components"]:
        component.pop("externalReferences", None)  # the index that happened to be asked
    return bill


def of_file(name: str) -> dict[str, Any]:
    """The component that a file inside of the package is."""
    kind, licence = INSIDE[name]
    digest = {"alg": "SHA-256", "content": hash_file(ROOT / name)}
    return {
        "type": kind,
        "bom-ref": name,
        "name": name,
        "hashes": [digest],
        "licenses": [{"license": {"id": licence}}],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
