"""Devices that the engine runs on: every core of the processor, or the accelerators."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import jax
import platformdirs

from offramp.errors import OfframpError

ONE_THREAD = "--xla_cpu_multi_thread_eigen=false"


@cache
def prepare() -> None:
    """Set up JAX once, before its first use: each core by itself, and a compilation cache that outlives the process."""
    _refuse_foreign()
    if jax.config.jax_compilation_cache_dir is None:  # type: ignore[attr-defined]
        folder = Path(platformdirs.user_cache_dir("offramp")) / "compiled"
        _set("jax_compilation_cache_dir", str(folder))
        _set("jax_persistent_cache_min_compile_time_secs", 0.0)
        _set("jax_persistent_cache_min_entry_size_bytes", 0)
    # A block per core keeps the cores busy; threads within an operation would only wait for each other.
    # Added once, though a process that this one starts inherits it: the flags are part of a compiled program's key.
    flags = os.environ.get("XLA_FLAGS", "").split()
    os.environ["XLA_FLAGS"] = " ".join([*flags, *({ONE_THREAD} - {*flags})])


def _refuse_foreign() -> None:
    """Refuse settings of JAX, made by somebody else's program, under which futures cannot be played."""
    for name, why in (
        ("jax_enable_x64", "numbers of futures have 32 bits"),
        ("jax_debug_nans", "a measure that is empty is not a number"),
    ):
        if getattr(jax.config, name):
            raise OfframpError(f"JAX runs with {name.upper()}, and {why} here: unset it, or set it to 0")


def devices() -> list[Any]:
    """Where to play blocks side by side: each accelerator, or the processor once for each core.

    The cores share one device of JAX, so what runs on them is compiled once.
    """
    prepare()
    found = jax.devices()
    return found * cores() if found[0].platform == "cpu" and len(found) == 1 else found


def describe() -> str:
    """What the futures were run on, for the manifest."""
    found = devices()
    return f"{len(found)} x {found[0].device_kind}"


def _set(name: str, value: Any) -> None:
    jax.config.update(name, value)  # type: ignore[no-untyped-call]


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def numerics() -> dict[str, str]:
    """Return the kind of device, its driver, and the settings of JAX that change how it computes."""
    device = devices()[0]
    settings = ("jax_enable_x64", "jax_default_matmul_precision", "jax_numpy_dtype_promotion", "jax_disable_jit")
    found = {name: str(getattr(jax.config, name)) for name in settings}
    return {"kind": str(device.device_kind), "driver": str(device.client.platform_version), **found}
