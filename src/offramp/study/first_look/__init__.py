"""First look at a case: a short run, the answer to its trigger beside recorded crises, its back-test, its surprises."""
