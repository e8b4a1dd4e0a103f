"""Web addresses, served by a server of the test's own on the loopback interface."""

import gzip
import socketserver
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from formats import DATA
from stance.errors import DataError
from stance.sources import find_sources, read_documents
from stance.sources.paths import address_id

PAGE = (DATA / "harbour-lights.html").read_bytes()
HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS = {
    "/opinion/harbour-lights": (200, HTML, PAGE),
    "/plain": (200, {"Content-Type": "text/plain; charset=utf-8"}, b"They are allies."),
    "/files/op-ed.pdf": (200, {"Content-Type": "application/octet-stream"}, (DATA / "columns.pdf").read_bytes()),
    "/packed": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/bomb": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"<p>" + b" " * 30_000_000)),
    "/moved": (301, {"Location": "/opinion/harbour-lights"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/away": (302, {"Location": "file:///etc/hostname"}, b""),
    "/ftp": (302, {"Location": "ftp://127.0.0.1/x"}, b""),
    "/teapot": (799, HTML, b"no"),
    "/paid": (402, HTML, b"no"),
    "/closed": (403, HTML, b"no"),
    "/late": (503, HTML, b"no"),
}


TWO = gzip.compress(b"They are ") + gzip.compress(b"allies.")
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
ANSWERS |= {
    "/short": (200, {**PLAIN, "Content-Length": "5000"}, b"They are allies."),
    "/half": (200, {**PLAIN, "Content-Encoding": "gzip"}, gzip.compress(b"They are allies. " * 99)[:-30]),
    "/two-members": (200, {**PLAIN, "Content-Encoding": "gzip"}, TWO),
    "/half-of-two": (200, {**PLAIN, "Content-Encoding": "x-gzip"}, TWO[:-9]),
    "/part": (206, PLAIN, b"They are"),
    "/nothing": (204, PLAIN, b""),
    "/brotli": (200, {**PLAIN, "Content-Encoding": "br"}, b"They are allies."),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        code, headers, body = ANSWERS.get(self.path, (404, HTML, b"no"))
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def read(*urls):
    return list(read_documents(find_sources(list(urls))))


def test_a_page_is_read_with_its_address_as_id(host):
    (document,) = read(f"http://{host}/opinion/harbour-lights")
    assert document.id == f"{host}/opinion/harbour-lights"
    assert document.url == "https://review.example.org/opinion/harbour-lights"  # as the page itself says
    assert (document.title, document.authors) == ("Harbour Lights and Half-Promises", "Ingrid Vassbotn")


def test_a_page_that_moved_or_comes_packed_is_the_same_page(host):
    texts = {document.text for document in read(f"http://{host}/opinion/harbour-lights", f"http://{host}/moved")}
    texts.add(read(f"http://{host}/packed")[0].text)
    assert len(texts) == 1


def test_other_formats_are_told_by_what_the_server_says_or_by_the_address(host):
    plain, pdf = read(f"http://{host}/plain", f"http://{host}/files/op-ed.pdf")
    assert (plain.text, plain.url) == ("They are allies.", f"http://{host}/plain")
    assert pdf.title == "Harbour Lights and Half-Promises"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/closed", "the server says 403 Forbidden; it does not serve programs; save the page from your browser and"),
        (
            "/paid",
            "the server says 402 Payment Required; it is behind a paywall; save the page from your browser and read",
        ),
        ("/nowhere", "the server says 404 Not Found; check the address"),
        ("/late", "the server says 503 Service Unavailable; try again later"),
        ("/bomb", "more than 25 MB; download it, take out its text, read that"),
        ("/away", "sends on without end, or away from the web; check the address"),
        ("/ftp", "cannot be fetched (sent on to ftp://127.0.0.1/x, which is no web address); check the address"),
        ("/round", "sends on without end, or away from the web; check the address"),
        ("/teapot", "the server says 799 something unheard of; try again later"),
        ("/short", "cut short on the way; try again later, or save the page from your browser"),
        ("/half", "cut short on the way; try again later, or save the page from your browser"),
        ("/half-of-two", "cut short on the way; try again later, or save the page from your browser"),
        ("/part", "the server says 206 Partial Content; check the address"),
        ("/nothing", "the server says 204 No Content; check the address"),
        ("/brotli", "packed as 'br', which is not read; save the page from your browser"),
    ],
)
def test_what_cannot_be_fetched_is_a_fault_and_the_next_address_is_read(host, path, message):
    fault, document = read(f"http://{host}{path}", f"http://{host}/plain")
    assert isinstance(fault, DataError)
    assert str(fault).startswith(f"http://{host}{path}: {message}")
    assert document.text == "They are allies."


def test_all_members_of_a_zipped_answer_are_read(host):
    (document,) = read(f"http://{host}/two-members")
    assert document.text == "They are allies."


TRICKLES = {
    "head": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "interim answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunk sizes": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"x"),
    "redirects": (b"HTTP/1.1 302 Found\r\nLocation: /again\r\n", b"X: y\r\n"),
    "silence": (b"", b""),
}


@pytest.mark.parametrize("what", TRICKLES)
def test_one_deadline_ends_whatever_trickles(monkeypatch, what):
    monkeypatch.setattr("stance.sources.fetch._DEADLINE", 0.5)
    first, piece = TRICKLES[what]
    gone = threading.Event()

    class Trickle(socketserver.BaseRequestHandler):
        def handle(self):
            try:
                self.request.sendall(first)
                while not gone.wait(0.05):
                    self.request.sendall(piece)
                    self.request.setblocking(False)
                    with suppress(BlockingIOError):
                        if not self.request.recv(9999):
                            break
                    self.request.setblocking(True)
            except OSError:
                pass
            gone.set()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Trickle) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        begin = time.monotonic()
        (fault,) = read(f"http://127.0.0.1:{server.server_address[1]}/x")
        took = time.monotonic() - begin
        hung_up = gone.wait(20)
        gone.set()
        server.shutdown()
    assert "not through after 0 seconds; download it and read the file" in str(fault)
    assert took < 10
    assert hung_up  # nothing of it goes on in the background


def test_no_server_is_a_fault():
    (fault,) = read("http://127.0.0.1:9/x")
    assert str(fault).startswith("http://127.0.0.1:9/x: cannot be fetched (")


@pytest.mark.parametrize("url", ["http://", "http://[", "https://exa mple.org/a b", "http://127.0.0.1:99999/"])
def test_what_is_no_address_is_a_fault(url):
    (fault,) = read(url)
    assert isinstance(fault, DataError)


def test_addresses_that_differ_in_their_query_alone_have_it_in_their_ids(host, caplog):
    sources = find_sources([f"http://{host}/?p=1", f"http://{host}/?p=2"])
    assert [source.id for source in sources] == [f"{host}?p=1", f"{host}?p=2"]


def test_an_id_holds_no_password():
    assert address_id("https://ada:secret@example.org/a/b/") == "example.org/a/b"
