"""Real weeks of a crisis among weeks that were played, in one form, for readers who do not know which is which."""
