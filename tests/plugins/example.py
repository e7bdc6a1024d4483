"""The example of a package of others, laid out as an installer would leave it, and a case that names it."""

import tomllib
from pathlib import Path

from tests.guards.source import ROOT
from tests.world.roles import TWO_NEIGHBOURS

PLUGIN, NAME, VERSION = ROOT / "examples" / "plugin", "offramp-fatigue", "1.0.0"
PROJECT = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def install(folder: Path, version: str = VERSION, **renamed: str) -> list[str]:
    """Lay out what an installer would leave of the example, and return the paths that make it importable.

    Entries may be renamed: `fatigue="ladder"`.
    """
    info = folder / f"offramp_fatigue-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PROJECT['name']}\nVersion: {version}\n")
    groups = [
        "\n".join([f"[{group}]", *(f"{renamed.get(name, name)} = {value}" for name, value in points.items())])
        for group, points in PROJECT["entry-points"].items()
    ]
    (info / "entry_points.txt").write_text("\n".join(groups))
    return [str(folder), str(PLUGIN / "src")]


MEASURE = "measures:\n  raid_days: {kind: busy-days, where: {at_least: 5}, says: Days of violence, unit: days}"


def case(folder: Path, asks: bool = False, names: bool = True) -> Path:
    """Two neighbours, that perhaps asks for the package's measure kind, and perhaps names the package."""
    path = folder / "with-fatigue.yaml"
    text = Path(TWO_NEIGHBOURS).read_text(encoding="utf-8")
    for wanted, section, more in ((names, "world:", f"plugins: [{NAME}]\nworld:"), (asks, "measures:", MEASURE)):
        assert f"\n{section}\n" in text
        text = text.replace(f"\n{section}\n", f"\n{more}\n", 1) if wanted else text
    path.write_text(text, encoding="utf-8")
    return path
