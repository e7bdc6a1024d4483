"""Recorded history: readers of ICB and MID, the cases of the forecast test, and files of forecasts."""

from .cases import Cases, read_cases, read_truth
from .forecast_file import Forecast, counted, read_forecasts, write_forecasts
from .icb import Icb, read_icb
from .irregularities import QUIRKS, Found, Quirk
from .mid import Mid, read_mid
from .overview import History, read_history
from .targets import TARGETS, Target, asked

__all__ = [
    "QUIRKS",
    "TARGETS",
    "Cases",
    "Forecast",
    "Found",
    "History",
    "Icb",
    "Mid",
    "Quirk",
    "Target",
    "asked",
    "counted",
    "read_cases",
    "read_forecasts",
    "read_history",
    "read_icb",
    "read_mid",
    "read_truth",
    "write_forecasts",
]
