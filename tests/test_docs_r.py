"""The R code of docs/r.md runs, on what the commands there write."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli import app

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```r\n(.*?)```", (ROOT / "docs/r.md").read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R (apt install r-base-core)")
def test_the_code_runs_in_r(tmp_path, monkeypatch):
    scores = tmp_path / "scores.csv"
    assert CliRunner().invoke(app, ["score", str(ROOT / "examples"), "-o", str(scores)]).exit_code == 0
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
