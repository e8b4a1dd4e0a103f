"""A claim's text → features, as scikit-learn transformers.

What is ours here holds no fitted state: it is rebuilt by name when a bundle is loaded, so that the file of the fitted
pipeline holds scikit-learn's own types alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import Tags

_QUOTES: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "...", "\u00ad": None}
)
_SPACE: Final = re.compile(r"\s+")
# "re- emergence" is a word that a line's end cut; "short- and long-term" is not.
_CUT_WORD: Final = re.compile(r"(?<=\w)- (?!(?:and|or|nor|to|the|a)\b)(?=\w)")


def plain(text: str) -> str:
    """The text on one line: white space joined, quotes and dashes plain, words mended that a line's end cut."""
    return _CUT_WORD.sub("-", _SPACE.sub(" ", text.translate(_QUOTES)).strip())


class PlainText(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts → the same texts made plain, in their order; nothing is learnt."""

    def fit(self, X: Iterable[str], y: object = None) -> PlainText:  # noqa: N803 (scikit-learn's name)
        """Return self."""
        return self

    def transform(self, X: Iterable[str]) -> list[str]:  # noqa: N803
        """One plain text a text."""
        return [plain(text) for text in X]

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        return tags
