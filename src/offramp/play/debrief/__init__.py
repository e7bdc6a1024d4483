"""The debrief: after a game, what was luck and what was judgement, and what else might have come."""
