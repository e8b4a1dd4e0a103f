"""The page and the service: what comes back, that nothing sent is ever more than text, and what is refused how."""

import asyncio
import csv
import io
import json
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from contextlib import ExitStack, suppress
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("fastapi", reason="the page's extra is not installed: pip install 'stance[web]'")

from fastapi.testclient import TestClient
from starlette.requests import Request

from digest_model import QUESTION, ROOT
from packages import zipped
from stance.cli import app as command_line
from stance.errors import DataError, ModelError
from stance.records import Document, Outcome, scored_columns
from stance.web.app import create_app
from stance.web.batches import LONGEST_ADVICE, Busy, SerialWorker, UploadBatches
from stance.web.guard import TEXT_CHARACTERS, Guard, Limits, Policy
from stance.web.service import page_style

HERE = "http://127.0.0.1"
SCRIPT = "<script>alert(1)</script>"
TALK = (
    "China and Russia are allies in all but name, said Ilse Marqvist, a historian. I do not believe it. "
    "Moscow and Beijing distrust each other too much for that.\n"
)
ASIDE = "Russia sells gas to many neighbours."
SMALL = Limits(request_bytes=20_000, upload_bytes=60_000, places=2, batch_documents=5, batches=2)


@pytest.fixture(scope="module")
def client(bundle):
    with TestClient(create_app(bundle, examples=ROOT / "examples"), base_url=HERE) as open_client:
        yield open_client


@pytest.fixture
def small(bundle):
    """A service that takes on very little."""
    with TestClient(create_app(bundle, limits=SMALL), base_url=HERE) as open_client:
        yield open_client


