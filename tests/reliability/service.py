"""The service under raw requests, spoken to as a server speaks to an application, so that any byte can be sent."""

from __future__ import annotations

import asyncio
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import seeds
from harness import RefusedError

BOUNDARY = b"XxX"


def _form(*parts: tuple[str, str | None, bytes]) -> bytes:
    """A form as browsers send it: (field, name of the file or None, content)."""
    made = b""
    for field, file, content in parts:
        named = f'; filename="{file}"' if file is not None else ""
        made += b'--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n' % (
            BOUNDARY,
            field.encode(),
            named.encode(),
        )
        made += content + b"\r\n"
    return made + b"--" + BOUNDARY + b"--\r\n"


def _request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"{method} {path}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\n".join(lines).encode() + b"\n\n" + body


MULTIPART = f"multipart/form-data; boundary={BOUNDARY.decode()}"
SHORT = b"China and Russia are allies, said Ilse Marqvist. I doubt it."
REQUESTS = (
    _request("GET", "/"),
    _request("GET", "/?report=x", accept="text/html"),
    _request("GET", "/healthz"),
    _request("GET", "/version"),
    _request("GET", "/openapi.json"),
    _request("POST", "/api/v1/score", json.dumps({"text": SHORT.decode()}).encode(), content_type="application/json"),
    _request(
        "POST",
        "/api/v1/score",
        json.dumps({"text": SHORT.decode(), "id": "x", "title": "t", "authors": "A; B", "date": "2024-05"}).encode(),
        content_type="application/json",
        accept="text/html",
    ),
    _request("POST", "/", _form(("text", None, SHORT), ("date", None, b"2024")), content_type=MULTIPART),
    _request("POST", "/", b"text=China+Russia&title=%00%ff", content_type="application/x-www-form-urlencoded"),
    _request("POST", "/", _form(("files", "a.md", b"# China and Russia\n\nAllies.")), content_type=MULTIPART),
    _request("POST", "/", _form(("files", "..\\a.csv", seeds.ROWS_CSV[0][:300])), content_type=MULTIPART),
    _request(
        "POST",
        "/",
        _form(("files", "a.txt", SHORT), ("files", "b.jsonl", seeds.ROWS_JSON[1])),
        content_type=MULTIPART,
    ),
    _request("GET", "/reports/x"),
    _request("GET", "/reports/x/scores.csv"),
    _request("OPTIONS", "/api/v1/score", origin="http://elsewhere", host="elsewhere"),
)


KEY = "the-key"


def service(bundle: Path) -> Application:
    """The service of a bundle."""
    from stance.web.app import create_app

    return Application(create_app(bundle, examples=seeds.ROOT / "examples"), REQUESTS)


def label_page(folder: Path, *, settling: bool) -> Application:
    """The label page of a session, or that on which disagreements are settled; whoever asks knows the key."""
    from stance.labelling.answer_log import AnswerLog, answer_file
    from stance.labelling.queue import read_queue
    from stance.labelling.session import AnnotationSession, SessionView
    from stance.question import read_question
    from stance.records import Document
    from stance.web.label_page import KEY_HEADER, label_app

    folder.mkdir(exist_ok=True)
    (folder / "queue.jsonl").write_bytes(seeds.QUEUES[0])
    question = read_question(seeds.ROOT / "data/labeled/question.toml")
    log = AnswerLog(answer_file(folder, "ann"))
    session = AnnotationSession(read_queue(folder), log, [Document(id="a", text=seeds.TALK)], question)
    session.view = SessionView(needs_reason=settling)
    claim = next(iter(session.items))
    span = {"document": claim[0], "start": claim[1], "end": claim[2]}
    key = {KEY_HEADER.replace("-", "_"): KEY, "content_type": "application/json"}
    bodies = {
        "answer": span | {"label": question.labels[0], "note": "so", "speaker": "Ilse", "new_start": 1},
        "reopen": span,
        "find": span | {"words": "lantern"},
        "undo": {},
    }
    posts = [_request("POST", f"/api/{name}", json.dumps(body).encode(), **key) for name, body in bodies.items()]
    gets = [_request("GET", f"/?key={KEY}"), _request("GET", "/api/state?more=3", **key), _request("GET", "/?key=no")]
    return Application(label_app(session, "ann", KEY), (*posts, *gets), starts=False)


class Application:
    """An application, started where it needs to be, with one loop of its own."""

    def __init__(self, app: Any, given: tuple[bytes, ...], *, starts: bool = True) -> None:
        self.app = app
        self.seeds = given
        self.loop = asyncio.new_event_loop()
        self.inbox: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        if starts:
            self.loop.run_until_complete(self._start())

    async def _start(self) -> None:
        started = asyncio.Event()

        async def send(message: dict[str, str]) -> None:
            assert message["type"] == "lifespan.startup.complete", message
            started.set()

        await self.inbox.put({"type": "lifespan.startup"})
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self.life = asyncio.create_task(self.app(scope, self.inbox.get, send))
        await started.wait()

    def take(self, data: bytes) -> None:
        """Send the request; refused where the answer is of the 400s or "too busy"."""
        status, body = self.loop.run_until_complete(self._answer(data))
        assert status < 500 or status == 503, f"answered {status}"
        assert b"Traceback" not in body, "a traceback in the answer"
        if status >= 400:
            raise RefusedError(f"{status}")

    async def _answer(self, data: bytes) -> tuple[int, bytes]:
        head, _, body = data.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        method, _, target = first.partition(b" ")
        path, _, query = target.partition(b"?")
        headers = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
        if not any(name == b"host" for name, _ in headers):
            headers.append((b"host", b"127.0.0.1"))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method.decode("latin-1").upper() or "GET",
            "path": unquote_to_bytes(path).decode("utf-8", "replace") or "/",
            "raw_path": path,
            "query_string": query,
            "headers": headers,
            "scheme": "http",
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 5000),
            "root_path": "",
        }
        cuts = sorted({0, len(body), random.Random(data).randrange(len(body) + 1)})
        pieces = [body[a:b] for a, b in pairwise(cuts)] or [b""]
        sent: list[dict] = []

        async def receive() -> dict:
            if pieces:
                piece = pieces.pop(0)
                return {"type": "http.request", "body": piece, "more_body": bool(pieces)}
            return {"type": "http.disconnect"}

        async def send(message: dict) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        status = next(message["status"] for message in sent if message["type"] == "http.response.start")
        return status, b"".join(message.get("body", b"") for message in sent)
