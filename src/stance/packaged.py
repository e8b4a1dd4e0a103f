"""Files that come with the package: bundles, the question with its codebook, examples.

A wheel has them in the package (`setup.py` puts them there), a checkout where they are kept. The folder one works in
makes no difference.
"""

from __future__ import annotations

import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stance.errors import DataError
from stance.files import check_new_folder

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE: Final = Path(__file__).parent
_BUILT: Final = _PACKAGE / "packed"

IN_CHECKOUT: Final = {
    "china-russia": "models/china-russia",
    "china-russia-large": "models/china-russia-large",
    "question.toml": "data/labeled/question.toml",
    "codebook.md": "data/labeled/codebook.md",
    "examples": "examples",
}
"""Where each file or folder stands in a checkout; `setup.py` has the same table.

The question is on a China–Russia alliance, the codebook that of its labels; the examples are invented op-eds, with a
second question beside them.
"""

ENCODER_LIBRARIES: Final = ("onnxruntime", "tokenizers")
"""What the full bundle needs beyond the lite one."""


def packaged(name: str) -> Path:
    """The file or folder of that name: the one in the package where it was built, else the one in the checkout."""
    built = _BUILT / name
    return built if built.exists() else _PACKAGE.parents[1] / IN_CHECKOUT[name]


@cache
def template(name: str) -> str:
    """A file of the templates folder: style sheet, script, fitted thesis."""
    return (_PACKAGE / "templates" / name).read_text(encoding="utf-8")


def templates(*, escaped: bool) -> Environment:
    """The templates of pages, in which every name needs a value; `escaped`: what they are filled with is no HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("stance")
    return Environment(
        loader=loader, autoescape=escaped, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )


def full_bundle() -> Path:
    """The bundle with a sentence encoder."""
    return packaged("china-russia")


def large_bundle() -> Path:
    """The bundle with a larger encoder, which `stance assemble` completes."""
    return packaged("china-russia-large")


def lite_bundle() -> Path:
    """The bundle that needs no more than the core."""
    return _PACKAGE / "bundle-lite"


def default_bundle() -> Path:
    """The full bundle where the libraries that it needs are installed, else the lite one."""
    at_hand = all(find_spec(name) for name in ENCODER_LIBRARIES) and full_bundle().is_dir()
    return full_bundle() if at_hand else lite_bundle()


def is_packaged(bundle: Path) -> bool:
    """Whether the bundle is one of the two that score as they come with the package."""
    return bundle.resolve() in {full_bundle().resolve(), lite_bundle().resolve()}


def copy_examples(folder: Path) -> int:
    """Write the examples into a new or empty folder; how many files they are.

    Raises:
        UsageError: there is something at that place.
        DataError: it cannot be written.
    """
    check_new_folder(folder)
    try:
        shutil.copytree(packaged("examples"), folder, dirs_exist_ok=True)
    except OSError as error:
        raise DataError(f"{folder}: cannot be written ({error.strerror}); name another folder") from None
    return sum(file.is_file() for file in folder.rglob("*"))
