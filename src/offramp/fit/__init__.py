"""Estimate the world's numbers from recorded disputes and crises, and forecast with them."""
