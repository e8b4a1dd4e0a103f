"""How long a line about the source of a text, and the name in it, may be."""

import pytest

from stance.readers.metadata import is_outlet, source_in


@pytest.mark.parametrize(("length", "outlet"), [(60, True), (61, False)])
def test_an_outlets_name_has_sixty_characters_at_most(length, outlet):
    assert is_outlet("P" * length) is outlet


def test_a_date_stands_in_the_first_hundred_and_sixty_characters_of_its_line():
    assert source_in("The Post, 12 May 2024") == ("The Post", "2024-05-12")
    assert source_in(" " * 148 + " 12 May 2024") == (None, "2024-05-12")
    assert source_in(" " * 160 + " 12 May 2024") is None
