"""Compile a function apart from what calls it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import jax
from jax.experimental.xla_metadata import set_xla_metadata

P = ParamSpec("P")
R = TypeVar("R")


def apart(function: Callable[P, R]) -> Callable[P, R]:
    """Keep the compiler from fusing what a function computes into whatever reads it.

    XLA's processor backend fuses across gathers and then recomputes the gathered expression for every reader, which
    makes a turn five times slower; optimization barriers do not stop it. Changes speed, never values.
    """
    compiled = jax.jit(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        with set_xla_metadata(inlineable="false"):
            return compiled(*args, **kwargs)

    return call
