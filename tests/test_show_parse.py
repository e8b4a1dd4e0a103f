"""`scripts/show_parse.py` writes a parse as the tests read it."""

import runpy

from digest_model import ROOT
from stance.layout import lay_out
from stance.parser import load_parser, parse

notation = runpy.run_path(str(ROOT / "scripts/show_parse.py"))["notation"]


def test_a_printed_parse_is_read_back_as_it_was(make_doc):
    (passage,) = parse(lay_out('"We are partners," Anna Petrova said. No pact, though, is signed.'), load_parser())
    built = make_doc(notation(passage.doc))
    assert built.text.split() == passage.doc.text.split()
    fields = [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in built]
    assert fields == [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in passage.doc]
