"""Compare futures with an event, off-ramps or settings and the same futures without."""
