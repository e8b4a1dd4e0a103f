"""JSON text → its value, all that can be wrong with it as one kind of error."""

from __future__ import annotations

import json
from typing import Any


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401  (it is whatever the text says)
    """The value.

    Raises:
        ValueError: no JSON, or brackets nested or numbers long beyond what Python reads; its words say which.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None
    except (ValueError, RecursionError):  # bytes that are no text, a number of thousands of digits, brackets as deep
        raise ValueError("too deep or too long to be read") from None
