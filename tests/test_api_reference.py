"""docs/api.md is what the docstrings say now, and says what each public name comes to."""

import runpy
from pathlib import Path

import pytest

import stance

ROOT = Path(__file__).parents[1]
SCRIPT = runpy.run_path(str(ROOT / "scripts/api_reference.py"))
WRITTEN = (ROOT / "docs/api.md").read_text("utf-8")


def test_the_reference_is_up_to_date():
    assert SCRIPT["write"]() == WRITTEN, "run: python scripts/api_reference.py"


@pytest.mark.parametrize("name", [*stance.__all__, "Question", "LabelledClaim", "ModelError", "ClaimsComponent"])
def test_each_public_name_has_its_entry(name):
    entry = WRITTEN.split(f"\n### {name}\n")[1].split("\n### ")[0]
    assert "```python\n" in entry
    assert "Source: `src/stance/" in entry


def contract(text):
    """What the script makes of a docstring."""
    return SCRIPT["_prose"](text)


def test_what_is_raised_becomes_a_list_an_entry_a_line():
    docstring = """A number.

    Raises:
        DataError: the file cannot be read,
            or is empty.
        ModelError: it is refused.
    """
    listed = "- DataError: the file cannot be read, or is empty.\n- ModelError: it is refused.\n"
    assert contract(docstring) == f"A number.\n\nRaises:\n\n{listed}"


def test_what_is_indented_stays_as_it_stands():
    assert contract("A tree:\n\n    a\n      b\n\nEnd.") == "A tree:\n\n```text\na\n  b\n```\n\nEnd.\n"


def test_a_long_signature_has_a_line_an_argument():
    def short(a: int, b: str = "x") -> None: ...

    assert SCRIPT["_head"](short) == "def short(a: int, b: str = 'x') -> None"
    entry = WRITTEN.split("\n### train_model\n")[1]
    assert "def train_model(\n    labelled: Sequence[LabelledClaim],\n    *,\n    question: Question," in entry
