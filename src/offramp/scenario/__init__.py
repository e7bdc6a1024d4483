"""What is asked: cases, their quantities with range and source, and the errors of a bad file."""

from .load import cases, load
from .quantity import Quantity, per_day
from .scenario import Scenario

__all__ = ["Quantity", "Scenario", "cases", "load", "per_day"]
