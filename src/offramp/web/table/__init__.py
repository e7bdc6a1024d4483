"""The table in a browser: a lobby with short links, a page for each seat and for the facilitator, debriefs, events.

What a page of a game shows is one JSON object (`seat_view`, `facilitator_view`), which its template fills in and its
`.json` gives out; what it decides is one type (`bodies`, `facilitator_acts`), which a form and a program send alike.
The log of the game is that of `offramp.play`: a line of it is on the disk before anything is said to be done.
"""

from .routes import router

__all__ = ["router"]
