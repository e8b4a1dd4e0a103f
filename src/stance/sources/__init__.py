"""Files, folders, tables and web addresses → `Document`s with ids and metadata; the only way in for text."""

from stance.sources.documents import read_documents, read_folder, read_texts
from stance.sources.paths import Source, find_sources

__all__ = ["Source", "find_sources", "read_documents", "read_folder", "read_texts"]
