"""Describe a run: every measure with its intervals, and the answer as a paragraph."""
