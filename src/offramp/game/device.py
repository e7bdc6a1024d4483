"""Where the engine runs: one JAX device for every processor core, or the accelerators that there are."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jax
import platformdirs


@cache
def prepare() -> None:
    """Set up JAX once, before its first use: a device per core, and a compilation cache that outlives the process."""
    if jax.config.jax_compilation_cache_dir is None:  # type: ignore[attr-defined]
        folder = Path(platformdirs.user_cache_dir("offramp")) / "compiled"
        _set("jax_compilation_cache_dir", str(folder))
        _set("jax_persistent_cache_min_compile_time_secs", 0.0)
        _set("jax_persistent_cache_min_entry_size_bytes", 0)
    # One device per core keeps the cores busy; threads within an operation would only wait for each other.
    os.environ["XLA_FLAGS"] = " ".join([os.environ.get("XLA_FLAGS", ""), "--xla_cpu_multi_thread_eigen=false"]).strip()
    with suppress(RuntimeError):  # somebody else has used JAX in this process: take the devices as they are
        _set("jax_num_cpu_devices", _cores())


def devices() -> list[Any]:
    """The devices to spread the blocks over."""
    prepare()
    return list(jax.devices())


def describe() -> str:
    """What the futures were run on, for the manifest."""
    found = devices()
    return f"{len(found)} x {found[0].device_kind}"


def _set(name: str, value: Any) -> None:
    jax.config.update(name, value)  # type: ignore[no-untyped-call]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
