"""Helpers for JAX: compile a function by itself, put arrays on a device, look up rows by run."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from jax.experimental.xla_metadata import set_xla_metadata
from jaxtyping import Array, Int

P = ParamSpec("P")
R = TypeVar("R")
Tree = TypeVar("Tree")


def apart(function: Callable[P, R], static: tuple[str, ...] = ()) -> Callable[P, R]:
    """Keep the compiler from fusing what a function computes into whatever reads it.

    XLA's processor backend fuses across gathers and then recomputes the gathered expression for every reader, which
    makes a turn five times slower; optimization barriers do not stop it. Changes speed, never values. `static` names
    the arguments that are no arrays.
    """
    compiled = jax.jit(function, static_argnames=static)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        with set_xla_metadata(inlineable="false"):  # type: ignore[no-untyped-call]
            return compiled(*args, **kwargs)  # type: ignore[no-any-return]

    return call


def put(values: Any, dtype: Any) -> Array:
    """Put numbers on the device as they are: `jnp.asarray` would compile a copy for every shape."""
    return jax.device_put(np.ascontiguousarray(values, dtype))  # type: ignore[no-any-return]


def at_run(table: Array, rows: Array, axis: int = 0) -> Array:
    """Look up for every run its own row of a table whose last axis is the run.

    Parameters
    ----------
    table : array[..., run]
        Has a column for every run.
    rows : int array[..., run]
        Which row each run wants.
    axis : int
        Along which rows are counted.
    """
    return jnp.take_along_axis(table, rows, axis=axis, mode="promise_in_bounds")


def take(tree: Tree, column: Int[Array, " run"]) -> Tree:
    """Take columns of every array's last axis: the draws of some runs."""
    return jax.tree.map(lambda x: x[..., column], tree)  # type: ignore[no-any-return]
