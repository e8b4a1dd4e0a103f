"""JSON text → its value, all that can be wrong with it as one kind of error."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from stance.readers.whole import whole_characters

_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""What JSON can spell and no encoding can write: half of a character, if the other half does not stand beside it."""


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401  (it is whatever the text says)
    """The value; half of a character becomes U+FFFD, so that whatever is read can be written again.

    Raises:
        ValueError: no JSON, or brackets nested or numbers long beyond what Python reads; its words say which.
    """
    try:
        value = json.loads(text)
        if _HALF.search(text if isinstance(text, str) else text.decode("latin-1")):
            value = json.loads(whole_characters(json.dumps(value, ensure_ascii=False)))
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None
    except (ValueError, RecursionError):  # bytes that are no text, a number of thousands of digits, brackets as deep
        raise ValueError("too deep or too long to be read") from None
    return value
