"""What no run of this model knows, whatever the case."""

LIMITS = (
    "It has two decision rules: a noisy best reply to the day, and one that looks a single exchange ahead. Nobody "
    "plans further, bluffs on purpose or learns a new way to think. The structure bar is the range over these two.",
    "Its causal systems go from the ladder to the world order. Not in it: bargaining over terms (an exit is one act), "
    "new people after an election (it is a clock and no more), money, oil and trade as figures, what secret services "
    "know, and a mediator's own aims.",
    "Stress, moods, a host's patience, the openness of a channel and norms are shares between nothing and all. They "
    "rise and fall as the sources say; nobody can measure them.",
    "It has four ways of misreading: harm that is felt as more or less than was meant, a proxy's act taken for its "
    "patron's order, a deadly mistake, and wrong beliefs about resolve. False alarms and forgeries are not in it.",
    "Most weights are assumed, not fitted; the table marks them. Their ranges are wide on purpose, and wide is still a "
    "guess.",
    "The moves are classes of act. It knows no weapons, no geography and no logistics, and it must not.",
    "What nobody has put into the case cannot happen: an actor, an arena or a move that is missing is missing from all "
    "futures.",
    "The numbers of dead come from broad classes of act, and their tail rests on few historical cases.",
    "The assumptions are drawn independently of each other; if two go together in the world, the tails are too thin.",
)
