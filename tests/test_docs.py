"""What the docs show is run as it stands there (the recipe for a cluster, the R code), and what they name is there."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from socket import socket

import pytest

from calling import call
from digest_model import ROOT, digest_model
from stance.bundle import save_model

TEXT = (ROOT / "docs/scale.md").read_text("utf-8")
RECIPES = re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("distributed") is None, reason="needs stance[cluster]")
def test_the_recipe_for_a_local_cluster_gives_the_rows_of_the_serial_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    save_model(digest_model(), tmp_path / "models/china-russia")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (recipe,) = RECIPES
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {key: value for key, value in os.environ.items() if key != "STANCE_MODEL"} | {"PATH": path}
    for script in (f"set -e\n{recipe.replace('8786', str(port))}", "stance score examples -o serial.jsonl"):
        subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment, check=True, timeout=170)
    assert (tmp_path / "serial.jsonl").read_bytes() == (tmp_path / "scores.jsonl").read_bytes()
    assert (tmp_path / "serial.jsonl").stat().st_size > 0


def test_what_was_not_tried_is_said_to_be_so() -> None:
    for title in ("Slurm", "Kubernetes"):
        assert f"## {title} (an example, not tested)" in TEXT


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/ARCHITECTURE.md"])
def test_the_files_and_tables_that_newcomers_are_sent_to_are_there(name):
    named = re.findall(r"`([\w./-]+\.py|[A-Z][A-Z_]{3,})`", (ROOT / name).read_text("utf-8"))
    code = [file for place in ("src", "tests", "scripts", "bench") for file in (ROOT / place).rglob("*.py")]
    files = [f"/{file.relative_to(ROOT).as_posix()}" for file in code]
    words = set(re.findall(r"\w+", "\n".join(file.read_text("utf-8") for file in [*code, ROOT / "Makefile"])))
    there = [one in words if one.isupper() else any(file.endswith(f"/{one}") for file in files) for one in named]
    assert [one for one, found in zip(named, there, strict=True) if not found] == []


BLOCKS = re.findall(r"```r\n(.*?)```", (ROOT / "docs/r.md").read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R (apt install r-base-core)")
def test_the_code_runs_in_r(tmp_path, monkeypatch):
    scores = tmp_path / "scores.csv"
    call("score", ROOT / "examples", "-o", scores, code=0)
    documents = sorted(
        {line.split(",")[0] for line in scores.read_text("utf-8").splitlines()[1:] if line[:1].isalpha()}
    )
    dates = "".join(f"{name},2021-0{number % 9 + 1}-15\n" for number, name in enumerate(documents))
    (tmp_path / "documents.csv").write_text(f"document,date\n{dates}")
    header = "part,label,claims,labelled,raw,corrected,low,high,needed\n"
    rows = ["all claims,exists,90,40,0.1,0.12,0.05,0.2,0", "2021-01,exists,40,20,0.1,0.1,0.02,0.3,0"]
    (tmp_path / "shares.csv").write_text(header + "\n".join([*rows, "2021-02,exists,50,4,0.2,,,,16"]) + "\n")
    (tmp_path / "all.R").write_text("\n".join([*BLOCKS, "stopifnot(nrow(overall) == 1, sum(shown) == 1)"]))
    done = subprocess.run(["Rscript", "all.R"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "shares.pdf").stat().st_size > 1000
