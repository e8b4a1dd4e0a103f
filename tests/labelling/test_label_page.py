"""The label page's calls, without a browser: the key, the headers, the state, the refusals."""

from __future__ import annotations

import asyncio
import json
import re
from operator import attrgetter

import pytest
from starlette.testclient import TestClient
from test_session import CLAIMS, QUESTION, TEXT, rows

from stance.labelling.answer_log import AnswerLog, answer_file, read_answers
from stance.labelling.queue import QueueOrder, draw
from stance.labelling.session import AnnotationSession, SessionView
from stance.records import Document
from stance.web.label_page import label_app

KEY = "the-key"


@pytest.fixture
def session(tmp_path):
    queue = sorted(draw(rows(), QueueOrder.RANDOM, limit=None, share=1, seed=0), key=attrgetter("span"))
    with AnswerLog(answer_file(tmp_path, "A")) as log:
        yield AnnotationSession(queue, log, [Document(id="d", text=TEXT)], QUESTION)


@pytest.fixture
def client(session):
    with TestClient(label_app(session, "A", KEY), base_url="http://127.0.0.1") as client:
        client.headers["X-Stance-Key"] = KEY
        yield client


def place(client) -> dict[str, object]:
    claim = client.get("/api/state").json()["claim"]
    return {name: claim[name] for name in ("document", "start", "end")}


def test_without_the_key_there_is_nothing(client):
    client.headers["X-Stance-Key"] = "another"
    assert client.get("/").status_code == 403
    assert client.get("/?key=another").status_code == 403
    for path in ("/api/answer", "/api/undo", "/api/reopen", "/api/find"):
        assert client.post(path, json={}).status_code == 403
    assert client.get("/api/state").status_code == 403


def test_the_page_is_asked_for_by_this_machine_only(client):
    assert client.get(f"/?key={KEY}", headers={"Host": "evil.example"}).status_code == 400


def test_the_page_allows_its_own_script_and_nothing_else(client):
    page = client.get(f"/?key={KEY}")
    policy = page.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy).group(1)
    assert policy.startswith("default-src 'none'")
    assert f'<script nonce="{nonce}">' in page.text
    assert not re.findall(r"(?:src|href)=\"(?!data:)", page.text)
    assert nonce not in client.get(f"/?key={KEY}").text
    assert page.headers["Cache-Control"] == "no-store"


def test_keys_stand_on_the_buttons(client):
    page = client.get(f"/?key={KEY}").text
    for number, label in enumerate(QUESTION.labels, start=1):
        assert f'<kbd>{number}</kbd><span class="said">{label}</span></button>' in page
    for key in ("space", "u", "f", "n", "c", "h", "s", "e", "?"):
        assert f"<kbd>{key}</kbd>" in page


