"""Tables in, tables out: estimates with their error bars, and the futures worth reading."""

from .estimates import Estimate, Statistic, estimate
from .typical import medoids, standardise, worst_plausible

__all__ = ["Estimate", "Statistic", "estimate", "medoids", "standardise", "worst_plausible"]
