"""A course: acts of one actor on given days, future by future, with nothing done in between.

Orders of a case are the same in every future. On a course each future has its own days and acts, so that a plan can
answer what came in it, and futures of many plans are played side by side by one compiled program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.game.xla.jit import put

from .orders import NEVER, Orders


@dataclass(frozen=True)
class Course:
    """Acts of one actor on their days.

    Attributes
    ----------
    actor : int
        Its place among the actors of the case.
    option : int[step, future]
        What it does in each step.
    day : float[step, future]
        On which day, from 1; `NEVER` where there is no such step.
    until : float[future]
        The last day on which it does nothing else; 0 where it is free to do as it would.
    """

    actor: int
    option: NDArray[np.integer[Any]]
    day: NDArray[np.floating[Any]]
    until: NDArray[np.floating[Any]]

    @classmethod
    def free(cls, steps: int, futures: int) -> Course:
        """Courses on which nobody is told anything."""
        shape = steps, futures
        return cls(0, np.zeros(shape, np.int64), np.full(shape, NEVER), np.zeros(futures))

    def of(self, futures: NDArray[np.integer[Any]] | slice) -> Course:
        """The course of some of the futures."""
        return Course(self.actor, self.option[:, futures], self.day[:, futures], self.until[futures])


def steer(orders: Orders | None, course: Course, options: int) -> Orders:
    """Put a course before the orders of a case: its steps first, theirs next, and last to hold still.

    Parameters
    ----------
    orders : Orders or None
        Of the case, the same in all futures.
    course : Course
    options : int
        How many options there are.
    """
    steps, futures = course.day.shape
    held = np.zeros((1, futures))
    own = {
        "option": np.concatenate([course.option, held]),
        "actor": np.full((steps + 1, futures), course.actor),
        "acts": np.concatenate([np.ones((steps, futures)), held]),
        "waits": np.zeros((steps + 1, futures)),
        "again": np.zeros((steps + 1, futures)),
        "first": np.concatenate([course.day, held + 1]),
        "last": np.concatenate([course.day, course.until[None]]),
    }
    idle = np.zeros((steps + 1, options))
    if orders is None:
        return Orders(**{name: _put(name, part) for name, part in own.items()}, trigger=put(idle, np.float32))
    wide = {name: np.broadcast_to(getattr(orders, name), (len(orders.first), futures)) for name in own}
    rows = {name: np.concatenate([part[:-1], wide[name], part[-1:]]) for name, part in own.items()}
    trigger = np.concatenate([idle[:-1], np.asarray(orders.trigger), idle[-1:]])
    return Orders(**{name: _put(name, part) for name, part in rows.items()}, trigger=put(trigger, np.float32))


def _put(name: str, part: NDArray[Any]) -> Array:
    return put(part, np.uint32 if name in ("option", "actor") else np.float32)


__all__ = ["NEVER", "Course", "steer"]
