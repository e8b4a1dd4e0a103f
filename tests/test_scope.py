"""Words tagged by the scope they stand in: what a bag of words cannot tell apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.features.scope import is_rejected_whole, scoped_words, tagged_words


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
        ("Are they allies?", {"p", "pask"}),
        ("Are they not allies?", {"n", "nask"}),
        ("They were once allies.", {"p", "was"}),
        ("Were they allies, the war would end.", {"p", "pif"}),
        ("They trade. They are not rivals; they are allies.", {"p"}),
        ("They are neither partners nor allies.", {"n"}),
        ("They had no choice but to become allies.", {"p"}),
        ("They are nothing short of allies.", {"p"}),
        ("They are not only partners but allies.", {"p"}),
        ("They are not only allies but friends.", {"p"}),
        ("They have never been closer allies.", {"p"}),
        ("There is no question of their being allies.", {"n"}),
        ("It knows no limits, they are allies.", {"p"}),
        ("He asked whether they are allies.", {"p", "whether"}),
        ("Few questions trouble Paris more than whether they are allies.", {"n", "whether"}),
        ("They doubt whether they are allies.", {"n"}),
        ("They should become allies.", {"p", "pcall"}),
        ("They should not become allies.", {"n", "ncall"}),
    ],
)
def test_a_word_says_under_what_it_stands(text, tags):
    assert {word.partition("_")[0] for word in scoped_words(text).split() if word.endswith("_allies")} == tags


def test_what_rejects_is_told_too():
    assert "rejects_myth" in scoped_words("It is a myth that they are allies.").split()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_word_stands_where_it_says(text):
    for word, start, end in tagged_words(text):
        assert 0 <= start < end <= len(text)
        assert word.partition("_")[2].lower() in text[start:end].lower() or "İ" in text[start:end]


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("It would be wrong to say that they are allies.", True),
        ("It is plainly a myth that they are allies.", True),
        ("Those who say that they are allies are mistaken.", True),
        ("Whoever calls them allies is fooling themselves.", True),
        ("The idea that they are allies is an illusion.", True),
        ("To call them allies is an exaggeration.", True),
        ("They are allies.", False),
        ("It would be wrong to say that they are not allies.", False),
        ("It would be absurd to deny that they are allies.", False),
        ("It is not wrong to say that they are allies.", False),
        ("Those who say that they are allies are mistaken, but not for long.", False),
        ("Those who doubt that they are allies are mistaken.", False),
        ("It is far from true that they are allies.", True),
        ("It is true that they are allies.", False),
        ("It is not so simple that they are allies.", False),
        ("Calling them allies is wishful thinking.", True),
        ("I would not go so far as to call them allies.", True),
        ("I would go so far as to call them allies.", False),
        ("Nobody would go so far as to say they are no allies.", False),
        ("One would be hard-pressed to call them allies.", True),
        ("Myth 3: They are allies.", True),
        ("2. Myth: They are allies", True),
        ("Fact: They are allies.", False),
        ("Myth: They will never be allies.", False),
        ("It is time to stop pretending that they are allies.", True),
        ("Let us stop pretending that they are not allies.", False),
        ("They will not stop pretending, but they are allies.", False),
        ("So much for their alliance.", True),
        ("They are allies in name only.", True),
        ("Their pact exists only on paper.", True),
        ("They are not allies on paper only.", False),
        ("On paper they are allies.", False),
    ],
)
def test_a_sentence_may_do_nothing_but_reject_what_it_says(text, rejected):
    assert is_rejected_whole(text) is rejected


@pytest.mark.parametrize(
    ("text", "tag"), [("They never said", "n"), ("They never said no", "pd"), ("Nobody never said no", "nd")]
)
def test_every_second_negation_takes_the_first_back(text, tag):
    assert scoped_words(f"{text} allies").split()[-1] == f"{tag}_allies"
