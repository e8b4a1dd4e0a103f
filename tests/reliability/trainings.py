"""Trains twice and compares the bundles.

PYTHONPATH=tests python tests/reliability/trainings.py     prints the rows as JSON
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path


def twice(encoder: str) -> dict[str, object]:
    """The hash of each of two bundles, and of how many files it is."""
    from test_reproducible import trained_twice

    with tempfile.TemporaryDirectory() as room:
        both = trained_twice(Path(room), encoder)
    first, second = (hashlib.sha256(json.dumps(files).encode()).hexdigest() for files in both)
    return {"encoder": encoder, "files": len(both[0]), "first": first, "second": second}


if __name__ == "__main__":
    print(json.dumps([twice(encoder) for encoder in ("none", "base")]))  # noqa: T201
