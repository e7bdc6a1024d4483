"""Judge the claims of a case, find the assumptions that a verdict turns on, and answer inverse questions."""
