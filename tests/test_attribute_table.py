"""The table gives each token what spaCy's attribute ruler and lemmatizer give it."""

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from digest_model import ROOT
from stance.attribute_table import NAME, replace_by_table
from stance.parser import DEFAULT_NAMES, UNUSED, load_parser

TEXT = """\
There's no telling. There are two who ain't coming, y'all; c'm on, let's go, we gotta and we're gonna do what they've
done. He didn't, she'd have, it isn't theirs but mine. "That," said Ann, "I cannot do; nothin' doin'. Got 'em!" Whether
or not this is so, having had it, had he had it? They do, does he? The one that got away gets it. Can't, won't, shan't.
"""


@cache
def pipelines() -> tuple[Language, Language]:
    """spaCy's small pipeline as it comes, and with the table."""
    name = next(known for known in DEFAULT_NAMES if spacy.util.is_package(known))
    usual, replaced = (spacy.load(name, exclude=list(UNUSED)) for _ in range(2))
    replace_by_table(replaced)
    return usual, replaced


def attributes(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, str(t.morph), str(t.has_morph()), t.lemma_, t.tag_, t.dep_) for t in doc]


def examples() -> list[str]:
    return [TEXT, *(file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples").glob("*.txt")))]


@pytest.mark.parametrize("text", examples())
def test_texts_get_the_same_attributes(text: str) -> None:
    usual, replaced = pipelines()
    assert attributes(replaced(text)) == attributes(usual(text))


SAID = ("there", "is", "are", "'s", "let", "gon", "na", "got", "ta", "ai", "n't", "y", "all", "do", "had", "'d", "that")
WORDS = st.sampled_from([*SAID, "it", "I", "to", ",", "\n", "but", "been"])
TAGS = st.sampled_from(["VBZ", "VBP", "EX", "MD", "DT", "WDT", "PRP", "IN", "TO", "_SP", "NN", "RB", "CC"])
LABELS = st.sampled_from(["expl", "aux", "auxpass", "ROOT", "nsubj", "dobj", "mark", "det", "advmod", "conj"])


@given(st.lists(st.tuples(WORDS, TAGS, LABELS), min_size=1, max_size=8))
def test_any_tags_and_labels_get_the_same_attributes(tokens: list[tuple[str, str, str]]) -> None:
    usual, replaced = pipelines()
    words, tags, labels = zip(*tokens, strict=True)

    def parsed() -> Doc:
        return Doc(usual.vocab, words=words, tags=tags, deps=labels, heads=[0] * len(words))

    ruled = usual.get_pipe("lemmatizer")(usual.get_pipe("attribute_ruler")(parsed()))
    by_table = Doc(replaced.vocab).from_bytes(parsed().to_bytes())
    assert attributes(replaced.get_pipe(NAME)(by_table)) == attributes(ruled)


def test_the_parser_has_the_table_in_their_place() -> None:
    assert load_parser().pipe_names == ["tok2vec", "tagger", "parser", NAME]


def test_another_pipeline_is_left_as_it_is() -> None:
    other = spacy.blank("en")
    replace_by_table(other)
    assert other.pipe_names == []
    ruler = other.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"ORTH": "a"}]], attrs={"POS": "X"})
    other.add_pipe("lemmatizer")
    replace_by_table(other)
    assert other.pipe_names == ["attribute_ruler", "lemmatizer"]
