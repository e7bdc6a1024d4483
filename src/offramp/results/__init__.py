"""What happened: versioned tables, written whole or not at all, with the manifest of how they came about."""

from .answers import Answer
from .folder import RunFolder, begin
from .manifest import Evidence, Manifest, MeasureNote

__all__ = ["Answer", "Evidence", "Manifest", "MeasureNote", "RunFolder", "begin"]
