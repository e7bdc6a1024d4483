"""Random valid cases for properties: three to six actors, one to three arenas, a part of the catalogue, any ties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .build import DATE, SYSTEMS, skeleton

WORDS = (
    "statement", "threat", "sanctions", "back-channel-message", "restoring-message", "offer-of-talks", "settlement",
    "declared-terms", "order-to-proxies", "restraint-order",
)  # fmt: skip
FORCE = (
    "deployment", "hardening", "evacuation", "shipping-harassment", "rocket-attack", "air-strike-on-forces",
    "targeted-killing", "air-campaign", "war",
)  # fmt: skip
OTHERS = ("proxy", "proxy", "host", "mediator", "state")
Parts = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Parts:
    """A valid case as a mapping, for `build.made`."""
    kinds = ["state", "state", *draw(st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4))]
    actors = {f"{kind}-{n}": {"name": f"{kind} {n}", "kind": kind} for n, kind in enumerate(kinds)}
    for one in actors.values():
        if draw(st.booleans()):
            one["tempo"] = {"value": draw(st.sampled_from([0.01, 0.2, 1.5])), "per": "day"}
    arenas = draw(places(list(actors)))
    words, force = (draw(st.lists(st.sampled_from(x), min_size=2, max_size=5, unique=True)) for x in (WORDS, FORCE))
    doers = [who for who, one in actors.items() if one["kind"] in ("state", "proxy")]
    return skeleton(
        days=20,
        actors=actors,
        principals=["state-0", "state-1"],
        arenas=arenas,
        ties=draw(bonds(actors)),
        moves={move: {} for move in (*words, *force)},
        options=[
            {"actors": list(actors), "moves": words, "targets": list(actors)},
            {"actors": doers, "moves": force, "targets": list(actors), "arenas": list(arenas)},
        ],
        leaders=draw(chiefs(doers)),
        record=draw(records(words)),
        world={system: {"on": False} for system in draw(st.sets(st.sampled_from(SYSTEMS), max_size=2))},
    )


@st.composite
def places(draw: st.DrawFn, actors: list[str]) -> Parts:
    """Arenas where some have reach and some have assets; the first is everybody's."""
    some = st.sets(st.sampled_from(actors), min_size=1)
    count = draw(st.integers(1, 3))
    return {
        f"arena-{n}": {
            "name": f"Arena {n}",
            "reach": {who: draw(st.sampled_from([0.1, 0.6, 1])) for who in sorted(draw(some) if n else actors)},
            "assets": {who: {"what": "things"} for who in sorted(draw(some) if n else actors)},
            "neighbours": [f"arena-{n - 1}"] if n and draw(st.booleans()) else [],
        }
        for n in range(count)
    }


@st.composite
def bonds(draw: st.DrawFn, actors: Parts) -> list[Parts]:
    """The principals' rivalry, a patron for every proxy, an ally and an access here and there."""
    ties: list[Parts] = [{"kind": "rivalry", "between": ["state-0", "state-1"]}]
    for who, one in actors.items():
        patron = draw(st.sampled_from(["state-0", "state-1"]))
        if one["kind"] == "proxy":
            ties.append(
                {"kind": "patronage", "patron": patron, "proxy": who, "control": draw(st.sampled_from([0.1, 0.9]))}
            )
        elif one["kind"] == "mediator":
            ties.append({"kind": "access", "mediator": who, "to": ["state-0", "state-1"]})
        elif one["kind"] == "host" and draw(st.booleans()):
            ties.append({"kind": "alliance", "between": [patron, who]})
    return ties


@st.composite
def chiefs(draw: st.DrawFn, doers: list[str]) -> Parts:
    """A leader for some of those who fight."""
    led = draw(st.sets(st.sampled_from(doers), max_size=2))
    return {f"chief-of-{who}": {"actor": who, "name": "N. N.", "role": "chief"} for who in sorted(led)}


@st.composite
def records(draw: st.DrawFn, moves: list[str]) -> Parts:
    """Up to three dated words between the principals, in the order of time."""
    days = sorted(draw(st.lists(st.integers(1, 9), max_size=3)))
    return {
        f"event-{n}": {
            "date": f"{DATE[:-2]}0{day}", "actor": f"state-{n % 2}", "target": f"state-{1 - n % 2}",
            "move": draw(st.sampled_from(moves)), "what": "It happened.", "source": "note",
        }
        for n, day in enumerate(days)
    }  # fmt: skip
