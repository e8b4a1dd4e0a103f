"""A table of aliases: which names are one speaker's, in the rows of claims and scores and in sums over documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from stance.errors import DataError
from stance.person_names import fold
from stance.records import Claim, Outcome
from stance.text_tables import numbered_rows, raise_faults

COLUMNS: Final = ("alias", "name")
JOINT: Final = "; "

Aliases = Mapping[str, str]
"""Names by their aliases, which are folded: in small letters, without diacritics."""


def read_aliases(path: Path) -> Aliases:
    """The aliases of a CSV table with the columns `alias` and `name`; other columns are notes.

    Raises:
        DataError: the file cannot be read or lacks a column, or rows leave a cell empty or give an alias two names;
            all such rows at once.
    """
    header, rows = numbered_rows(path)
    if lacking := [column for column in COLUMNS if column not in header]:
        raise DataError(f"{path}: no column '{lacking[0]}'; the header must have {' and '.join(COLUMNS)}")
    aliases: dict[str, str] = {}
    faults = []
    for number, row in rows:
        alias, name = (row[column].strip() for column in COLUMNS)
        if not (alias and name):
            faults.append(f"{path}, row {number}: {'name' if alias else 'alias'} is empty")
        elif aliases.setdefault(fold(alias), name) != name:
            faults.append(f"{path}, row {number}: '{alias}' is '{aliases[fold(alias)]}' above and '{name}' here")
    raise_faults(faults)
    return aliases


def canonical_name(speaker: str | None, aliases: Aliases) -> str | None:
    """The name a speaker goes by; joint speakers, parted by "; ", each by their own, and each once."""
    if not speaker:
        return speaker
    return JOINT.join(dict.fromkeys(aliases.get(fold(name), name) for name in speaker.split(JOINT)))


def rename_speakers(
    outcomes: Iterable[Outcome | DataError], aliases: Aliases, found: set[str]
) -> Iterator[Outcome | DataError]:
    """The outcomes, in order, with the speakers of claims and scores, and the bylines, under their names.

    Every alias that is somebody's here is added to `found`.
    """
    for outcome in outcomes:
        if isinstance(outcome, DataError):
            yield outcome
            continue
        speakers = {claim.speaker for claim in outcome.claims} | {outcome.document.authors}
        found |= {fold(name) for speaker in speakers if speaker for name in speaker.split(JOINT)} & aliases.keys()
        yield _renamed(outcome, aliases)


def _renamed(outcome: Outcome, aliases: Aliases) -> Outcome:
    def of(claim: Claim) -> Claim:
        return replace(claim, speaker=canonical_name(claim.speaker, aliases))

    document = replace(outcome.document, authors=canonical_name(outcome.document.authors, aliases))
    scored = tuple(replace(row, claim=of(row.claim)) for row in outcome.scored)
    return replace(outcome, document=document, claims=tuple(map(of, outcome.claims)), scored=scored)
