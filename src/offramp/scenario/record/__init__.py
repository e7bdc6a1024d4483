"""Parts of a case that tell what happened: events, and what is counted beside them."""
