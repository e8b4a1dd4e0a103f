"""Dates as newspapers, databases and tables write them → ISO dates; the one grammar of dates in this package."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = {
    1: "january jan januar janner janvier janv enero ene gennaio gen janeiro januari januar styczen stycznia "
    "январь января янв ocak ledna leden",
    2: "february feb febr februar fevrier fevr fev febrero febbraio fevereiro februari luty lutego февраль "
    "февраля фев subat unora unor",
    3: "march mar marz mrz maerz mars marzo marco maart mrt marts marzec marca март марта мар mart brezna brezen",
    4: "april apr avril avr abril abr aprile kwiecien kwietnia апрель апреля апр nisan dubna duben",
    5: "may mai mayo maggio mag maio mei maj maja маи мая mayis kvetna kveten",
    6: "june jun juni juin junio giugno giu junho czerwiec czerwca июнь июня июн haziran cervna cerven",
    7: "july jul juli juillet juil julio luglio lug julho lipiec lipca июль июля июл temmuz cervence cervenec",
    8: "august aug aout agosto ago agost augustus augusti sierpien sierpnia август августа авг agustos srpna srpen",
    9: "september sep sept septembre septiembre set settembre setembro wrzesien wrzesnia сентябрь сентября "
    "сен сент eylul zari",
    10: "october oct okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika октябрь "
    "октября окт ekim rijna rijen",
    11: "november nov novembre noviembre novembro listopad listopada ноябрь ноября ноя kasim listopadu",
    12: "december dec dez dezember decembre diciembre dic dicembre dezembro desember grudzien grudnia декабрь "
    "декабря дек aralik prosince prosinec",
}
"""Names of the months and their usual abbreviations, without accents, in the languages of the large databases."""

_NUMBER_OF: Final = {name: number for number, names in _MONTHS.items() for name in names.split()}

WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
"""A day of the week in English, whole or abbreviated, as a pattern for matching without regard to case."""

_NAME: Final = r"[^\W\d_]{3,12}\.?"
_UNTIL: Final = rf"(?:\s?[-–/]\s?(?:{_NAME}\s+)?\d{{1,2}}(?:st|nd|rd|th)?)?"
"""The last day of the days that an issue is for, of which its date is the first."""

_DATE: Final = re.compile(
    # 2024-03-14, 2024/3/14, 2024. 3. 14., 2024-03-14T09:00:00Z
    r"(?<!\d)(?P<year1>\d{4})(?P<mark>[-/.])\s?(?P<month1>\d{1,2})(?P=mark)\s?(?P<day1>\d{1,2})(?!\d)"
    # 2024年3月14日
    r"|(?P<year2>\d{4})\s?[年년]\s?(?P<month2>\d{1,2})\s?[月월]\s?(?P<day2>\d{1,2})\s?[日일]"
    # 14 March 2024, 14. März 2024, 1er mars 2024, 14 de marzo de 2024, 14-Mar-2024, 14-20 March 2024
    rf"|(?<!\d)(?P<day3>\d{{1,2}})(?:st|nd|rd|th|er|[.º°])?{_UNTIL}[\s-]+(?:de\s+|of\s+)?"
    rf"(?P<month3>{_NAME})[,\s-]+(?:del?\s+)?(?P<year3>\d{{4}})(?!\d)"
    # March 14, 2024, Mar. 14 2024, March 14-20, 2024, February 28 - March 6, 2024
    rf"|(?<![^\W_])(?P<month4>{_NAME})\s+(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?{_UNTIL},?\s+(?P<year4>\d{{4}})(?!\d)"
    # 14.03.2024, 14. 3. 2024, 14/03/2024, 03/14/2024
    r"|(?<![\d./-])(?P<first>\d{1,2})(?P<mark2>[./-])\s?(?P<second>\d{1,2})(?P=mark2)\s?(?P<year5>\d{4})(?!\d)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\d{4}")
_MONTHS_OF_YEAR: Final = rf"(?P<name>{_NAME})(?:\s?[-–/]\s?(?P<last>{_NAME}))?,?\s+(?:de\s+)?(?P<year>\d{{4}})(?!\d)"
_MONTH_YEAR: Final = re.compile(_MONTHS_OF_YEAR, re.IGNORECASE)
_COMPACT: Final = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}Z?)?")
_SHORT_ISO: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]))?")

_ONE_WORD: Final = re.compile(r"[^\W\d_]{2,12}\.?,?\s+")
_SHORT_YEAR: Final = re.compile(r"(?P<day>\d{1,2}([-/.])(?:\d{1,2}|[^\W\d_]{3,12})\2)(?P<year>\d\d)(?P<time>\s.*)?")
_LATEST_YEAR: Final = 49
"""The last year of two figures that is one of this century."""

_SEASONS: Final = frozenset({"spring", "summer", "autumn", "fall", "winter"})


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text: ISO, cut to the year where day and month cannot be told apart; half-open, in characters."""

    iso: str
    start: int
    end: int