class Page(HTMLParser):
    """The elements of a page and its words; fails on what could load or run anything."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.elements, self.words = [], []
        self.feed(response.text)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        assert tag not in {"iframe", "object", "embed", "base", "img", "link"}
        assert tag != "script" or not known  # the page's own, known to the policy by its hash
        assert not [name for name in known if name.startswith("on")]
        assert "src" not in known
        self.elements.append((tag, known))

    def handle_data(self, data):
        self.words.append(data)

    def find(self, tag, **wanted):
        return [a for t, a in self.elements if t == tag and all(a.get(key) == value for key, value in wanted.items())]

    @property
    def text(self):
        return "".join(self.words)


def scored_by_command_line(bundle, tmp_path, name, text, suffix="jsonl"):
    """What `stance score` writes for the text, as a string."""
    (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    output = tmp_path / f"{name}.{suffix}"
    arguments = ["score", str(tmp_path / f"{name}.txt"), "--model", str(bundle), "-o", str(output)]
    result = CliRunner().invoke(command_line, arguments)
    assert result.exit_code == 0, result.output
    return output.read_bytes().decode()


def test_the_page_has_a_form_and_the_examples(client):
    page = Page(client.get("/"))
    assert page.find("textarea", name="text")
    assert len(page.find("input", type="file")) == 1
    assert {form["action"] for form in page.find("form")} == {"/"}
    assert "The Ledger of a Friendship" in page.text


def test_an_example_is_scored_by_a_click_and_can_be_changed(client):
    report = client.post("/", data={"example": "ledger"})
    assert report.status_code == 200
    assert "Elena Marchetti" in Page(report).text
    (again,) = [link["href"] for link in Page(report).find("a") if link.get("href", "").startswith("/?report=")]
    assert (ROOT / "examples/ledger.txt").read_text() in Page(client.get(again)).text
    assert client.post("/", data={"example": "nothing"}).status_code == 404
    assert client.get("/?report=nothing").status_code == 404


def test_what_a_browser_sent_is_listed_for_it_and_for_nobody_else(client):
    client.cookies.clear()
    address = client.post("/", data={"text": TALK, "title": "Allies by the Amur?"}).url.path
    own = Page(client.get("/"))
    assert "Allies by the Amur?" in own.text
    assert address in [link.get("href") for link in own.find("a")]
    client.cookies.clear()
    assert "Allies by the Amur?" not in client.get("/").text
    assert client.get(address).status_code == 200, "whoever has the address may look"


def test_a_pasted_text_is_called_by_its_title_or_its_first_words(client):
    for sent, name in [
        ({"title": "Allies by the Amur?"}, "allies-by-the-amur"),
        ({}, "china-and-russia-are-allies-in"),
    ]:
        report = client.post("/", data={"text": TALK} | sent)
        rows = client.get(f"{report.url.path}/scores.jsonl").text.splitlines()
        assert {json.loads(row)["document"] for row in rows} == {name}


def test_a_query_that_is_no_utf_8_is_a_query_all_the_same():
    asked = []

    async def app(scope, receive, send):
        asked.append(Request(scope).url.query)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"example=\x85&b=%20c"}
    guard = Guard(app, Policy(body_bytes=lambda path: 0))
    asyncio.run(guard(scope, None, None))
    assert asked == ["example=%85&b=%20c"]


def test_codebook_and_card_are_a_click_away(client):
    links = {link.get("href") for link in Page(client.get("/")).find("a")}
    assert {"/codebook", "/card/"} <= links
    assert "unlikely" in Page(client.get("/codebook")).text
    assert client.get("/card").status_code == 200


def test_without_a_folder_of_examples_none_are_offered(small):
    assert "example" not in small.get("/").text


def test_the_style_of_a_page_is_the_one_its_policy_allows(client):
    response = client.get("/")
    digest = b64encode(sha256(page_style().encode()).digest()).decode()
    policy = response.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert f"<style>{page_style()}</style>" in response.text
    assert "default-src 'none'" in policy
    assert "http-equiv" not in response.text, "a policy in the page would forbid its form"


def test_a_pasted_text_comes_back_marked_with_its_rows_to_take_along(client, bundle, tmp_path):
    response = client.post("/", data={"text": TALK.replace("\n", "\r\n"), "title": "Allies?", "authors": "Ida Vest"})
    assert response.status_code == 200
    page = Page(response)
    assert any("claim" in link.get("class", "") for link in page.find("a"))
    assert "Ilse Marqvist" in page.text
    assert "Ida Vest" in page.text
    for kind in ("csv", "jsonl"):
        rows = client.get(f"{response.url.path}/scores.{kind}").text
        assert rows == scored_by_command_line(bundle, tmp_path, "allies", TALK, kind)


def test_an_uploaded_file_is_named_by_its_name_and_read_by_its_suffix(client):
    report = client.post("/", files={"files": ("walks/by the Amur.TXT", TALK)})
    rows = [json.loads(line) for line in client.get(f"{report.url.path}/scores.jsonl").text.splitlines()]
    assert {row["document"] for row in rows} == {"by the Amur"}


def test_an_archive_is_read_as_its_files_and_bounded(client):
    inside = zipped({"b.txt": ASIDE + TALK})
    report = client.post("/", files={"files": ("all.zip", zipped({"a.txt": TALK, "c.zip": inside, "d.txt": inside}))})
    page = Page(report)
    assert "Ilse Marqvist" in page.text
    assert page.text.count("archives in archives") == 2, "told by its bytes as by its name"
    refused = client.post("/", files={"files": ("bomb.zip", zipped({"bomb.txt": b"word " * 11_000_000}))})
    assert refused.status_code == 422
    assert "unfolds to more than 50 MB" in Page(refused).text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"data": {"text": " \n"}}, "nothing to score: paste a text or choose files"),
        ({"files": {"files": ("run.exe", b"MZ")}}, "run.exe: no reader for '.exe'"),
        ({"files": {"files": ("a.bib", b"@misc{a}")}}, "a.bib: no reader for '.bib' here; it lists references; export"),
        ({"files": {"files": ("zero.txt", b"a\0b")}}, "zero.txt: a binary file, not text"),
        ({"files": {"text": ("a.txt", TALK)}}, "text: a file; send files as 'files'"),
        ({"files": {"example": ("a.txt", TALK)}}, "example: a file; send files as 'files'"),
        ({"data": {"text": TALK, "files": TALK}}, "files: words; send files as 'files'"),
        ({"data": {"text": [TALK, ASIDE]}}, "text: given twice"),
        ({"data": {"text": TALK, "date": "yesterday"}}, "date 'yesterday': no such day"),
    ],
)
def test_what_cannot_be_scored_is_said_above_the_form(client, sent, words):
    response = client.post("/", **sent)
    assert response.status_code == 422
    assert words in Page(response).text
    assert Page(response).find("textarea")


def test_a_date_in_words_is_kept_as_a_date(client):
    page = Page(client.post("/", data={"text": TALK, "date": "March 14, 2024"}))
    assert "2024-03-14" in page.text


def test_a_text_off_topic_is_told_so(client):
    page = Page(client.post("/", data={"text": ASIDE}))
    assert "off topic, never names China" in page.text
    assert not page.find("a", download="scores.csv")


def test_what_was_scored_is_labelled_on_the_label_page_behind_its_own_key(bundle, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with TestClient(create_app(bundle, labelling=Path("labelling")), base_url=HERE) as client:
        report = client.post("/", data={"text": TALK, "title": "Allies?"}).url.path
        page = client.post(f"{report}/label", data={"annotator": "Ann", "order": "random"})
        assert "Label" in page.text
        assert report in page.text, "the way back"
        place, key = page.url.path, page.url.params["key"]
        assert client.get(place).status_code == client.get(f"{place}api/state").status_code == 403
        opened = {"X-Stance-Key": key}
        claim = client.get(f"{place}api/state", headers=opened).json()["claim"]
        answer = {name: claim[name] for name in ("document", "start", "end")} | {"label": "none"}
        saved = client.post(f"{place}api/answer", json=answer, headers=opened).json()
        assert saved["progress"]["done"] == 1
        again = client.post(f"{report}/label", data={"annotator": "ann ", "order": "random"})
        assert again.url == page.url, "who opens it twice goes on"
        assert client.post(f"{report}/label", data={"annotator": "gold", "order": "random"}).status_code == 422
        assert client.post(f"{report}/label", data={"annotator": "Bo", "order": "newest"}).status_code == 422
    (folder,) = Path("labelling").iterdir()
    merged = CliRunner().invoke(command_line, ["merge", str(folder), "--texts", str(folder / "texts"), "-o", "l.csv"])
    assert merged.exit_code == 0, merged.output
    (row,) = csv.DictReader(io.StringIO(Path("l.csv").read_text()))
    assert (row["annotator"], row["label"], row["document"]) == ("Ann", "none", "allies")


def test_where_nothing_may_be_written_nothing_is_labelled(client):
    report = client.post("/", data={"text": TALK})
    assert "Label these claims" not in report.text
    assert client.post(f"{report.url.path}/label", data={"annotator": "Ann", "order": "random"}).status_code == 404


@pytest.mark.parametrize("field", ["text", "title", "authors", "date"])
def test_a_script_in_a_field_stays_text(client, field):
    report = client.post("/", data={"text": TALK} | {field: f"{TALK if field == 'text' else ''}{SCRIPT}"})
    again = Page(client.get("/", params={"report": report.url.path.rpartition("/")[2]}))
    assert Page(report).words
    assert SCRIPT in again.text or SCRIPT in [one.get("value") for one in again.find("input")]


@pytest.mark.parametrize("name", ["<script>alert(1).txt", "<script>alert(1).exe", '"><img src=x onerror=alert(1)>.txt'])
def test_a_script_in_a_file_name_stays_text(client, name):
    page = Page(finished(client, client.post("/", files=[("files", (name, TALK))])))
    assert "alert(1)" in page.text


def test_a_script_in_an_address_stays_text(client):
    for path in (f"/{SCRIPT}", f"/reports/{SCRIPT}", f"/?report={SCRIPT}"):
        response = client.get(path, headers={"accept": "text/html"})
        assert response.status_code == 404
        Page(response)


def test_the_rows_of_the_service_are_those_of_score(client, bundle, tmp_path):
    answer = client.post("/api/v1/score", json={"id": "talk", "text": TALK, "title": "x", "date": "2024-05"}).json()
    written = scored_by_command_line(bundle, tmp_path, "talk", TALK)
    assert answer["claims"] == [json.loads(line) for line in written.splitlines()]
    assert list(answer["claims"][0]) == list(scored_columns(QUESTION))
    assert answer["document"] == "talk"
    assert answer["off_topic"] == []
    assert answer["model"] == client.get("/version").json()


def test_the_service_says_which_sides_a_text_lacks(client):
    answer = client.post("/api/v1/score", json={"text": ASIDE}).json()
    assert (answer["claims"], answer["off_topic"], answer["document"]) == ([], ["China"], "text")


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        (b"{}", ["body", "text"]),
        (b'{"text": " \\n"}', ["body", "text"]),
        (b'{"text": 7}', ["body", "text"]),
        (b'{"text": "x", "url": "http://127.0.0.1/"}', ["body", "url"]),
        (b'{"text": "x", "date": "March"}', ["body", "date"]),
        (b'{"text": "x", "date": "2024-02-30"}', ["body", "date"]),
        ('{"text": "x", "date": "٢٠٢٤"}'.encode(), ["body", "date"]),
        (b'{"text": "x", "id": ""}', ["body", "id"]),
        (b'{"text": "\\ud800"}', ["body", "text"]),
        (b'{"text": "x", "\\ud800": 1}', ["body"]),
        (b"[]", ["body"]),
    ],
)
def test_what_is_not_valid_is_said_with_its_place(client, sent, where):
    response = client.post("/api/v1/score", content=sent, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert where in [problem["loc"] for problem in response.json()["detail"]]
    assert all(set(problem) == {"loc", "msg", "type"} for problem in response.json()["detail"])


@pytest.mark.parametrize("sent", [b"{", b'{"text": ' + b"[" * 9000, b'{"text": "\xff"}'])
def test_what_is_no_json_is_refused(client, sent):
    response = client.post("/api/v1/score", content=sent, headers={"content-type": "application/json"})
    assert response.status_code in {400, 422}
    assert response.json()["detail"]


def test_a_body_that_is_no_json_by_its_type_is_not_read(client):
    body = json.dumps({"text": TALK})
    response = client.post("/api/v1/score", content=body, headers={"content-type": "text/plain"})
    assert response.status_code == 422, "another site's page may send this without asking"


def pieces(size):
    """A body of that size in pieces, which declares no length."""
    yield b'{"text": "'
    for _ in range(size // 1000):
        yield b"x" * 1000
    yield b'"}'


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_a_body_that_is_too_large_is_refused_declared_or_not(small, accept):
    headers = {"content-type": "application/json", "accept": accept}
    declared = small.post("/api/v1/score", content=b"".join(pieces(30_000)), headers=headers)
    counted = small.post("/api/v1/score", content=pieces(30_000), headers=headers)
    form = small.post("/", data={"text": "x" * 70_000}, headers={"accept": accept})
    for response in (declared, counted, form):
        assert response.status_code == 413
        assert "too large for one request" in response.text
    assert small.post("/api/v1/score", content=pieces(15_000), headers=headers).status_code == 200


def test_a_text_that_is_too_long_for_a_service_is_told_so(client):
    long = TALK * (TEXT_CHARACTERS // len(TALK) + 1)
    refused = client.post("/api/v1/score", json={"text": long})
    assert (refused.status_code, refused.json()["detail"][0]["loc"]) == (422, ["body", "text"])
    page = client.post("/", data={"text": long})
    assert page.status_code == 422
    assert "a text may have 200,000; send it in parts, or use: stance score" in Page(page).text


def test_a_batch_may_be_larger_than_a_text(small):
    assert small.post("/", files=[("files", ("a.txt", "x" * 30_000))]).status_code == 200
    assert small.post("/", files=[("files", ("a.txt", "x" * 70_000))]).status_code == 413


def test_only_the_names_of_this_machine_are_answered(client):
    for name, status in [("127.0.0.1:8000", 200), ("localhost", 200), ("[::1]:8000", 200), ("stance.example", 400)]:
        assert client.get("/healthz", headers={"host": name}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": HERE}, 200),
        ({"sec-fetch-site": "same-origin", "origin": HERE}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "http://stance.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_forms_on_other_sites_are_refused(client, headers, status):
    assert client.post("/", data={"text": ASIDE}, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/healthz"), ("GET", "/nothing"), ("PUT", "/"), ("POST", "/")]
)
def test_every_answer_carries_the_headers_that_bind_a_browser(client, method, path):
    headers = client.request(method, path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


def test_the_service_describes_itself_and_its_pages_load_nothing(client):
    described = client.get("/openapi.json").json()
    row = described["components"]["schemas"]["Row"]["properties"]
    assert {(row[name]["minimum"], row[name]["maximum"]) for name in row if name.startswith("p_")} == {(0, 1)}
    assert set(described["paths"]) == {"/api/v1/score", "/healthz", "/version"}
    row = described["components"]["schemas"]["Row"]
    assert list(row["properties"]) == list(scored_columns(QUESTION))
    assert row["properties"]["stance"]["enum"] == list(QUESTION.labels)
    assert {"413", "422", "503"} <= set(described["paths"]["/api/v1/score"]["post"]["responses"])
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
    assert client.get("/healthz").json() == {"status": "ok", "waiting": 0}


def test_no_address_that_was_sent_is_fetched(client):
    asked = []

    class Bait(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Bait) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        page = f'<html><head><link rel=stylesheet href="{address}"><base href="{address}"></head><body>'
        page += f'<article><img src="{address}"><p>{TALK * 5}</p><a href="{address}">more</a></article></body></html>'
        client.post("/", data={"text": address})
        client.post("/", data={"text": f"{TALK}{address}"})
        client.post("/", files={"files": ("page.html", page)})
        client.post("/api/v1/score", json={"text": f"{TALK}{address}"})
        server.shutdown()
    assert asked == []


def finished(client, response):
    """The page of a batch once it is done."""
    for _ in range(600):
        if 'http-equiv="refresh"' not in response.text:
            return response
        time.sleep(0.02)
        response = client.get(response.url)
    raise AssertionError("the batch never came to its end")


def test_a_batch_ends_in_one_report_with_its_downloads(client, bundle, tmp_path):
    rows = "".join(
        json.dumps({"id": name, "text": text}) + "\n" for name, text in [("c", TALK), ("d", ASIDE), ("c", "")]
    )
    uploads = [("a.txt", TALK), ("b.txt", TALK), ("a.txt", "Another text."), ("rows.jsonl", rows), ("x.exe", "MZ")]
    response = finished(client, client.post("/", files=[("files", upload) for upload in uploads]))
    page = Page(response)
    assert "a second document with id 'a'" in page.text
    assert "x.exe: no reader for '.exe'" in page.text
    assert "d: off topic, never names China" in page.text
    table = client.get(f"{response.url}/scores.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="scores.csv"'
    assert list(dict.fromkeys(row["document"] for row in csv.DictReader(io.StringIO(table.text)))) == ["a", "b", "c"]
    lines = client.get(f"{response.url}/scores.jsonl").text.splitlines(keepends=True)
    alone = scored_by_command_line(bundle, tmp_path, "a", TALK)
    assert "".join(line for line in lines if json.loads(line)["document"] == "a") == alone
    figures = list(csv.DictReader(io.StringIO(client.get(f"{response.url}/figures.csv").text)))
    assert figures[0]["kind"] == "total"
    assert int(figures[0]["claims"]) == len(lines)
    assert client.get(f"{response.url}/other.csv").status_code == 404


@pytest.mark.parametrize(
    ("uploads", "words"),
    [([], "nothing to score"), ([("many.jsonl", '{"id": 1, "text": "x"}\n' * 6)], "6 texts are more than the 5")],
)
def test_a_batch_of_nothing_or_of_too_much_is_refused(small, uploads, words):
    response = small.post("/", files=[("files", upload) for upload in uploads], data={"text": ""})
    assert response.status_code == 422
    assert words in Page(response).text


def test_a_batch_under_way_says_how_far_it_is_also_when_others_wait(small):
    uploads = [("files", (f"{n}.txt", TALK)) for n in range(3)]
    with held(small):
        assert small.post("/", files=uploads).status_code == 503, "its files wait like anything else"
    batch = small.post("/", files=uploads, follow_redirects=False).headers["location"]
    with held(small):
        page = small.get(batch)
        assert page.status_code in {200, 503}, "under way, or done and its report waits"
        assert Page(page).find("meta", **{"http-equiv": "refresh"})
    done = finished(small, small.get(batch))
    assert "3 documents" in Page(done).text


class held:  # noqa: N801
    """Keeps the worker of a service taken."""

    def __init__(self, client):
        self.client, self.over = client, threading.Event()

    def __enter__(self):
        worker = self.client.app.state.worker
        self.tasks = [
            self.client.portal.start_task_soon(worker.do_in_turn, self.over.wait) for _ in range(worker.places)
        ]
        while worker.waiting < worker.places:
            time.sleep(0.01)

    def __exit__(self, *_):
        self.over.set()
        for task in self.tasks:
            task.result(timeout=10)


def test_what_does_not_fit_is_refused_with_the_time_to_come_back(small):
    with held(small):
        refused = small.post("/api/v1/score", json={"text": TALK})
        page = small.post("/", data={"text": TALK})
        assert small.get("/healthz").json() == {"status": "ok", "waiting": 2}, "what needs no worker is still answered"
    assert refused.status_code == page.status_code == 503
    assert 1 <= int(refused.headers["retry-after"]) <= LONGEST_ADVICE
    assert int(page.headers["retry-after"]) >= 1
    assert TALK in Page(page).text, "what was pasted is not lost"
    assert small.post("/api/v1/score", json={"text": TALK}).status_code == 200


def test_of_fifty_at_once_each_is_answered_or_refused():
    async def crowd():
        worker = SerialWorker(32)
        found = await asyncio.gather(*(worker.do(lambda n=n: n) for n in range(50)), return_exceptions=True)
        worker.close()
        return found, worker.waiting

    found, waiting = asyncio.run(crowd())
    assert found[:32] == list(range(32))
    assert all(isinstance(one, Busy) for one in found[32:])
    assert waiting == 0


def test_work_that_fails_gives_its_place_back_and_its_reason():
    async def failing():
        worker = SerialWorker(1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await worker.do(lambda: 1 // 0)
        done = await worker.do(lambda: "done")
        worker.close()
        return done

    assert asyncio.run(failing()) == "done"


def test_batches_go_after_a_while_and_make_room_when_done():
    async def lives():
        worker = SerialWorker(4)
        batches = UploadBatches(worker, most=2, keep_seconds=0.05)
        over = threading.Event()

        def slowly(document):
            over.wait(10)
            return Outcome(document=document)

        first, second = batches.start([Document(id="a", text="x")], slowly), batches.start([], slowly)
        assert (first.finished, second.finished) == (False, True)
        third = batches.start([Document(id="b", text="x")], slowly)
        assert batches.get(second.token) is None, "a finished one makes room"
        with pytest.raises(Busy):
            batches.start([], slowly)
        over.set()
        while not third.finished:
            await asyncio.sleep(0.01)
        assert [one.document.id for one in first.outcomes] == ["a"]
        await asyncio.sleep(0.3)
        worker.close()
        return len(batches)

    assert asyncio.run(lives()) == 0


def test_one_bad_document_does_not_end_a_batch():
    def picky(document):
        if document.id == "b":
            raise DataError("b: cannot be scored")
        return Outcome(document=document)

    async def run():
        worker = SerialWorker(4)
        batch = UploadBatches(worker, most=1, keep_seconds=9).start(
            [Document(id=name, text="x") for name in "abc"], picky
        )
        while not batch.finished:
            await asyncio.sleep(0.01)
        worker.close()
        return batch

    batch = asyncio.run(run())
    assert [one.document.id for one in batch.outcomes] == ["a", "c"]
    assert [str(fault) for fault in batch.faults] == ["b: cannot be scored"]
    assert (batch.done, batch.total, batch.failed) == (3, 3, False)


def test_no_bundle_no_application(tmp_path):
    with pytest.raises(ModelError, match="no such model bundle"):
        create_app(tmp_path / "none")


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            "import sys; sys.modules['fastapi'] = None; from stance.cli import app; app(['serve'])",
            "stance: the page needs fastapi; run: pip install 'stance[web]'\n",
        ),
        (
            "import socket; s = socket.create_server(('127.0.0.1', 0)); from stance.cli import app;"
            "app(['serve', '--port', str(s.getsockname()[1])])",
            "Address already in use); choose another with --port or --host\n",
        ),
    ],
)
def test_a_server_that_cannot_be_says_why_in_a_line(code, line):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr.endswith(line)
    assert "Traceback" not in done.stderr


def test_bench_texts_are_different_and_long_enough():
    sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
    try:
        from load import op_ed
    finally:
        sys.path.pop(0)
    texts = {op_ed(number) for number in range(20)}
    assert len(texts) == 20
    assert all(700 <= len(text.split()) < 800 for text in texts)


SLOW_SERVER = """
import sys
from fastapi import FastAPI
from stance.web import server
server.SECONDS_TO_SEND = 0.4
app = FastAPI()
app.get("/")(lambda: "here")
with server.listening("127.0.0.1", 0) as listener:
    print(listener.getsockname()[1], flush=True)
    server.run(app, listener, "here")
