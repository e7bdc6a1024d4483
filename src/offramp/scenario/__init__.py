"""What is asked: cases, their quantities with range and source, and the errors of a bad file."""

from .hashing import case_hash
from .ladder import LadderRung, ladder
from .lint import Note, Report, check
from .load import case_path, cases, load
from .options import feasible
from .quantity import Quantity, per_day
from .reading.schema import schema
from .scenario import Scenario
from .sets import apply

__all__ = [
    "LadderRung",
    "Note",
    "Quantity",
    "Report",
    "Scenario",
    "apply",
    "case_hash",
    "case_path",
    "cases",
    "check",
    "feasible",
    "ladder",
    "load",
    "per_day",
    "schema",
]
