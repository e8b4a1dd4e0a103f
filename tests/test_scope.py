"""Words tagged by the scope they stand in: what a bag of words cannot tell apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.features.scope import scoped_words, tagged_words


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("They are allies.", {"p"}),
        ("They are not allies.", {"n"}),
        ("It would be wrong to say that they are allies.", {"n", "nmay"}),
        ("Nobody denies that they are allies.", {"pd"}),
        ("Ada dismisses the idea that they are allies.", {"n"}),
        ("An alliance is not out of the question, nor are they allies.", {"n"}),
        ("Although they are allies, they quarrel.", {"p", "pthough"}),
        ("They are allies, but they quarrel.", {"p", "pthough"}),
        ("They quarrel, but they are allies.", {"p"}),
        ("They may be allies.", {"p", "pmay"}),
        ("If they are allies, nobody knows it.", {"p", "pif"}),
        ("Are they allies?", {"p", "ask"}),
        ("They were once allies.", {"p", "pif", "was"}),
        ("They trade. They are not rivals; they are allies.", {"p"}),
    ],
)
def test_a_word_says_under_what_it_stands(text, tags):
    assert {word.partition("_")[0] for word in scoped_words(text).split() if word.endswith("_allies")} == tags


def test_what_rejects_is_told_too():
    assert "reject_myth" in scoped_words("It is a myth that they are allies.").split()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_word_stands_where_it_says(text):
    for word, start, end in tagged_words(text):
        assert 0 <= start < end <= len(text)
        assert word.partition("_")[2].lower() in text[start:end].lower() or "İ" in text[start:end]
