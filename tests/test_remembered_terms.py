"""Texts are cut into terms once for all folds, and each fold is fitted as scikit-learn fits it, to the last bit."""

import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from digest_model import QUESTION, ROOT
from stance.features.table import ClaimFeatures
from stance.labels import read_labels
from stance.model.config import ModelConfig, fit_vectorizer, new_vectorizer
from stance.model.remembered_terms import terms_remembered


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
        assert str(block) == str(wanted), name
        if isinstance(block, TfidfVectorizer):
            assert list(block.vocabulary_.items()) == list(wanted.vocabulary_.items()), name
            assert block.idf_.tobytes() == wanted.idf_.tobytes(), name
    assert str(join.transformers) == str(plain.transformers)
    assert (join.transform(table) != plain.transform(table)).nnz == 0


def test_every_part_of_the_rows_is_fitted_as_without_memory(table):
    for rows in (slice(None, 300), slice(200, None), slice(None, None, -1), slice(0, 90)):
        assert_same_fit(table.iloc[rows], ModelConfig())
    assert_same_fit(table, ModelConfig(blocks=("word", "char"), words=(2, 3), letters=(3, 5), min_df=4))


def test_texts_without_a_word_stay_rows_without_terms(table):
    table = table.iloc[:250].copy()
    table.iloc[::3, :3] = ["", "", ""]
    assert_same_fit(table, ModelConfig(blocks=("word", "char", "masked")))


def test_a_text_is_cut_into_terms_once(table, monkeypatch):
    read = []
    build = TfidfVectorizer.build_analyzer

    def counting(vectorizer):
        analyze = build(vectorizer)
        return analyze if callable(vectorizer.analyzer) else lambda text: read.append(text) or analyze(text)

    monkeypatch.setattr(TfidfVectorizer, "build_analyzer", counting)
    config = ModelConfig(blocks=("char",), letters=(6, 6))
    for _ in range(2):
        fit_vectorizer(table.iloc[:200], config)
    assert 0 < len(read) == len(set(read))


def test_settings_are_a_blocks_own_again_after_a_fit(table):
    join = new_vectorizer(table, ModelConfig(blocks=("word",)))
    before = str(join.transformers)
    with terms_remembered(join):
        assert str(join.transformers) != before
    assert str(join.transformers) == before
