"""Many crises: draws of the assumptions, futures nested in them, executed and kept."""

from .address import Address
from .asked import Design, Settings
from .ensemble import Ensemble
from .run import run

__all__ = ["Address", "Design", "Ensemble", "Settings", "run"]
