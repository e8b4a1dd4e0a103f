"""Tags and parts of speech that several rules ask for."""

from __future__ import annotations

from typing import Final

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""

VERBAL: Final = frozenset({"VERB", "AUX"})
"""Parts of speech of verbs."""
