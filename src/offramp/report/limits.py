"""List what no run of this model knows, whatever the case."""

LIMITS = (
    "Actors decide by one of two rules: reply to the day, or look one exchange ahead. Nobody plans further, "
    "bluffs or learns to think anew.",
    "Not in it: bargaining over terms, new people after an election, money, oil and trade as figures, what secret "
    "services know, a mediator's own aims, false alarms and forgeries.",
    "Stress, moods, patience, openness and norms are shares from nothing to all that nobody can measure.",
    "Most weights are assumed, not fitted; the tables mark them. Wide is still a guess.",
    "Moves are classes of act. It knows no weapons, geography or logistics, and it must not.",
    "What nobody has put into the case cannot happen in any future.",
    "The numbers of dead come from broad classes of act, and their tail rests on few historical cases.",
    "Assumptions are set independently of each other; if two go together in the world, extremes are rarer here.",
)
