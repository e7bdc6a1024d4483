"""Tables in, tables out: estimates with their error bars, and the futures worth reading."""

from .estimates import Estimate, Statistic, estimate, structured
from .typical import medoids, standardise, worst_plausible

__all__ = ["Estimate", "Statistic", "estimate", "medoids", "standardise", "structured", "worst_plausible"]
