"""The table in the terminal: what a seat is shown, and the words that it may type."""
