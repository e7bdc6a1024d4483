"""Plan the first moves of one seat, the likely responses to them and the best replies."""
