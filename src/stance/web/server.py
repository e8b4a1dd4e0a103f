"""Runs an application on this machine: a socket, limits on slow clients, one way for every page of the package."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
from collections.abc import Mapping
from typing import Any, Final

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from stance.errors import UsageError
from stance.stages import WAITING, log_stage

log = logging.getLogger(__name__)

SECONDS_TO_FINISH: Final = 10
"""How long requests under way may take once the server is told to stop."""

SECONDS_TO_SEND: Final = 60
"""How long a client may take to send one request, head and body; else half-open connections pile up."""

MOST_CONNECTIONS: Final = 500
BACKLOG: Final = 32
"""Connections that are taken at a time, each before it can be told that there are too many."""

SPARE_FILES: Final = 32
"""Files that the process has open beside its connections."""

FULL: Final = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

RECEIVING: Final = frozenset({h11.IDLE, h11.SEND_BODY})


def most_connections() -> int:
    """How many connections may be open at once: fewer than the process may have files open, else no more is taken."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_CONNECTIONS if files < 0 else max(1, min(MOST_CONNECTIONS, files - BACKLOG - SPARE_FILES))


class TimedProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose request has not come in whole in `SECONDS_TO_SEND`, or one too many."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  (uvicorn's type is private)
        """Begin to wait for a request, where there is room for one."""
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            transport.write(FULL)
            transport.close()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came; wait on where it was not all of a request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """End the wait."""
        self._stop()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state not in RECEIVING:
            self._stop()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(SECONDS_TO_SEND, self._give_up)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self.conn.their_state in RECEIVING and not self.transport.is_closing():
            self.transport.close()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; a port of 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        # The socket module adds the address to the system's words.
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise UsageError(f"cannot listen on {host}:{port} ({reason}); choose another with --port or --host") from None


class Announced(uvicorn.Server):
    """A server that says where it is once it answers and an interrupt ends it, not before."""

    told = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and log the line."""
        asyncio.get_running_loop().set_exception_handler(_log_fault)
        await super().startup(sockets)
        log_stage(WAITING)
        log.info("%s", self.told)


def _log_fault(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """A fault of the system's (no more files may be open) as a line; of ours as Python tells it."""
    error = context.get("exception")
    if isinstance(error, OSError):
        log.warning("%s (%s)", context["message"], error.strerror or error)
    else:
        loop.default_exception_handler(dict(context))


def run(app: FastAPI, listener: socket.socket, told: str) -> None:
    """Answer on the socket until interrupted; `told` is logged when it answers."""
    settings = uvicorn.Config(
        app,
        http=TimedProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    server = Announced(settings)
    server.told = told
    server.run(sockets=[listener])
