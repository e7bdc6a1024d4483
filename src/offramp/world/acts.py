"""The acts of one turn: who did what to whom, where, with what harm."""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int, UInt

from offramp.game.board import EFFECTS, Board
from offramp.scenario.ladder import FORCE


class Acts(eqx.Module):
    """One turn's acts, at most one an actor. Where `taken` is false everything else is 0 or meaningless."""

    taken: Bool[Array, "actor run"]
    target: UInt[Array, "actor run"]
    arena: UInt[Array, "actor run"]  # the number of arenas for nowhere
    rung: Float[Array, "actor run"]  # 0 for a wait
    effects: Int[Array, "actor run"]  # bits; 0 for a wait
    harm: Float[Array, "actor run"]  # debt points that the act creates before anything else counts
    payment: Float[Array, "actor run"]
    deaths: Float[Array, "two actor run"]
    ordered: Bool[Array, "actor run"]
    lost: Float[Array, "actor run"]  # 1 for an actor that lost a leader this turn
    heeds: Float[
        Array, "actor run"
    ]  # how far a proxy would heed an order given this turn: 1, or less if it drags its feet
    hit: Float[Array, "dyad run"]  # 1 where the dyad's first actor acted on its second
    public: Float[Array, "actor run"]  # how far it was done before everybody's eyes, 0 to 1
    method: Float[Array, "actor run"]  # the method that a norm may cover; -1 for none and for a wait
    read: Float[Array, "actor run"]  # the factor by which its harm is misread; 1 as it was meant
    blamed: Float[Array, "actor run"]  # 1 where a proxy's act is taken for its patron's
    expected: Float[Array, "series run"] | None = None  # acts that were expected; told where a system learns from them
    further: Bool[Array, "actor 1"] | None = None  # in the record: an act told once more, to a further side that it hit
    counted: Bool[Array, " span"] | None = None  # in the record: the spans in which a source counts acts
    move: UInt[Array, "actor run"] | None = None  # told where acts have a move of the case
    luck: dict[str, Float[Array, "actor run"]] = eqx.field(
        default_factory=dict
    )  # of systems' own slots; none in the record

    @property
    def height(self) -> Float[Array, "actor run"]:
        """Rung above zero, in tens."""
        return jnp.maximum(self.rung, 0.0) / 10

    @property
    def depth(self) -> Float[Array, "actor run"]:
        """Rung below zero, in thirds of the way to a settlement."""
        return jnp.maximum(-self.rung, 0.0) / 3

    @property
    def force(self) -> Float[Array, "actor run"]:
        """1 for a militarised act."""
        return (self.rung >= FORCE).astype(jnp.float32)

    @property
    def dead(self) -> Float[Array, "actor run"]:
        """Deaths of both kinds."""
        return self.deaths[0] + self.deaths[1]

    def place(self, arenas: int) -> UInt[Array, "actor run"]:
        """The target and the arena in one number."""
        return self.target * (arenas + 1) + self.arena

    def does(self, effect: str) -> Float[Array, "actor run"]:
        """1 where the act has the effect."""
        return ((self.effects >> EFFECTS.index(effect)) & 1).astype(jnp.float32)

    def on(self, board: Board, value: Float[Array, "actor run"]) -> Float[Array, "dyad run"]:
        """A doer's value on the dyads that its act runs along, 0 elsewhere."""
        return value[board.dyad_actor] * self.hit


def along(board: Board, taken: Bool[Array, "actor run"], target: UInt[Array, "actor run"]) -> Float[Array, "dyad run"]:
    """1 on the dyads along which somebody acted.

    Parameters
    ----------
    board : Board
    taken : bool[actor, run]
        Whether each actor acted.
    target : uint32[actor, run]
        Whom its act is aimed at.
    """
    return (taken[board.dyad_actor] & (target[board.dyad_actor] == board.dyad_target[:, None])).astype(jnp.float32)
