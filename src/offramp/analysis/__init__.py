"""Statistics of tables: estimates with error bars, proper scores, sensitivity, and futures worth reading.

Scores and episodes are fetched from their own modules, so that nobody who only wants an estimate waits for them.
"""

from .estimates import Estimate, Statistic, estimate, structured
from .typical import groups, medoids, standardise, worst_plausible

__all__ = ["Estimate", "Statistic", "estimate", "groups", "medoids", "standardise", "structured", "worst_plausible"]
