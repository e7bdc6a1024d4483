"""What happened: versioned tables, written whole or not at all, with the manifest of how they came about."""

from .answers import Answer
from .folder import RunFolder
from .manifest import Evidence, Manifest, MeasureNote
from .prepare import begin

__all__ = ["Answer", "Evidence", "Manifest", "MeasureNote", "RunFolder", "begin"]
