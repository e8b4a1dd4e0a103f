"""Bundles changed by someone: each must be refused with its reason before anything of it runs.

python tests/reliability/tampering.py     prints the rows as JSON
"""

from __future__ import annotations

import io
import json
import os
import pickle
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from harness import quiet
from hostile import packed
from targets import small_bundle

PIPELINE, GOLDEN, MANIFEST = "pipeline.skops", "golden.jsonl", "model.json"
TOUCHED = Path(tempfile.gettempdir()) / f"stance-ran-{os.getpid()}"
"""What exists only once something of a bundle has been run."""

Change = Callable[[Path], None]
CHANGES: dict[str, tuple[Change, int, str]] = {}
"""What was done → how, the exit code of `stance verify` that it must end with, and words of the reason."""


def tampering(what: str, *, code: int = 5, reason: str) -> Callable[[Change], Change]:
    """Note a function as a way to tamper with a bundle."""

    def note(function: Change) -> Change:
        CHANGES[what] = (function, code, reason)
        return function

    return note


class _Runs:
    """Unpickled, it leaves a file."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (TOUCHED,)


def _edit(bundle: Path, **changes: object) -> None:
    file = bundle / MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def _put(bundle: Path, name: str, data: bytes) -> None:
    """Another file, and the manifest's hash made to fit: whoever tampers knows how to do that."""
    (bundle / name).write_bytes(data)
    files = json.loads((bundle / MANIFEST).read_text())["files"]
    _edit(bundle, files=files | {name: sha256(data).hexdigest()})


