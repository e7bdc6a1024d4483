"""The political part of a game: axes of the board, and numbers for each draw."""
