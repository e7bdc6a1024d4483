"""Forecast history and the aftermath of a case, keep forecasts in a ledger, and score them."""
