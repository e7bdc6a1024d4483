"""A question: on how many days each actor uses force."""
