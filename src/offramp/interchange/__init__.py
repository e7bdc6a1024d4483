"""Tables in and out: the record, the aftermath and the sources of a case, event data, results, and the network.

What comes in is foreign: bounded in size, read without guessing at what cannot be told, and every row that is left
out is accounted for. What goes out comes back the same, and no cell of it is a formula.
"""
