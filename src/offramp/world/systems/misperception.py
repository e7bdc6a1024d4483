"""Misperception: harm is misread, a proxy's act is taken for its patron's, and some acts go terribly wrong.

Theory: perception and misperception (Jervis 1976), normal accidents (Perrow 1984). Harm is read through noise that is
symmetrical in its logarithm, so on average it is read as more than was meant; conciliation can only lose by it. A
deadly mistake takes the place of a militarised act; it may sober its doer or drive it on, which is left to its dial.
"""

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game.xla.jit import at_run
from offramp.world.system import Acts, Board, Days, Dials, Luck, Pull, World, fade, register

LOGISTIC = 0.5513289  # sqrt(3) / pi: makes a logistic number's standard deviation one
EDGE = 1e-3  # numbers nearer than this to 0 or 1 are read as this: no act is misread without bound


class Slice(eqx.Module):
    """Per actor: shock after a deadly mistake of its own (1 fresh, 0 none)."""

    shock: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nobody has made one."""
    return Slice(jnp.zeros_like(dials.tempo_per_day))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Who has killed by mistake holds back, or hits on, and may own up; without a mistake there is nothing to admit."""
    dial, shock = dials.world["misperception"], world["misperception"].shock[board.dyad_actor]
    own_up = dial["candour"] * (2 * shock - 1)
    return Pull(force=-dial["sobering"] * shock, role=own_up[board.polity.role_dyad] * board.polity.admits)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Mistakes shock, shock fades."""
    shock = world["misperception"].shock * fade(days, dials.world["misperception"]["shock_half_life"])
    return Slice(jnp.maximum(shock, acts.does("mishap")))


def stumble(
    board: Board,
    dials: Dials,
    taken: Bool[Array, "actor run"],
    option: UInt[Array, "actor run"],
    u: Float[Array, "actor run"],
) -> UInt[Array, "actor run"]:
    """The options that the acts amount to: a militarised one may turn into its doer's deadly mistake.

    Parameters
    ----------
    board : Board
    dials : Dials
    taken : bool[actor, run]
        Whether each actor acted.
    option : uint32[actor, run]
        What it chose.
    u : float32[actor, run]
        Uniform luck.
    """
    return jnp.where((u < mistaken(board, dials, option)) & taken, board.polity.slip, option)


def mistaken(board: Board, dials: Dials, option: UInt[Array, "actor run"]) -> Float[Array, "actor run"]:
    """The chance that an act turns into a deadly mistake.

    Parameters
    ----------
    board : Board
    dials : Dials
    option : uint32[actor, run]
        What each actor chose.
    """
    return dials.world["misperception"]["mishap"] * board.polity.slips * board.force[:, 0][option]


def misread(
    board: Board, dials: Dials, option: UInt[Array, "actor run"], u: Float[Array, "actor run"]
) -> tuple[Float[Array, "actor run"], Float[Array, "actor run"]]:
    """The factor by which each act's harm is misread, and 1 where a patron is blamed for it.

    One uniform serves all: its lower end makes mistakes, which everybody recognises, its upper end lays blame, and
    where it lies otherwise is as good as a fresh one.

    Parameters
    ----------
    board : Board
    dials : Dials
    option : uint32[actor, run]
        What each actor did.
    u : float32[actor, run]
        Uniform luck.
    """
    dial = dials.world["misperception"]
    plain = 1 - dial["blame"]
    v = jnp.where(u < plain, u / plain, (u - plain) / jnp.maximum(dial["blame"], 1e-9))
    v = jnp.clip(v, EDGE, 1 - EDGE)
    slipped = (option == board.polity.slip) & (board.polity.slips > 0)
    read = jnp.exp(dial["noise"] * LOGISTIC * (jnp.log(v) - jnp.log1p(-v)))
    return jnp.where(slipped, 1.0, read), (u >= plain).astype(jnp.float32)


def divert(
    board: Board, dials: Dials, world: World, taken: Array, option: Array, luck: Luck
) -> UInt[Array, "actor run"]:
    """Let luck make mistakes.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    taken : bool[actor, run]
        Whether each actor acted.
    option : uint32[actor, run]
        What it chose.
    luck : Luck
    """
    return stumble(board, dials, taken, option, luck["spare"])


def read(board: Board, dials: Dials, acts: Acts, option: Array, luck: Luck) -> Acts:
    """Let luck say how acts are read, and who is blamed.

    Parameters
    ----------
    board : Board
    dials : Dials
    acts : Acts
    option : uint32[actor, run]
        What each actor did.
    luck : Luck
    """
    harm, blamed = misread(board, dials, option, luck["spare"])
    return replace(acts, read=harm, blamed=blamed)


def log_luck(board: Board, dials: Dials, mass: Array, taken: Array, option: Array) -> Float[Array, "actor run"]:
    """Log-probability that a militarised act went right, or that a mistake took the place of any such act.

    Nobody chooses a mistake, so its weight as an option is taken out again.

    Parameters
    ----------
    board : Board
    dials : Dials
    mass : float32[option, run]
        Probability of each option.
    taken : bool[actor, run]
        Whether each actor acted.
    option : uint32[actor, run]
        What it did.
    """
    forceful = board.actor_options.sum(mass * board.force)
    wrong = dials.world["misperception"]["mishap"] * board.polity.slips
    slipped = (option == board.polity.slip) & (board.polity.slips > 0)
    mistake = jnp.log(jnp.maximum(wrong * forceful, 1e-30)) - jnp.log(at_run(mass, option))
    return jnp.where(taken, jnp.where(slipped, mistake, jnp.log1p(-mistaken(board, dials, option))), 0.0)


SYSTEM = register(
    __name__,
    after="mediation",
    off="noise mishap blame sobering outrage candour",
    kept="shock_half_life",
    explains="deadly_mistake_prob war_prob",
    deals="mishap admit",
    says={
        "": ("it acted on a mistake", "it was shocked by its own mistake"),
        "admission": ("its own mistake weighed on it", "it could leave its mistake unsaid"),
    },
)
