"""One way, no way back: a layer imports only layers to its left; each heavy library has one home."""

from tests.guards.source import Module, everywhere, modules

ORDER = (
    "clock errors scenario game world compile engine results interchange ensemble analysis history fit wording"
    " study play"
).split()
FACES = "cli report api web env".split()
RANK = {name: rank for rank, name in enumerate(ORDER)} | dict.fromkeys(FACES, len(ORDER))
PUBLIC = {"__init__", "__main__"}  # the package's own face, above all layers

# What other faces may have of a face: of the report what it writes and its parts, of the functions those that play
# and open runs.
DOORS = {
    "cli": ("main",),
    "report": (
        *("blind", "chart", "figures", "ways_out", "write", "write_brief"),
        *("Future", "Numbers", "Part", "Parts", "band", "isolated", "parts", "script", "story", "stylesheet"),
    ),
    "api": ("Pregame",),
    "web": ("Settings", "serve"),
    "env": (),
}
COMPUTE = ("game/", "world/", "compile/", "engine/", "fit/")  # the likelihood of history is the engine's own
HOMES = {
    "pydantic": ("scenario/", "results/manifest", "study/shared/record", "web/"),
    "pydantic_core": ("scenario/",),
    "ruamel": ("scenario/",),
    "jax": COMPUTE,
    "jaxlib": COMPUTE,
    "jaxtyping": COMPUTE,
    "equinox": COMPUTE,
    "duckdb": ("results/",),
    "pyarrow": ("results/",),
    "pandas": ("results/", "analysis/", "history/", "fit/", "report/", "api"),
    "scipy.stats.qmc": ("ensemble/design", "fit/laplace", "fit/simulated_likelihood"),
    "scipy": (
        "ensemble/correlated",
        "ensemble/design",
        "scenario/quantity",
        "analysis/",
        "fit/laplace",
        "fit/simulated_likelihood",
    ),
    "scoringrules": ("analysis/scores",),
    "plotly": ("report/charts",),
    "jinja2": ("report/", "web/"),
    "fastapi": ("web/",),
    "starlette": ("web/",),
    "uvicorn": ("web/",),
    "sqlite3": ("web/store",),
    "typer": ("cli/",),
    "click": ("cli/",),
    "rich": ("cli/",),
    "pettingzoo": ("env/",),
    "gymnasium": ("env/",),
    "cmaes": ("env/",),
    "openpyxl": ("interchange/excel",),
}


def layer_of(name: str) -> str | None:
    """The layer that an imported name belongs to; None for what lies outside the package."""
    root, _, rest = name.partition(".")
    if root != "offramp" or rest == "__version__":
        return None
    first = rest.split(".")[0]
    return first if first in RANK else "api"  # the package's own names are those of its api


def is_part(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


def wrong_way(module: Module) -> list[str]:
    """Say which imports of a module lead to its right."""
    if module.place in PUBLIC:
        return []
    reached = [(each, layer_of(each.name)) for each in module.imports]
    return [
        f"{module.place}.py:{each.line}: {module.layer} may not import {layer}"
        for each, layer in reached
        if layer is not None and RANK[layer] > RANK[module.layer]
    ]


def far_from_home(module: Module) -> list[str]:
    """Say which imports of a module belong elsewhere; what only the type checker sees is free."""
    return [
        f"{module.place}.py:{each.line}: {library} lives in {', '.join(HOMES[library])}"
        for each in module.imports
        if not each.typing_only
        for library in [next((name for name in HOMES if is_part(each.name, name)), None)]
        if library and not module.place.startswith(HOMES[library])
    ]


def face_in_face(module: Module) -> list[str]:
    """Say which imports of a face pass by the door of another: its package, and what the names of that do."""
    if module.layer not in FACES:
        return []
    others = {face: {f"offramp.{face}", *(f"offramp.{face}.{name}" for name in names)} for face, names in DOORS.items()}
    return [
        f"{module.place}.py:{each.line}: {module.layer} may have of {face} only: {', '.join(sorted(allowed))}"
        for each in module.imports
        for face, allowed in others.items()
        if face != module.layer and is_part(each.name, f"offramp.{face}") and each.name not in allowed
    ]


def test_every_file_has_its_place() -> None:
    assert [module.place for module in modules() if module.layer not in RANK.keys() | PUBLIC] == []


def test_imports_lead_left() -> None:
    assert everywhere(wrong_way) == {}


def test_each_library_stays_at_home() -> None:
    assert everywhere(far_from_home) == {}


def test_no_face_is_in_a_face() -> None:
    assert everywhere(face_in_face) == {}