def test_what_a_codebook_holds_is_text(client, session):
    session.view = SessionView(codebook="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in client.get(f"/?key={KEY}").text


def test_an_answer_is_on_disk_and_the_next_claim_shows(client, session):
    asked = place(client)
    state = client.post("/api/answer", json=asked | {"label": "yes", "note": "hm", "speaker": "X"}).json()
    (given,) = read_answers(session.log.path).values()
    assert (given.label, given.note, given.speaker, given.model_shown) == ("yes", "hm", "X", False)
    assert state["claim"]["words"] == CLAIMS[1]
    assert (state["saved"], state["said"]) == ("yes", {"model": "yes 0.75"})
    assert state["progress"]["done"] == 1
    assert [row["words"] for row in state["last"]] == [CLAIMS[0]]


def test_the_guess_is_hidden_until_answered(client):
    assert "0.75" not in client.get("/api/state").text
    assert "stance" not in client.get("/api/state").json()["claim"]


def test_the_source_is_told(client, session):
    assert client.get("/api/state").json()["claim"]["url"] is None
    session.documents = {
        "d": Document(id="d", text=TEXT, title="A Title", authors="Ann Ames", url="https://example.org/op-ed")
    }
    claim = client.get("/api/state").json()["claim"]
    assert (claim["url"], claim["title"]) == ("https://example.org/op-ed", "A Title")
    session.view = SessionView(blind=True)
    claim = client.get("/api/state").json()["claim"]
    assert (claim["url"], claim["title"]) == (None, "")
    assert "Ann Ames" not in claim["speaker_shown"]


def test_the_codebook_is_rendered_and_html_in_it_is_text(client, session):
    session.view = SessionView(codebook="# Rules\n\n| label | means |\n| --- | --- |\n| yes | <b>so</b> |\n")
    page = client.get(f"/?key={KEY}").text
    assert "<h1>Rules</h1>" in page
    assert "<td>yes</td>" in page
    assert "&lt;b&gt;so&lt;/b&gt;" in page


def test_at_the_end_the_page_says_what_to_run(client):
    assert "stance merge" in client.get(f"/?key={KEY}").text


def test_undo_and_reopen(client):
    first = place(client)
    client.post("/api/answer", json=first | {"label": "yes"})
    second = place(client)
    client.post("/api/answer", json=second | {"label": None, "flagged": True})
    assert client.post("/api/reopen", json=first).json()["claim"]["given"]["label"] == "yes"
    assert client.post("/api/answer", json=first | {"label": "no"}).json()["claim"]["words"] == CLAIMS[2]
    undone = client.post("/api/undo").json()
    assert (undone["undone"], undone["claim"]["words"]) == ("no", CLAIMS[0])
    assert client.post("/api/undo").json()["undone"] == "skip"
    assert client.post("/api/undo").json()["undone"] is None


def test_a_span_is_corrected_by_its_words(client, session):
    for _ in range(1):
        client.post("/api/answer", json=place(client) | {"label": "none"})
    asked = place(client)
    found = client.post("/api/find", json=asked | {"words": "“They are not.”"}).json()
    assert client.post("/api/find", json=asked | {"words": "Nobody"}).status_code == 409
    client.post("/api/answer", json=asked | found | {"label": "no"})
    given = list(read_answers(session.log.path).values())[1]
    assert TEXT[given.new_start : given.new_end] == "“They are not.”"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"document": "d", "start": 0, "end": 5, "label": "yes"}, 422),
        ({"document": "d", "start": "x", "end": 5}, 422),
        ({"document": "d"}, 422),
        ({"document": "d", "start": 0, "end": 5, "model_shown": True}, 422),
        ({"document": "d", "start": 0, "end": 5, "note": "x" * 5000}, 422),
        ({"document": "d", "start": 0, "end": 5, "note": "x" * 200_000}, 413),
    ],
)
def test_what_is_no_answer_is_refused(client, session, body, status):
    assert client.post("/api/answer", json=body).status_code == status
    assert read_answers(session.log.path) == {}


def test_context_grows_and_ends_with_the_text(client):
    assert client.get("/api/state").json()["claim"]["before"] == ""
    state = client.get("/api/state?more=9999999").json()["claim"]
    assert state["before"] + state["words"] + state["after"] == TEXT
    assert client.get("/api/state?more=-3").json()["claim"]["before"] == ""


def test_at_the_end_there_is_no_claim(client):
    for _ in CLAIMS:
        state = client.post("/api/answer", json=place(client) | {"label": "yes"}).json()
    assert state["claim"] is None
    assert state["progress"]["done"] == len(CLAIMS)


def test_a_settled_label_needs_its_reason(client, session):
    session.view = SessionView(needs_reason=True)
    refused = client.post("/api/answer", json=place(client) | {"label": "yes"})
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["msg"].startswith("not saved")


@pytest.mark.parametrize("field", ["note", "speaker", "label", "document"])
def test_half_a_character_is_refused_with_a_line(client, session, field):
    body = json.dumps(place(client) | {"label": "yes", field: "\ud800"})
    refused = client.post("/api/answer", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == 422
    assert read_answers(session.log.path) == {}


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity", "1" * 400])
@pytest.mark.parametrize("field", ["start", "new_end"])
def test_a_number_that_is_none_is_refused_with_a_line(client, session, field, number):
    body = json.dumps(place(client) | {"label": "yes", field: "@"}).replace('"@"', number)
    refused = client.post("/api/answer", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == 422
    assert read_answers(session.log.path) == {}


def test_without_the_key_nothing_of_a_body_is_read(session):
    """Whoever lacks the key is refused before the body comes in; with it, a body without a length is counted."""
    read = []

    async def ask(headers):
        async def receive():
            read.append(1)
            return {"type": "http.request", "body": b"x" * 50_000, "more_body": True}

        async def send(message):
            sent.append(message)

        sent = []
        scope = {"type": "http", "method": "POST", "path": "/api/answer", "query_string": b"", "http_version": "1.1"}
        scope |= {"scheme": "http", "server": ("localhost", 80), "root_path": "", "raw_path": b"/api/answer"}
        scope["headers"] = [(b"host", b"localhost"), (b"content-type", b"application/json"), *headers]
        await label_app(session, "ann", "secret")(scope, receive, send)
        return sent[0]["status"]

    assert asyncio.run(ask([])) == 403
    assert read == []
    assert asyncio.run(ask([(b"x-stance-key", b"secret")])) == 413
    assert len(read) == 3
