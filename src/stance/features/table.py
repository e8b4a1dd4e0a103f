"""Text features as a scikit-learn transformer: texts in, a table out, one row a text.

It holds no fitted state: it is rebuilt by name when a bundle is loaded, so that the file of the fitted pipeline holds
scikit-learn's own types alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin

from stance.encoder import Encoder
from stance.features import CUE_COLUMNS, TEXT_COLUMNS, VECTOR_COLUMNS, read_claim


class ClaimFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts → a table of what later steps read, one row a text in their order; nothing is learnt.

    Columns: `plain` (the text on one line), `masked` (names hidden), `scoped` (`stance.features.scope`), one a
    language cue, and with an `encoder` the values of the sentence's vector (`vector_0` …).
    """

    def __init__(self, sides: Sequence[Sequence[str]] = (), encoder: Encoder | None = None) -> None:
        self.sides = sides
        self.encoder = encoder

    def fit(self, X: Iterable[str], y: object = None) -> ClaimFeatures:  # noqa: N803 (scikit-learn's name)
        """Return self."""
        return self

    def transform(self, X: Iterable[str]) -> pd.DataFrame:  # noqa: N803
        """The table, float32 but for the columns of text."""
        sides = tuple(map(tuple, self.sides))
        rows = [read_claim(text, sides) for text in X]
        cues = np.array([row.cues for row in rows], dtype=np.float32)
        blocks = [
            pd.DataFrame({name: [getattr(row, name) for row in rows] for name in TEXT_COLUMNS}, dtype=object),
            pd.DataFrame(cues.reshape(-1, len(CUE_COLUMNS)), columns=list(CUE_COLUMNS)),
        ]
        if self.encoder is not None:
            blocks.append(pd.DataFrame(self.encoder.embed([row.plain for row in rows]), columns=list(VECTOR_COLUMNS)))
        return pd.concat(blocks, axis=1)

    def __sklearn_is_fitted__(self) -> bool:
        return True
