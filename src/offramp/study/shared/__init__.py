"""Parts that several questions use: paired futures, the head of a result, effects, and the store of answers."""
