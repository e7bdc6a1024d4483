"""One question each: what may happen next, and what one future was like."""
