"""Terms are counted once for all folds, and each fold is fitted as scikit-learn fits it, to the last bit."""

import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from digest_model import QUESTION, ROOT
from stance.features.table import ClaimFeatures
from stance.labels import read_labels
from stance.model.config import ModelConfig, fit_vectorizer, new_vectorizer
from stance.model.term_counts import TermCounts


@pytest.fixture(scope="module")
def table():
    rows = read_labels([ROOT / "data/labeled/digests.csv"], QUESTION, {}).claims
    return ClaimFeatures(sides=QUESTION.sides).transform([row.text for row in rows[:600]])


def assert_same_fit(table, config):
    plain = new_vectorizer(table, config)
    columns = csr_matrix(plain.fit_transform(table))
    join, found = fit_vectorizer(table, config)
    for part in ("data", "indices", "indptr"):
        assert getattr(found, part).tobytes() == getattr(columns, part).tobytes(), part
    for (name, block, _), (_, wanted, _) in zip(join.transformers_, plain.transformers_, strict=True):
        assert type(block) is type(wanted), name
        if isinstance(block, TfidfVectorizer):
            assert list(block.vocabulary_.items()) == list(wanted.vocabulary_.items()), name
            assert block.idf_.tobytes() == wanted.idf_.tobytes(), name
    assert {type(block) for _, block, _ in join.transformers} == {type(block) for _, block, _ in plain.transformers}
    assert (join.transform(table) != plain.transform(table)).nnz == 0


@pytest.mark.parametrize("remembered", [1 << 15, 100], ids=["all kept", "too many to keep"])
def test_every_part_of_the_rows_is_fitted_as_without_counts(table, remembered, monkeypatch):
    monkeypatch.setattr("stance.model.term_counts._REMEMBERED", remembered)
    for rows in (slice(None, 300), slice(200, None), slice(None, None, -1), slice(0, 90)):
        assert_same_fit(table.iloc[rows], ModelConfig())
    assert_same_fit(table, ModelConfig(blocks=("word", "char"), words=(2, 3), letters=(3, 5), min_df=4))


def test_texts_without_a_word_stay_rows_without_terms(table):
    table = table.iloc[:250].copy()
    table.iloc[::3, :3] = ["", "", ""]
    assert_same_fit(table, ModelConfig(blocks=("word", "char", "masked")))


def test_a_text_is_counted_once():
    asked = []

    def analyze(text):
        asked.append(text)
        return text.split()

    terms = TermCounts(analyze)
    first, second = terms.of(["tea moon tea", "moon"])
    assert [list(map(int, part)) for part in (*first, *second)] == [[0, 1], [2, 1], [1], [1]]
    assert terms.names == ["tea", "moon"]
    again, *_ = terms.of(["moon", "tea moon tea"])
    assert [list(map(int, part)) for part in again] == [[1], [1]]
    assert asked == ["tea moon tea", "moon"]
