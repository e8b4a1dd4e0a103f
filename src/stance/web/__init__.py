"""The web page and the HTTP API: `stance serve`, on this machine unless told otherwise.

`app.create_app` makes the application; nothing here imports it before it is asked for, so that the command line stays
quick and works without the extra.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from stance.errors import UsageError

NEEDED: Final = ("fastapi", "uvicorn", "python_multipart")

LABELLING: Final = Path("labelling")
"""Where the sessions of those who label what they scored are kept."""


def serve(bundle: Path, *, host: str, port: int, names: Sequence[str] = (), examples: Path | None = None) -> None:
    """Answer on `host:port` until interrupted; requests must name `host`, this machine or one of `names`.

    `examples` is a folder of documents to pick from; one that is not there offers none. On this machine alone, claims
    can be labelled from the page, in the folder `LABELLING`.

    Raises:
        UsageError: the extra is not installed, or nothing can listen there.
        ModelError: the bundle is refused.
        ParserError: the spaCy pipeline is missing.
    """
    check_extra()
    from stance.web.app import create_app
    from stance.web.guard import LOOPBACK
    from stance.web.server import listening, run
    from stance.web.service import load_service

    with listening(host, port) as listener:
        load_service(bundle)  # here, so that a refused bundle is a line and not a server's traceback
        here = LABELLING if _written(host) in LOOPBACK else None
        application = create_app(bundle, hosts=(*LOOPBACK, _written(host), *names), examples=examples, labelling=here)
        told = f"serving on http://{_written(host)}:{listener.getsockname()[1]} (Ctrl-C stops it)"
        run(application, listener, told)


def check_extra() -> None:
    """Nothing, where the libraries of the page are installed.

    Raises:
        UsageError: they are not; the message has the command that installs them.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise UsageError(f"the page needs {' and '.join(missing)}; run: pip install 'stance[web]'")


def _written(host: str) -> str:
    """The host as addresses write it: in brackets if it has colons."""
    return f"[{host}]" if ":" in host else host