def _members(bundle: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(bundle / PIPELINE) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _schema(bundle: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """The pipeline's description changed."""
    members = _members(bundle)
    schema = json.loads(dict(members)["schema.json"])
    change(schema)
    _put(bundle, PIPELINE, packed([(n, json.dumps(schema).encode() if n == "schema.json" else d) for n, d in members]))


@tampering("one bit of the pipeline turned", reason="SHA-256 differs")
def _bit(bundle: Path) -> None:
    data = bytearray((bundle / PIPELINE).read_bytes())
    data[len(data) // 2] ^= 1
    (bundle / PIPELINE).write_bytes(data)


@tampering("a golden claim changed", reason="SHA-256 differs")
def _golden(bundle: Path) -> None:
    file = bundle / GOLDEN
    file.write_text(file.read_text().replace('"stance": "', '"stance": "x', 1))


@tampering("the two hashes swapped", reason="SHA-256 differs")
def _swapped(bundle: Path) -> None:
    files = json.loads((bundle / MANIFEST).read_text())["files"]
    _edit(bundle, files=files | {PIPELINE: files[GOLDEN], GOLDEN: files[PIPELINE]})


@tampering("the hashes taken out", reason="SHA-256 differs")
def _no_hashes(bundle: Path) -> None:
    _edit(bundle, files={})


@tampering("a hash that is no text", reason="SHA-256 differs")
def _odd_hash(bundle: Path) -> None:
    _edit(bundle, files={PIPELINE: ["a"], GOLDEN: None})


@tampering("a file named that lies outside", reason="names a file outside")
def _outside(bundle: Path) -> None:
    files = json.loads((bundle / MANIFEST).read_text())["files"]
    _edit(bundle, files=files | {"../../secret": "0" * 64})


@tampering("the pipeline a link to a file outside", reason="SHA-256 differs")
def _link(bundle: Path) -> None:
    (bundle / PIPELINE).unlink()
    (bundle / PIPELINE).symlink_to("/etc/hostname")


@tampering("a pickle in disguise", reason="cannot be read")
def _pickle(bundle: Path) -> None:
    _put(bundle, PIPELINE, pickle.dumps(_Runs()))


@tampering("a pickle inside of a stored array", reason="cannot be read")
def _pickled_array(bundle: Path) -> None:
    import numpy as np

    sink = io.BytesIO()
    np.save(sink, np.array([_Runs()], dtype=object), allow_pickle=True)
    _put(bundle, PIPELINE, packed([(n, sink.getvalue() if n.endswith(".npy") else d) for n, d in _members(bundle)]))


@tampering("a function of ours to call, stored by skops", reason="not trusted")
def _untrusted(bundle: Path) -> None:
    import skops.io
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import FunctionTransformer

    step = FunctionTransformer(Path.touch, kw_args={"self": TOUCHED})
    _put(bundle, PIPELINE, skops.io.dumps(Pipeline([("features", step), ("join", step), ("classify", step)])))


def _inside(part: object) -> Iterator[dict[str, Any]]:
    """Every node of a description, outermost first."""
    if isinstance(part, dict):
        if "__loader__" in part:
            yield part
        for inner in part.values():
            yield from _inside(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _inside(inner)


def _change_node(schema: dict[str, Any], **changes: str) -> None:
    """An estimator inside of the pipeline made a node of another kind."""
    nodes = [node for node in _inside(schema) if node["__loader__"] == "ObjectNode"]
    nodes[-1] |= changes


@tampering("a node that names os.system", reason="not trusted")
def _system(bundle: Path) -> None:
    change = {"__class__": "system", "__module__": "os", "__loader__": "FunctionNode", "content": "system"}
    _schema(bundle, lambda schema: _change_node(schema, **change))


@tampering("a node that names builtins.eval as a type", reason="not trusted")
def _eval(bundle: Path) -> None:
    change = {"__class__": "eval", "__module__": "builtins", "__loader__": "TypeNode"}
    _schema(bundle, lambda schema: _change_node(schema, **change))


@tampering("a node whose loader is a method of the reader", reason="not trusted")
def _loader(bundle: Path) -> None:
    change = {"__class__": "str", "__module__": "builtins", "__loader__": "_class__"}
    _schema(bundle, lambda schema: _change_node(schema, **change))


@tampering("an extra type of scikit-learn's own that keeps a function", reason="")
def _own(bundle: Path) -> None:
    import skops.io
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import FunctionTransformer

    _put(bundle, PIPELINE, skops.io.dumps(Pipeline([("features", FunctionTransformer())])))


@tampering("a member whose name climbs out of the archive", reason="cannot be read")
def _climbing(bundle: Path) -> None:
    renamed = [(f"../../{name}" if name.endswith(".npy") else name, data) for name, data in _members(bundle)]
    _put(bundle, PIPELINE, packed(renamed))


@tampering("a pipeline that unfolds to 1 GB", reason="unfolds to 1000 MB")
def _bomb(bundle: Path) -> None:
    _put(bundle, PIPELINE, packed([("schema.json", bytes(10**9))]))


@tampering("weights that are no numbers", reason="cannot score")
def _no_numbers(bundle: Path) -> None:
    import numpy as np

    members = []
    for name, data in _members(bundle):
        if name.endswith(".npy"):
            array = np.load(io.BytesIO(data))
            if array.dtype.kind == "f":
                sink = io.BytesIO()
                np.save(sink, np.full_like(array, np.nan))
                data = sink.getvalue()
        members.append((name, data))
    _put(bundle, PIPELINE, packed(members))


@tampering("labels of another question", reason="cannot score")
def _labels(bundle: Path) -> None:
    question = json.loads((bundle / MANIFEST).read_text())["question"]
    _edit(bundle, question=question | {"labels": ["a", "b", "c", "d"], "none_label": "d"}, thresholds=None)
    (bundle / GOLDEN).write_bytes(b"")
    _put(bundle, GOLDEN, b"")


@tampering("a question of the wrong kinds", reason="its question is not complete")
def _question(bundle: Path) -> None:
    question = json.loads((bundle / MANIFEST).read_text())["question"]
    _edit(bundle, question=question | {"labels": "exists"})


@tampering("thresholds of the wrong kinds", reason="its thresholds are not complete")
def _thresholds(bundle: Path) -> None:
    _edit(bundle, thresholds={"temperature": "warm", "coverage": 1, "least": [], "novelty": []})


@tampering("a manifest that is no JSON", reason="cannot be read as JSON")
def _no_json(bundle: Path) -> None:
    (bundle / MANIFEST).write_bytes(b"\xff{")


@tampering("made with another scikit-learn", reason="refit it with this version: stance train")
def _other_version(bundle: Path) -> None:
    versions = json.loads((bundle / MANIFEST).read_text())["versions"]
    _edit(bundle, versions=versions | {"scikit-learn": "0.24.2"})


@tampering("golden scores moved, with the hash made to fit", code=4, reason="golden claims drifted")
def _drift(bundle: Path) -> None:
    rows = [json.loads(line) for line in (bundle / GOLDEN).read_text().splitlines()]
    rows[0] |= {"p_exists": rows[0]["p_unlikely"] + 0.2}
    _put(bundle, GOLDEN, "".join(json.dumps(row) + "\n" for row in rows).encode())


@tampering("weights moved, with the hash made to fit", code=4, reason="golden claims drifted")
def _moved(bundle: Path) -> None:
    import numpy as np

    members = []
    for name, data in _members(bundle):
        if name.endswith(".npy"):
            array = np.load(io.BytesIO(data))
            if array.ndim == 2:
                sink = io.BytesIO()
                np.save(sink, array * 2)
                data = sink.getvalue()
        members.append((name, data))
    _put(bundle, PIPELINE, packed(members))


def try_one(what: str) -> dict[str, object]:
    """What `stance verify` says to one tampered bundle."""
    from typer.testing import CliRunner

    from stance.cli import app

    change, code, reason = CHANGES[what]
    with tempfile.TemporaryDirectory(prefix="stance-tamper-") as name:
        bundle = Path(name) / "bundle"
        shutil.copytree(small_bundle(), bundle)
        change(bundle)
        TOUCHED.unlink(missing_ok=True)
        done = CliRunner().invoke(app, ["verify", "--model", str(bundle)])
        ran = TOUCHED.exists()
        TOUCHED.unlink(missing_ok=True)
        told = done.stderr.replace(str(bundle), "BUNDLE").strip().removeprefix("stance: ")
    plain = isinstance(done.exception, SystemExit) or done.exception is None
    fine = plain and not ran and done.exit_code == code and reason in told
    return {"tampering": what, "code": done.exit_code, "told": told.split("\n")[-1], "ran": ran, "fine": fine}


def run_all() -> list[dict[str, object]]:
    """Every way to tamper, as rows."""
    with quiet():
        return [try_one(what) for what in CHANGES]


if __name__ == "__main__":
    json.dump(run_all(), sys.stdout, indent=1)
