"""Numbers, names, dials and record weights in words, for all faces."""
