"""What no run of this model knows, whatever the case."""

LIMITS = (
    "It has two decision rules: a noisy best reply to the day, and one that looks a single exchange ahead. Nobody "
    "plans further, bluffs on purpose or learns a new way to think. The structure bar is the range over these two.",
    "Only part of the world is in it: the ladder, reciprocity, the rules of the game, proxies, leaders, deterrence, "
    "opportunity, fronts and human cost. Economic pressure, audiences at home, host politics, mediators with a will of "
    "their own, misperception, the nuclear track and the world order are not.",
    "Many weights are assumed, not fitted; the table marks them. Their ranges are wide on purpose, and wide is still a "
    "guess.",
    "The moves are classes of act. It knows no weapons, no geography and no logistics, and it must not.",
    "What nobody has put into the case cannot happen: an actor, an arena or a move that is missing is missing from all "
    "futures.",
    "The numbers of dead come from broad classes of act, and their tail rests on few historical cases.",
    "The assumptions are drawn independently of each other; if two go together in the world, the tails are too thin.",
)
