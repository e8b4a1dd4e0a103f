import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from stance.features import PlainText, plain


@pytest.mark.parametrize(
    ("raw", "made_plain"),
    [
        ("the two\nare close", "the two are close"),
        ("a  re- emergence of the\u00a0bloc", "a re-emergence of the bloc"),
        ("short- and long-term aims", "short- and long-term aims"),
        ("“no‑limits” – they’re…", '"no-limits" - they\'re...'),
        ("  kept as it is  ", "kept as it is"),
        ("", ""),
    ],
)
def test_plain(raw, made_plain):
    assert plain(raw) == made_plain


@given(st.text())
def test_plain_text_stays_plain(text):
    once = plain(text)
    assert "\n" not in once
    assert once == once.strip()


def test_transformer_can_be_cloned_and_pickled_and_keeps_the_order():
    made = pickle.loads(pickle.dumps(clone(PlainText())))
    assert made.fit(["x"]).transform(["b\nc", "a"]) == ["b c", "a"]
