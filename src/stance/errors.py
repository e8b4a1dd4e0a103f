"""What can go wrong, as a tree; each kind carries the exit code the command line ends with.

    StanceError
    ├── UsageError   2  an option or argument that cannot be meant, a missing extra
    ├── DataError    3  an input, label table or question file that cannot be read or is not valid
    │   └── ParserError    the spaCy pipeline is missing or unfit
    ├── FloorError   4  a quality floor missed, or `verify` found a drift
    └── ModelError   5  a bundle that is refused

A message is one line: what is wrong, where, and what to do next; where there are several faults, a line each. Codes: 0
done, 1 a bug of ours, 130 interrupted.
"""


class StanceError(Exception):
    """Anything a user can cause and mend; its text is shown as it is, every argument on a line of its own."""

    exit_code = 1

    def __str__(self) -> str:
        """The lines; a line break inside of one, as a file name may have it, is written as its escape."""
        return "\n".join(str(line).replace("\n", "\\n") for line in self.args)


class UsageError(StanceError):
    """The call itself cannot be carried out."""

    exit_code = 2


class DataError(StanceError):
    """An input that cannot be read, or whose content is not what its format promises."""

    exit_code = 3


class ParserError(DataError):
    """The spaCy pipeline cannot be loaded."""


class FloorError(StanceError):
    """A measured figure is below its floor, or scores drifted from the golden ones."""

    exit_code = 4


class ModelError(StanceError):
    """A model bundle that does not match its manifest, this version or the question."""

    exit_code = 5
