"""What a long computation says of where it is; whoever runs it decides whether and how that is shown."""

from __future__ import annotations

import logging
from typing import Final

STAGES: Final = "stance.stages"
"""The logger that stages go to."""


def log_stage(name: str) -> None:
    """Say which stage begins, as "loading the model" or "fold 2 of 5"."""
    logging.getLogger(STAGES).debug("%s", name)
