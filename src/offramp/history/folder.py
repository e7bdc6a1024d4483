"""Find the folder of the history files."""

from __future__ import annotations

import os
import re
from pathlib import Path

from offramp.errors import DataError, Fault

VARIABLE = "OFFRAMP_DATA"
VERSIONS = {"icb": "14", "mid": "5"}
OFFICIAL = {
    "icb1": ("icb", r"icb1(?:[ _-]?v?(?P<version>\d+)(?:\.0)?)?\.csv"),
    "icb2": ("icb", r"icb2(?:[ _-]?v?(?P<version>\d+)(?:\.0)?)?\.csv"),
    "mida": ("mid", r"mida(?:[ _-]?v?(?P<version>\d+)(?:\.\d+)?)?\.csv"),
    "midb": ("mid", r"midb(?:[ _-]?v?(?P<version>\d+)(?:\.\d+)?)?\.csv"),
    "midi": ("mid", r"midi(?:[ _-]?v?(?P<version>\d+)(?:\.\d+)?)?\.csv"),
    "midip": ("mid", r"midip(?:[ _-]?v?(?P<version>\d+)(?:\.\d+)?)?\.csv"),
}
NAMED = {"icb": "{0}.csv or {0}v14.csv", "mid": "{0}.csv or the official name with its version, such as MIDA 5.0.csv"}


def asked(data: str | Path | None = None) -> str | Path | None:
    """The folder that was asked for, or that OFFRAMP_DATA names, if any; whether it is there is not looked at."""
    return data or os.environ.get(VARIABLE)


def given(data: str | Path | None = None) -> Path:
    """The folder that was asked for, or that OFFRAMP_DATA names.

    Raises
    ------
    DataError
        If neither names a folder.
    """
    named = asked(data)
    if not named:
        raise DataError(Fault("the data", None, VARIABLE, "nothing", "a folder of data, here or with --data DIR"))
    folder = Path(named)
    if not folder.is_dir():
        where = "--data" if data else VARIABLE
        raise DataError(Fault(str(folder), None, where, "no such folder", "a folder of data"))
    return folder


def official(data: str | Path | None, name: str) -> Path:
    """Find one of the official files by its name, in the folder itself or in the folder `public` within.

    Parameters
    ----------
    data : str, Path or None
    name : {"icb1", "icb2", "mida", "midb", "midi", "midip"}
    """
    folder = given(data)
    family, pattern = OFFICIAL[name]
    for place in (folder / "public", folder):
        files = sorted(place.iterdir()) if place.is_dir() else []
        found = [(each, match) for each in files if (match := re.fullmatch(pattern, each.name, re.I))]
        if found:
            path, match = found[-1]
            version = match["version"]
            if version and version != VERSIONS[family]:
                raise DataError(
                    Fault(str(path), None, "", f"version {version}", f"version {VERSIONS[family]} of {family.upper()}")
                )
            return path
    raise DataError(Fault(str(folder), None, "", f"no {name}.csv", NAMED[family].format(name)))
