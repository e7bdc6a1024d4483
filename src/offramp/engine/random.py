"""Random numbers from counters: Threefry-2x32 with 20 rounds (Salmon et al. 2011), the same in NumPy and JAX.

Every number is a pure function of seed, draw, run, turn, the actor's id and a named slot, so a future depends on
nothing else, and policies, rules and switches share their luck. Works on uint32 arrays of either library.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from offramp.game.slots import SLOTS

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA


def threefry(key: tuple[Any, Any], counter: tuple[Any, Any]) -> tuple[Any, Any]:
    """Two 32-bit words from a key and a counter of two words each; arrays of uint32 broadcast."""
    u = np.uint32
    keys = (key[0], key[1], key[0] ^ key[1] ^ u(_PARITY))
    x, y = counter[0] + keys[0], counter[1] + keys[1]
    for i in range(5):
        for r in _ROTATIONS[i % 2]:
            x = x + y
            y = ((y << u(r)) | (y >> u(32 - r))) ^ x
        x, y = x + keys[(i + 1) % 3], y + keys[(i + 2) % 3] + u(i + 1)
    return x, y


def seed_words(seed: int) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """A seed as two words."""
    return np.array([seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF], np.uint32)


def run_keys(seed: Any, draw: Any, run: Any) -> tuple[Any, Any]:
    """A key for every run; `seed` is two words, `draw` and `run` are uint32 arrays [run]."""
    zero = draw * np.uint32(0)
    return threefry((zero + seed[0], zero + seed[1]), (draw, run))


def uniforms(
    keys: tuple[Any, Any],
    turn: Any,
    codes: Any,
    cipher: Callable[..., Any] = threefry,
    slots: Sequence[str] = SLOTS,
) -> dict[str, Any]:
    """The uniforms of one turn by slot, each [actor, run], strictly between 0 and 1.

    Parameters
    ----------
    keys : two uint32[run]
    turn : uint32
    codes : uint32[actor, word pair]
    cipher : callable, optional
        `threefry`, or a compiled form of it.
    slots : sequence of str, optional
        Names of the slots, two for each word pair.
    """
    flat = codes.reshape(-1, 1)
    words = cipher((keys[0][None], keys[1][None]), (flat * np.uint32(0) + turn, flat))
    units = [_unit(word).reshape(*codes.shape, -1) for word in words]
    return {slot: units[i % 2][:, i // 2] for i, slot in enumerate(slots)}


def _unit(word: Any) -> Any:
    """Map a word to the middle of one of 2^23 equal cells of the unit interval, exactly in float32."""
    return (word >> np.uint32(9)).astype(np.float32) * np.float32(2.0**-23) + np.float32(2.0**-24)
