"""What a long computation says of where it is; whoever runs it decides whether and how that is shown."""

from __future__ import annotations

import logging
from typing import Final

STAGES: Final = "stance.stages"
"""The logger that stages go to."""

WAITING: Final = "waiting"
"""The stage in which a person or a client has the word: from here on silence is as it should be."""

PRINTING: Final = "printing"
"""The stage in which rows go to a terminal: what stands there of the run's progress must be gone."""


def log_stage(name: str, done: int | None = None, total: int | None = None) -> None:
    """Say which stage begins, as "loading the model", or how many of the items of the stage at hand are done."""
    logging.getLogger(STAGES).debug("%s", name, extra={"done": done, "total": total})
