"""The time of day in UTC, for what Offramp writes down: the one place that asks the machine's clock.

How long work takes is measured with `time.monotonic`, which a clock that is set does not move.
"""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Tell the time.

    Returns
    -------
    datetime.datetime
        In UTC.
    """
    return dt.datetime.now(dt.UTC)


def stamp() -> str:
    """Tell the time as it is written into files.

    Returns
    -------
    str
        ISO 8601, to the second, in UTC.
    """
    return now().isoformat(timespec="seconds")
