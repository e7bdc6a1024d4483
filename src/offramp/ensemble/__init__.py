"""Many crises: draws of the assumptions, futures nested in them, executed and kept."""

from .address import Address
from .ensemble import Ensemble
from .run import run
from .settings import Design, Settings

__all__ = ["Address", "Design", "Ensemble", "Settings", "run"]
