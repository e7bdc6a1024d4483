"""What an agreement by words leaves of what was owed, planned and ordered."""

from jaxtyping import Array, Float, UInt

from offramp.game import Board, Dials

from .state import World


def left(
    board: Board,
    dials: Dials,
    world: World,
    value: Float[Array, "dyad run"],
    dyads: UInt[Array, " dyad"] | None = None,
) -> Float[Array, "dyad run"]:
    """Take off the share that falls away on the day after an agreement; nothing in a game without `closing`.

    Parameters
    ----------
    board, dials, world
    value : float32[dyad, run]
    dyads : uint32[dyad], optional
        Along which dyad an agreement counts for each; along itself if not said.
    """
    if "closing" not in world.slices:
        return value
    pair = board.dyad_pair if dyads is None else board.dyad_pair[dyads]
    less: Array = dials.world["closing"]["waive"] * world["closing"].agreed[pair]
    return value * (1 - less)
