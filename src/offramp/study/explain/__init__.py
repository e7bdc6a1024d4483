"""One quantity of a case: its range, its source, who reads it, and what it moves."""
