"""Dates: every form that newspapers, databases and tables write, as one ISO date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.dates import find_date, is_day_first, iso_date, leading_date, month_number


@pytest.mark.parametrize(
    "written",
    [
        *("2024-03-14", "2024/3/14", "2024-03-14T09:30:00Z", "2024-03-14 00:00:00", "20240314", "20240314T093000Z"),
        *("14 March 2024", "14th March, 2024", "14-Mar-2024", "Thursday 14 March 2024 09.30 GMT", "14 MAR 2024"),
        *("March 14, 2024", "Mar. 14 2024", "March 14, 2024 Thursday Final Edition", "Thu, 14 Mar 2024 10:00:00 +0000"),
        *("14. März 2024", "14 mars 2024", "14 de marzo de 2024", "14 marzo 2024", "14 maart 2024", "2024年3月14日"),
        *("14.03.2024", "14/03/2024", "03/14/2024", "Updated on 3/14/2024, 9:30 AM"),
    ],
)
def test_one_day_in_every_form(written):
    assert iso_date(written) == "2024-03-14"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("March 2024", "2024-03"),
        ("1er janvier 2024", "2024-01-01"),
        ("02 août 2024", "2024-08-02"),
        ("31 February 2024", "2024-02"),
        ("2024-13-01", None),
        ("٢٠٢٤", None),
        ("the 14 boats of 2024", None),
        ("", None),
        ("12345678", None),
    ],
)
def test_what_is_less_than_a_day_or_none(written, iso):
    assert iso_date(written) == iso


def test_day_and_month_that_cannot_be_told_apart_leave_the_year():
    assert iso_date("03/04/2024") == "2024"
    assert iso_date("03/04/2024", day_first=True) == "2024-04-03"
    assert iso_date("03/04/2024", day_first=False) == "2024-03-04"
    assert iso_date("03.04.2024") == "2024-04-03"
    assert iso_date("04/04/2024") == "2024-04-04"


def test_the_other_dates_of_a_column_tell_whether_the_day_comes_first():
    assert is_day_first(["03/04/2024", "14/04/2024"]) is True
    assert is_day_first(["03/04/2024", "04/14/2024"]) is False
    assert is_day_first(["03/04/2024"]) is None
    assert is_day_first(["14/04/2024", "04/14/2024"]) is None


def test_a_date_within_a_line_has_its_place():
    line = "Harbour Post, 3 May 2024, p. 7"
    found = find_date(line)
    assert (found.iso, line[found.start : found.end]) == ("2024-05-03", "3 May 2024")


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_read_back_from_its_english_forms(day):
    for form in ("%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%A, %d %B %Y", "%Y-%m-%d"):
        assert iso_date(day.strftime(form)) == day.isoformat()


def test_no_word_but_a_month_is_one():
    assert [month_number(name) for name in ("Sept.", "août", "MÄRZ", "Monday", "mayor")] == [9, 8, 3, None, None]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("May 1-7, 2002", "2002-05-01"),
        ("May 1 - 7, 2002", "2002-05-01"),
        ("April 30-May 6, 2002", "2002-04-30"),
        ("1-7 May 2002", "2002-05-01"),
        ("May/June 2002", "2002-05"),
        ("2002. 5. 1.", "2002-05-01"),
        ("1. 5. 2002", "2002-05-01"),
        ("1 мая 2002", "2002-05-01"),
        ("1 Mayıs 2002", "2002-05-01"),
    ],
)
def test_issues_of_several_days_and_dates_of_other_languages(text, iso):
    assert iso_date(text) == leading_date(text).iso == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [("1-May-02", "2002-05-01"), ("13/5/02 10:00", "2002-05-13"), ("5/13/86", "1986-05-13"), ("5/1/02", "2002")],
)
def test_years_of_two_figures_in_cells(text, iso):
    assert iso_date(text) == iso
    assert find_date(text) is None


def test_years_of_two_figures_tell_which_number_is_the_day():
    assert is_day_first(["1/5/02", "13/5/02"]) is True
    assert iso_date("1/5/02", day_first=True) == "2002-05-01"
