"""What a run found, in numbers and in sentences: how it ends, at what cost, where, and which way out."""
