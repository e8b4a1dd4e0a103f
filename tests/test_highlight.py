import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.records import Claim
from stance.report.highlight import cut, is_placed, paragraphs

TEXT = "Ida says that Tove said no. The rest is silence."


def claim(start, end, content=None, text=TEXT):
    content_start, content_end = content or (start, end)
    return Claim(
        document="d", start=start, end=end, text=text[start:end], content_start=content_start, content_end=content_end
    )


def brief(pieces):
    return [(p.start, p.end, p.claim, p.opens, p.closes) for p in pieces]


def test_text_between_claims_belongs_to_none():
    assert brief(cut(10, [claim(2, 5)])) == [(0, 2, None, False, ()), (2, 5, 0, True, (0,)), (5, 10, None, False, ())]


def test_a_nested_claim_interrupts_the_one_around_it():
    pieces = cut(10, [claim(0, 10), claim(3, 6)])
    assert brief(pieces) == [(0, 3, 0, True, ()), (3, 6, 1, True, (1,)), (6, 10, 0, False, (0,))]
    assert [piece.outer for piece in pieces] == [(), (0,), ()]


def test_crossing_claims_share_what_both_cover():
    pieces = cut(10, [claim(0, 6), claim(4, 9)])
    assert brief(pieces)[:3] == [(0, 4, 0, True, ()), (4, 6, 1, True, (0,)), (6, 9, 1, False, (1,))]
    assert pieces[1].outer == (0,)


def test_of_claims_that_coincide_the_later_is_inside_and_both_close():
    pieces = cut(5, [claim(0, 5), claim(0, 5)])
    assert brief(pieces) == [(0, 5, 1, True, (1, 0))]
    assert pieces[0].outer == (0,)


def test_claims_that_end_together_close_from_the_inside():
    assert cut(9, [claim(0, 9), claim(4, 9)])[-1].closes == (1, 0)


def test_content_is_told_from_the_frame_around_it():
    pieces = cut(27, [claim(0, 27, content=(14, 26))])
    assert [(p.start, p.end, p.content) for p in pieces] == [(0, 14, False), (14, 26, True), (26, 27, False)]


def test_only_a_claim_whose_words_stand_there_is_placed():
    assert is_placed(claim(0, 27), TEXT)
    assert not is_placed(claim(0, 27), TEXT.upper())
    assert not is_placed(claim(40, 60, text=TEXT * 2), TEXT)
    assert not is_placed(claim(5, 5), TEXT)


@pytest.mark.parametrize("text", ["One line.", "\n\n  First.\n\nSecond, wrapped\nhere.\n\n\nThird.\n", " ", "Tail.   "])
def test_paragraphs_cover_the_text_as_it_is(text):
    found = [piece for paragraph in paragraphs(text, []) for piece in paragraph.pieces]
    assert "".join(text[piece.start : piece.end] for piece in found) == text


def test_a_claim_that_runs_on_into_the_next_paragraph_is_cut_there():
    text = "It was said once.\n\nIt was said twice."
    claims = [claim(0, len(text), text=text)]
    first, second = paragraphs(text, claims)
    assert [piece.opens for piece in (*first.pieces, *second.pieces)] == [True, False]
    assert second.pieces[-1].closes == (0,)


SPANS = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20), st.integers(0, 20)), max_size=8)


@given(SPANS, st.lists(st.integers(0, 40), max_size=3))
def test_pieces_cover_the_text_once_and_open_and_close_each_claim_where_it_stands(spans, breaks):
    text = "abcdefghij" * 4
    claims = []
    for start, length, inset in spans:
        end = min(start + length, 40)
        claims.append(claim(start, end, content=(min(start + inset, end), end), text=text))
    pieces = cut(40, claims, breaks)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    for place, one in enumerate(claims):
        covering = [p for p in pieces if one.start <= p.start and p.end <= one.end]
        assert "".join(text[p.start : p.end] for p in covering) == one.text
        assert all(place == p.claim or place in p.outer for p in covering)
        assert [p.end for p in pieces if place in p.closes] == [one.end]
        assert sum(p.opens for p in pieces if p.claim == place) == any(p.claim == place for p in pieces)
