"""List what no run of this model knows, whatever the case."""

LIMITS = (
    "Actors reply to the day, or look one exchange ahead. Nobody plans further, bluffs or learns to think anew.",
    "Not in it: bargaining over terms, new people after an election, money, oil and trade as figures, what secret "
    "services know, a mediator's own aims, false alarms and forgeries.",
    "Stress, moods, patience, openness and norms are shares from nothing to all that nobody can measure.",
    "Most weights are assumed, not fitted; the tables mark them. Wide is still a guess.",
    "Moves are classes of act: no weapons, geography or logistics, by rule.",
    "What nobody put into the case cannot happen.",
    "The dead come from broad classes of act, and their tail from few historical cases.",
    "Assumptions are set independently; if two go together in the world, extremes are rarer here.",
)
