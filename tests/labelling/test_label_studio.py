"""A real Label Studio takes the export, is worked in, and gives back what imports."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from stance.labelling.exchange import FORMATS
from stance.labelling.exchange.label_studio import label_config
from stance.labelling.exchange.table import LabelTable

PROGRAM = os.environ.get("LABEL_STUDIO")
"""Its executable, in an environment of its own: python -m venv ls && ls/bin/pip install label-studio."""

ROOT = Path(__file__).parents[2]
USER = "a@example.org"
WAIT_SECONDS = 180
"""Label Studio sets up its database when it starts for the first time."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM, reason="needs LABEL_STUDIO, the path of a label-studio executable"),
]


class Studio:
    """A running Label Studio, asked by its REST interface."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def ask(self, path: str, body: object = None, method: str | None = None) -> object:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


@pytest.fixture
def studio(tmp_path) -> Iterator[Studio]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    token = secrets.token_hex(20)
    user = ["--username", USER, "--password", secrets.token_hex(8), "--user-token", token, "--enable-legacy-api-token"]
    place = ["--no-browser", "--port", str(port), "--internal-host", "127.0.0.1", "--data-dir", str(tmp_path / "ls")]
    quiet = os.environ | {"LATEST_VERSION_CHECK": "false", "COLLECT_ANALYTICS": "false", "SENTRY_DSN": ""}
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(
            [PROGRAM, "start", *place, *user], env=quiet, stdout=log, stderr=log, start_new_session=True
        ) as process,
    ):
        try:
            yield ready(Studio(f"http://127.0.0.1:{port}", token))
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def ready(studio: Studio) -> Studio:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            studio.ask("/api/projects")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(1)
        else:
            return studio
    pytest.fail("Label Studio did not answer")


def exported(studio: Studio, project: int, path: Path) -> LabelTable:
    path.write_text(json.dumps(studio.ask(f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")))
    return FORMATS["label-studio"].load(path)


def test_label_studio_takes_the_export_and_gives_it_back(studio, tmp_path):
    whole = FORMATS["csv"].load(ROOT / "data/labeled/digests.csv")
    people = [row for row in whole.rows if row["document"] == whole.rows[0]["document"]][:12]
    rows = [*people, *(row | {"annotator": "B"} for row in people[:4]), people[0] | {"annotator": "model:lite"}]
    rows.append(people[5] | {"annotator": "C", "label": ""})
    table = LabelTable(whole.columns, tuple(rows))
    config = label_config(["exists", "possible", "unlikely", "none"])
    project = studio.ask("/api/projects", {"title": "stance", "label_config": config})["id"]
    done = studio.ask(f"/api/projects/{project}/import", json.loads(FORMATS["label-studio"].dump(table)))
    assert (done["task_count"], done["annotation_count"], done["prediction_count"]) == (12, 16, 1)
    assert exported(studio, project, tmp_path / "back.json") == table

    tasks = studio.ask(f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    changed = tasks[2]["annotations"][0]
    changed["result"][0]["value"]["choices"] = ["exists"]
    studio.ask(f"/api/annotations/{changed['id']}/", {"result": changed["result"]}, "PATCH")
    choice = {"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": ["unlikely"]}}
    studio.ask(f"/api/tasks/{tasks[7]['id']}/annotations/", {"result": [choice]})
    again = exported(studio, project, tmp_path / "again.json")
    expected = [row | {"label": "exists"} if n == 2 else row for n, row in enumerate(table.rows)]
    assert list(again.rows[:-1]) == expected
    made = again.rows[-1]
    assert {name: made[name] for name in ("document", "start", "end", "label")} == {
        **{name: people[7][name] for name in ("document", "start", "end")},
        "label": "unlikely",
    }
    assert made["annotator"]