"""


def test_a_page_that_waits_for_its_reader_names_no_stage_and_ends_at_an_interrupt_that_a_shell_had_ignored(tmp_path):
    command = [sys.executable, "-m", "stance", "label", str(ROOT / "examples"), "--annotator", "ann"]
    ignored = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)  # as of a job in the background of a script
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=ignored) as process:
        next(line for line in process.stderr if "http://" in line)
        time.sleep(2.5)  # a stage is named after two seconds of silence
        process.send_signal(signal.SIGINT)
        assert "reading" not in process.stderr.read()
        assert process.wait(30) in (0, 130)


def test_a_request_that_does_not_come_in_whole_is_given_up():
    process = subprocess.Popen([sys.executable, "-c", SLOW_SERVER], stdout=subprocess.PIPE, text=True)
    try:
        address = ("127.0.0.1", int(process.stdout.readline()))
        halves = [b"GET / HT", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"]
        for half in halves:
            with socket.create_connection(address, timeout=10) as line:
                line.sendall(half)
                while line.recv(4096):  # an answer may come, then the end does
                    pass
        with socket.create_connection(address, timeout=10) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200 OK" in line.recv(4096)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_more_connections_than_a_process_may_have_files_open_are_told_so_in_no_traceback():
    few = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (80, 80))
    command, pipe = [sys.executable, "-c", SLOW_SERVER.replace("0.4", "60")], subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=few) as process, ExitStack() as held:
        address = ("127.0.0.1", int(process.stdout.readline()))
        for _ in range(90):  # a connection beyond what may wait is not refused, but waits
            with suppress(OSError):
                held.enter_context(socket.create_connection(address, timeout=0.05)).sendall(b"GET / HT")
        with socket.create_connection(address, timeout=10) as line:
            assert b"503 Service Unavailable" in line.recv(4096)
        held.close()
        deadline, answer = time.monotonic() + 10, b""
        while b"200 OK" not in answer and time.monotonic() < deadline:
            with socket.create_connection(address, timeout=10) as line, suppress(OSError):
                line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = line.recv(4096)
        process.terminate()
        assert b"200 OK" in answer
        assert "Traceback" not in process.stderr.read()
