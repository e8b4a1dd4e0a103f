"""Web addresses named on the command line: fetched within bounds, read by the format the server says they have.

Only who sits at the machine may name an address; nothing in a document, and no request to the web service, ever does.
"""

from __future__ import annotations

import http.client
import socket
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http import HTTPStatus
from pathlib import PurePosixPath
from threading import Thread
from typing import IO, Any, Final
from urllib.parse import urlsplit

from stance import __version__
from stance.errors import DataError
from stance.sources.paths import is_address

_TIMEOUT: Final = 20.0
"""Seconds a server may be silent."""

_DEADLINE: Final = 60.0
"""Seconds a page may take altogether, from its name to its last byte."""

_MOST_BYTES: Final = 25_000_000
_MOST_REDIRECTS: Final = 5
_CHUNK: Final = 65_536
_WHOLE: Final = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_ZIPPED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_ANY_HEADER: Final = 47
"""Has zlib read streams of gzip and of its own."""

_Connect = Callable[..., socket.socket]
"""As `socket.create_connection`."""

_FORMATS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""Media type → suffix of the format; where a server names none of these, the address's own suffix tells."""

_REMEDIES: Final = {
    401: "it needs a login; save the page from your browser and read the file",
    402: "it is behind a paywall; save the page from your browser and read the file",
    403: "it does not serve programs; save the page from your browser and read the file",
    404: "check the address",
    410: "check the address",
    429: "it has had too many requests; try again later, or save the page from your browser",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server sent: bytes, the address it came from at last, the suffix of its format, its charset if named."""

    data: bytes
    url: str
    suffix: str
    charset: str | None


def fetch(url: str) -> Page:
    """The page at an address, whole; DataError where there is none, or it is too slow, too large or cut short."""
    task = _Fetch(url)
    task.start()
    task.join(_DEADLINE)
    if task.is_alive():
        task.hang_up()
        raise DataError(f"{url}: not through after {_DEADLINE:.0f} seconds; download it and read the file")
    if task.page is None:
        raise task.fault or DataError(f"{url}: cannot be fetched; check the address")
    return task.page


class _Fetch(Thread):
    """One fetch in a thread, which can be given up wherever it waits: for a name, a connection, a head or a body."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.page: Page | None = None
        self.fault: Exception | None = None
        self._sockets: list[socket.socket] = []

    def run(self) -> None:
        """Fetch."""
        try:
            self.page = _page(self.url, self._connect)
        except Exception as error:  # raised again where it is waited for
            self.fault = error
        finally:
            for copy in self._sockets:
                copy.close()

    def _connect(self, *address: Any) -> socket.socket:  # noqa: ANN401  (as of socket.create_connection)
        connection = socket.create_connection(*address)
        self._sockets.append(connection.dup())  # encryption takes over the first, and hides it while it is set up
        return connection

    def hang_up(self) -> None:
        """End what it waits for."""
        for copy in list(self._sockets):
            with suppress(OSError):
                copy.shutdown(socket.SHUT_RDWR)


def _page(url: str, connect: _Connect) -> Page:
    """As `fetch`, however long it takes."""
    agent = {"User-Agent": f"stance/{__version__}", "Accept": "text/html,*/*;q=0.5"}
    opener = urllib.request.build_opener(_Redirects, _connections(connect))
    try:
        with opener.open(urllib.request.Request(url, headers=agent), timeout=_TIMEOUT) as answer:
            if answer.status not in _WHOLE:
                raise DataError(f"{url}: the server says {answer.status} {_phrase(answer.status)}; check the address")
            data = b"".join(_body(answer, url))
            return Page(
                data=data,
                url=answer.url,
                suffix=_suffix(answer.headers, answer.url),
                charset=answer.headers.get_content_charset(),
            )
    except urllib.error.HTTPError as error:
        error.close()
        if error.code < 400:
            raise DataError(f"{url}: sends on without end, or away from the web; check the address") from None
        remedy = _REMEDIES.get(error.code, "try again later")
        raise DataError(f"{url}: the server says {error.code} {_phrase(error.code)}; {remedy}") from None
    except TimeoutError:
        raise DataError(f"{url}: no answer within {_TIMEOUT:.0f} seconds; try again later") from None
    except http.client.IncompleteRead:
        raise _cut_short(url) from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        reason = getattr(error, "reason", error)
        raise DataError(f"{url}: cannot be fetched ({reason}); check the address and your connection") from None


def _cut_short(url: str) -> DataError:
    return DataError(f"{url}: cut short on the way; try again later, or save the page from your browser")


def _connections(connect: _Connect) -> type[urllib.request.HTTPSHandler]:
    """The handler of both kinds of web address whose connections are made by the function."""

    def connecting(kind: type[http.client.HTTPConnection], *place: Any, **how: Any) -> http.client.HTTPConnection:  # noqa: ANN401
        connection = kind(*place, **how)
        connection._create_connection = connect  # type: ignore[attr-defined]
        return connection

    class Connections(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(partial(connecting, http.client.HTTPConnection), req)

        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            encrypted = partial(connecting, http.client.HTTPSConnection)
            return self.do_open(encrypted, req, context=self._context)  # type: ignore[attr-defined]

    return Connections


def _phrase(code: int) -> str:
    """What a status means; a server's own words may be anything."""
    return HTTPStatus(code).phrase if code in set(HTTPStatus) else "something unheard of"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows few redirects, and none away from the web."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(  # noqa: PLR0913  (the signature is urllib's)
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows; an error where the new address is no web address."""
        if not is_address(newurl):
            fp.close()  # nobody else holds the connection
            raise urllib.error.URLError(f"sent on to {newurl[:80]}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _body(answer: http.client.HTTPResponse, url: str) -> Iterator[bytes]:
    """The body in pieces, unzipped where the server zipped it."""
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "", *_ZIPPED}:
        raise DataError(f"{url}: packed as '{packing[:20]}', which is not read; save the page from your browser")
    pieces = iter(lambda: answer.read1(_CHUNK), b"")
    size = 0
    for piece in _unzipped(pieces, url) if packing in _ZIPPED else pieces:
        size += len(piece)
        if size > _MOST_BYTES:
            raise _too_large(url)
        yield piece
    if answer.length:  # of what the server declared so much did not come
        raise _cut_short(url)


def _too_large(url: str) -> DataError:
    return DataError(f"{url}: more than {_MOST_BYTES // 1_000_000} MB; download it, take out its text, read that")


def _unzipped(pieces: Iterable[bytes], url: str) -> Iterator[bytes]:
    """What zipped pieces hold, all members of the stream."""
    member = zlib.decompressobj(_ANY_HEADER)
    for piece in pieces:
        while piece:
            if member.eof:
                member = zlib.decompressobj(_ANY_HEADER)
            yield member.decompress(piece, _MOST_BYTES)
            if member.unconsumed_tail:
                raise _too_large(url)
            piece = member.unused_data
    if not member.eof:
        raise _cut_short(url)


def _suffix(headers: Message, url: str) -> str:
    """The suffix of the page's format: by its media type, else by its address, else that of a web page."""
    told = _FORMATS.get(headers.get_content_type())
    named = PurePosixPath(urlsplit(url).path).suffix.lower()
    # Plain text is what servers call every file they do not know.
    if told == ".txt" and named == ".md":
        return named
    return told or (named if named in {*_FORMATS.values(), ".htm"} else ".html")
