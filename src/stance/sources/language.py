"""Whether a text is English, the language the rules and the parser are for; a warning, never a refusal."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Final

_SAMPLE: Final = 3000
"""Characters from the middle of the text that are looked at; its head may be a menu or a heading."""

_SHORTEST: Final = 200
"""Characters below which the language of a text is a guess."""

_COMMON: Final = re.compile(r"\b(?:the|of|and|to|that|is|was|has|with|for|it|not)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENGLISH_SHARE: Final = 0.12
"""Share of those words above which a text is English without a look at the model: English commentary has 0.2 to 0.3,
its neighbours (Scots aside) below 0.05. It spares nine texts of ten the model, which takes a hundred times as long."""


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text that is not English; None where it is, or is too short to tell.

    None also where the extra `lang` is not installed.
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    words = len(_WORD.findall(sample))
    if len(sample) < _SHORTEST or len(_COMMON.findall(sample)) >= _ENGLISH_SHARE * words:
        return None
    if find_spec("py3langid") is None:
        return None
    import py3langid

    code, _ = py3langid.classify(sample)
    return None if code == "en" else str(code)
