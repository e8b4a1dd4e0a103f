"""spaCy without its command line, which takes with it a client for the web, templates and a third of the import.

Importing this module before any part of spaCy is what leaves it out. Nothing here calls it; whoever does, in the same
program, gets it: `import spacy.cli` loads it as ever, and so does a call of `spacy.info`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Final

_LEFT_OUT: Final = ("spacy.cli", "spacy.cli.info")


def _info(*args: Any, **options: Any) -> Any:  # noqa: ANN401 (spaCy's own)
    """What `spacy.info` gives, its module being imported with the first call."""
    from spacy.cli.info import info

    return info(*args, **options)


def _import_spacy() -> None:
    stand_ins = {name: ModuleType(name) for name in _LEFT_OUT if name not in sys.modules}
    for stand_in in stand_ins.values():
        vars(stand_in)["info"] = _info
    sys.modules.update(stand_ins)
    try:
        import spacy  # noqa: F401
    finally:
        for name in stand_ins:
            del sys.modules[name]


_import_spacy()
