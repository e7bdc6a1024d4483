"""Estimate the causal effect of each off-ramp against the futures in which none is taken."""
