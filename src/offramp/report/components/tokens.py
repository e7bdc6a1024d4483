"""Define the colours of a page as CSS variables for light, dark, print and forced colours."""

from __future__ import annotations

from collections.abc import Mapping

# Ground and text.
LIGHT: Mapping[str, str] = {
    "bg": "#fbfaf6",
    "card": "#ffffff",
    "ink": "#1d2430",
    "mut": "#565e6b",
    "rule": "#dcd8cd",
    "track": "#e6e2d7",
    "link": "#00527f",
    "focus": "#0072b2",
    "warn": "#fbe3b5",
    # how a future ends
    "war": "#7a1330",
    "on": "#d0641f",
    "quiet": "#77828f",
    "deal": "#17707f",
    # what is better, what is worse, what cannot be told apart
    "help": "#17707f",
    "harm": "#b3123f",
    "none": "#77828f",
    # the two sides, and everybody else
    "one": "#0072b2",
    "two": "#b75500",
    "other": "#77828f",
    # one range, and what matters on it
    "band": "#e3a53a",
    "point": "#1d2430",
    "luck": "#0b3c5d",
    # bands of the ladder, from conciliatory to campaign and war
    "b0": "#2f7183",
    "b1": "#f1eee6",
    "b2": "#ecd28c",
    "b3": "#e2a346",
    "b4": "#b95514",
    "b5": "#a8321f",
    "b6": "#541022",
}
DARK: Mapping[str, str] = {
    "bg": "#14171c",
    "card": "#1b1f26",
    "ink": "#e9e7e0",
    "mut": "#aab1bb",
    "rule": "#353c47",
    "track": "#2b313a",
    "link": "#8cc7f0",
    "focus": "#62b1e6",
    "warn": "#54431a",
    "war": "#f0668b",
    "on": "#ee9656",
    "quiet": "#8793a1",
    "deal": "#57b5c8",
    "help": "#57b5c8",
    "harm": "#f0668b",
    "none": "#8793a1",
    "one": "#62b1e6",
    "two": "#f09a55",
    "other": "#8793a1",
    "band": "#b98429",
    "point": "#f5f3ec",
    "luck": "#9fd0f0",
    "b0": "#4fa3b8",
    "b1": "#2e353f",
    "b2": "#6d6036",
    "b3": "#a8772c",
    "b4": "#e0803c",
    "b5": "#f2997f",
    "b6": "#ffc6d3",
}
# Text upon a band of the ladder.
LIGHT_ON = {f"b{i}": "#1d2430" if i in (1, 2, 3) else "#ffffff" for i in range(7)}
DARK_ON = {f"b{i}": "#ffffff" if i in (1, 2) else "#0d1014" for i in range(7)}
# Where a reader's system chooses the colours, shapes and words alone tell marks apart.
FORCED = dict.fromkeys(LIGHT, "CanvasText") | {
    "bg": "Canvas",
    "card": "Canvas",
    "track": "Canvas",
    "b1": "Canvas",
    "warn": "Canvas",
    "band": "Highlight",
    "link": "LinkText",
}


def stylesheet() -> str:
    """The variables as a style sheet."""
    light, dark = _variables(LIGHT, LIGHT_ON), _variables(DARK, DARK_ON)
    forced = _variables(FORCED, dict.fromkeys(LIGHT_ON, "Canvas") | {"b1": "CanvasText"})
    return "\n".join(
        (
            f":root {{ color-scheme: light dark; {light} }}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}",
            f"@media print {{ :root {{ color-scheme: light; {light} }} }}",
            f"@media (forced-colors: active) {{ :root {{ {forced} }} }}",
            *(f".t-{name} {{ --c: var(--{name}); }}" for name in LIGHT),
            *(f".b-{i} {{ --c: var(--b{i}); --o: var(--on-b{i}); }}" for i in range(len(LIGHT_ON))),
        )
    )


def _variables(colours: Mapping[str, str], upon: Mapping[str, str]) -> str:
    told = [f"--{name}: {value};" for name, value in colours.items()]
    return " ".join([*told, *(f"--on-{name}: {value};" for name, value in upon.items())])
