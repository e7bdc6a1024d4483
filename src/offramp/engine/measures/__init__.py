"""Compute the measures of a future from its acts and states."""
