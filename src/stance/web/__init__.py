"""The page and the service: `stance serve`, on this machine unless told otherwise.

`app.create_app` makes the application; nothing here imports it before it is asked for, so that the command line stays
quick and works without the extra.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from stance.errors import UsageError

NEEDED: Final = ("fastapi", "uvicorn", "python_multipart")

SECONDS_TO_FINISH: Final = 10
"""How long requests under way may take once the server is told to stop."""

log = logging.getLogger(__name__)


def serve(bundle: Path, *, host: str, port: int, names: Sequence[str] = (), examples: Path | None = None) -> None:
    """Answer on `host:port` until interrupted; requests must name `host`, this machine or one of `names`.

    `examples` is a folder of documents to pick from; one that is not there offers none.

    Raises:
        UsageError: the extra is not installed, or nothing can listen there.
        ModelError: the bundle is refused.
        ParserError: the spaCy pipeline is missing.
    """
    check_extra()
    import uvicorn

    from stance.web.app import create_app
    from stance.web.limits import LOOPBACK
    from stance.web.service import load_service

    with _listening(host, port) as listener:
        load_service(bundle)  # here, so that a refused bundle is a line and not a server's traceback
        application = create_app(bundle, hosts=(*LOOPBACK, _written(host), *names), examples=examples)
        log.info("serving on http://%s:%d (Ctrl-C stops it)", _written(host), listener.getsockname()[1])
        settings = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
        uvicorn.Server(settings).run(sockets=[listener])


def check_extra() -> None:
    """Nothing, where the libraries of the page are installed.

    Raises:
        UsageError: they are not; the message has the command that installs them.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise UsageError(f"the page needs {' and '.join(missing)}; run: pip install 'stance[web]'")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; a port of 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        # The socket module adds the address to the system's words.
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise UsageError(f"cannot listen on {host}:{port} ({reason}); choose another with --port or --host") from None


def _written(host: str) -> str:
    """The host as addresses write it: in brackets if it has colons."""
    return f"[{host}]" if ":" in host else host
