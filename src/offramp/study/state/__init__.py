"""The state of the world at a start: debts, demands, beliefs, channels, plans, and which events made them so."""