def find_date(text: str, *, day_first: bool | None = None) -> DateSpan | None:
    """The first whole date in a text, None without one.

    `day_first` says how "03/04/2024" is meant; where that is not known, only its year is taken.
    """
    if not _YEAR.search(text):  # most lines end here, at a tenth of the time
        return None
    for match in _DATE.finditer(text):
        if iso := _iso(match, day_first=day_first):
            return DateSpan(iso, match.start(), match.end())
    return None


def leading_date(line: str) -> DateSpan | None:
    """The date that a line begins with, after one word for the day of the week at most; None where it does not.

    Of "July 2019" and "Summer 2019", as magazines are dated, the month or the year.
    """
    start = len(line) - len(line.lstrip())
    after_word = _ONE_WORD.match(line, start)
    first = find_date(line)
    if first and first.start in {start, after_word.end() if after_word else start}:
        return first
    match = _MONTH_YEAR.match(line, start)
    if match and (month := month_number(match["name"])):
        return DateSpan(f"{match['year']}-{month:02d}", start, match.end())
    if match and match["name"].lower() in _SEASONS:
        return DateSpan(match["year"], start, match.end())
    return None


def iso_date(text: str, *, day_first: bool | None = None) -> str | None:
    """The date that a cell or a field holds, in ISO form, cut to month or year where it has no more; None without one.

    Whatever stands around it is passed over: weekday, time, "Updated on".
    """
    text = text.strip()
    if _SHORT_ISO.fullmatch(text):
        return text
    text = _with_century(text)
    if compact := _COMPACT.fullmatch(text):
        return _checked(int(compact["year"]), int(compact["month"]), int(compact["day"]))
    if found := find_date(text, day_first=day_first):
        return found.iso
    for match in _MONTH_YEAR.finditer(text):
        if month := month_number(match["name"]) or month_number(match["last"] or ""):
            return f"{match['year']}-{month:02d}"
    return None


def is_day_first(values: Iterable[str]) -> bool | None:
    """Whether dates such as "14/03/2024" put the day first, told by those where only one reading is a date.

    None where none of the values tells, or they disagree.
    """
    numeric = [found for value in values for found in _DATE.finditer(_with_century(value)) if found["first"]]
    pairs = [(int(found["first"]), int(found["second"])) for found in numeric]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    return day_first if day_first != month_first else None


def _with_century(text: str) -> str:
    """A date whose year has two figures, as tables have it, with four: "14/3/24", "1-May-02"."""
    short = _SHORT_YEAR.fullmatch(text)
    if not short:
        return text
    return f"{short['day']}{20 if int(short['year']) <= _LATEST_YEAR else 19}{short['year']}"


def month_number(name: str) -> int | None:
    """1 to 12 for the name of a month or its abbreviation, in any case, with or without accents and stop."""
    letters = unicodedata.normalize("NFKD", name.lower().rstrip(".").replace("ı", "i"))
    return _NUMBER_OF.get("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _iso(match: re.Match[str], *, day_first: bool | None) -> str | None:
    if match["first"]:
        return _from_numbers(match, day_first=day_first)
    form = next(number for number in "1234" if match[f"year{number}"])
    name = match[f"month{form}"]
    month = int(name) if name.isdigit() else month_number(name)
    return _checked(int(match[f"year{form}"]), month, int(match[f"day{form}"])) if month else None


def _from_numbers(match: re.Match[str], *, day_first: bool | None) -> str | None:
    """Of "14.03.2024" and the like; a stop between the numbers is written where the day comes first."""
    year, first, second = int(match["year5"]), int(match["first"]), int(match["second"])
    day_month, month_day = _checked(year, second, first), _checked(year, first, second)
    if day_first is None and match["mark2"] != "." and day_month and month_day and day_month != month_day:
        return f"{year}"
    likelier = (month_day, day_month) if day_first is False else (day_month, month_day)
    return next(filter(None, likelier), None)


def _checked(year: int, month: int, day: int) -> str | None:
    """The ISO date if there is such a day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
