"""Find the assumptions that an answer depends on, the value of knowing them, and early signs."""
