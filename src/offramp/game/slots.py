"""Random slots: the named uniform numbers of an actor's round, and the codes that address them.

A slot's numbers depend on its actor's id and its own address alone, so one slot more moves no other's numbers. The
first slots share addresses in pairs, numbered before systems could be added; those of a later system are addressed by
its id.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from offramp.errors import OfframpError

SLOTS = ("act", "choose", "heed", "military", "civilian", "spare")  # two to an address


def slots_of(luck: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """List a game's slots, two to an address; those of a system are `id` for its first, then `id.1` and so on.

    Parameters
    ----------
    luck : sequence of (str, int)
        Ids of the systems that have slots of their own, and how many each has.
    """
    own = [f"{system}.{n}" if n else system for system, many in luck for n in range(many + many % 2)]
    return (*SLOTS, *own)


def word_codes(actors: tuple[str, ...], luck: Sequence[tuple[str, int]] = ()) -> NDArray[np.uint32]:
    """Code every actor's addresses by permanent ids alone: uint32[actor, word pair].

    Raises
    ------
    OfframpError
        If two of them are the same.
    """
    firsts = [str(pair) for pair in range(len(SLOTS) // 2)]
    pairs = firsts + [f"{system}.{pair}" for system, many in luck for pair in range(-(-many // 2))]
    codes = np.array([[_code(f"{actor}#{pair}") for pair in pairs] for actor in actors], np.uint32)
    if len(np.unique(codes)) < codes.size:
        raise OfframpError("two actors' ids give the same random numbers; change one of the ids")
    return codes


def _code(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little")
