"""The recipe for a cluster on this machine is run as it stands in the docs, on a free port."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from socket import socket

import pytest

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
