"""What skops wrote comes back as skops reads it, made of few types, without skops and scikit-learn."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import skops.io
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from digest_model import ROOT
from stance.bundle.stored import UntrustedError, as_estimator, read_stored

SHIPPED = [ROOT / "src/stance/bundle-lite", ROOT / "models/china-russia"]


def unlike(one: object, other: object, place: str = "it") -> list[str]:
    """Where two objects differ, type by type and attribute by attribute."""
    if type(one) is not type(other):
        return [f"{place}: {type(one)} and {type(other)}"]
    if isinstance(one, np.ndarray):
        return [] if one.dtype == other.dtype and np.array_equal(one, other) else [place]
    if isinstance(one, list | tuple):
        pairs = list(enumerate(zip(one, other, strict=True)))
    elif isinstance(one, dict) or (hasattr(one, "__dict__") and not isinstance(one, type)):
        left, right = (one, other) if isinstance(one, dict) else (vars(one), vars(other))
        if list(left) != list(right):
            return [f"{place}: {list(left)} and {list(right)}"]
        pairs = [(name, (left[name], right[name])) for name in left]
    else:
        return [] if one == other else [f"{place}: {one!r} and {other!r}"]
    return [fault for name, (a, b) in pairs for fault in unlike(a, b, f"{place}.{name}")]


@pytest.mark.parametrize("bundle", SHIPPED, ids=lambda bundle: bundle.name)
def test_a_shipped_pipeline_is_read_as_skops_reads_it(bundle: Path) -> None:
    file = bundle / "pipeline.skops"
    assert unlike(as_estimator(read_stored(file.read_bytes())), skops.io.load(file)) == []


def test_scoring_by_a_shipped_bundle_leaves_what_trains_out() -> None:
    heavy = ["skops", "sklearn", "scipy", "pandas", "joblib"]
    score = [sys.executable, "-X", "importtime", "-m", "stance", "-q", "score", "-m", str(SHIPPED[0])]
    told = subprocess.run(
        [*score, str(ROOT / "examples/harbour-lights.txt")], capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.stderr.splitlines()}
    assert "spacy" in loaded
    assert not loaded & set(heavy)


@pytest.mark.parametrize(
    "held",
    [
        np.array([["a", None], [1, 2.5]], dtype=object),
        {"a": (1, 2), "b": [slice(1, None), np.float64(2.5), np.float32], "c": None},
        Pipeline([("scale", StandardScaler().fit(np.eye(3))), ("as it is", "passthrough")]),
    ],
    ids=["objects", "plain", "estimators"],
)
def test_what_is_written_is_read(held: object, tmp_path: Path) -> None:
    skops.io.dump(held, tmp_path / "held.skops")
    assert unlike(as_estimator(read_stored((tmp_path / "held.skops").read_bytes())), held) == []


@pytest.mark.parametrize(
    "held",
    [RandomForestClassifier(n_estimators=1).fit(np.eye(2), [0, 1]), FunctionTransformer(Path.touch), np.add, {1, 2}],
    ids=["another estimator", "a function", "a ufunc", "a set"],
)
def test_another_type_is_refused(held: object) -> None:
    with pytest.raises(UntrustedError):
        read_stored(skops.io.dumps(held))


def test_an_array_that_declares_another_size_takes_no_memory() -> None:
    honest = skops.io.dumps(np.array(["a"], dtype=object))
    with ZipFile(BytesIO(honest)) as archive:
        schema = json.loads(archive.read("schema.json"))
    schema["shape"]["content"][0]["content"] = "300000000000"
    changed = BytesIO()
    with ZipFile(changed, "w") as archive:
        archive.writestr("schema.json", json.dumps(schema))
    with pytest.raises(ValueError, match="another size"):
        read_stored(changed.getvalue())


def test_another_version_of_the_format_is_refused(tmp_path: Path) -> None:
    skops.io.dump([1], tmp_path / "held.skops")
    with ZipFile(tmp_path / "held.skops") as old, ZipFile(tmp_path / "next.skops", "w") as new:
        new.writestr("schema.json", old.read("schema.json").replace(b'"protocol": 2', b'"protocol": 3'))
    assert read_stored((tmp_path / "held.skops").read_bytes()) == [1]
    with pytest.raises(ValueError, match="another version"):
        read_stored((tmp_path / "next.skops").read_bytes())


def test_what_the_file_refers_to_twice_is_one_object() -> None:
    shared = np.arange(3.0)
    first, second = read_stored(skops.io.dumps([shared, shared]))
    assert first is second
