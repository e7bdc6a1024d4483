"""What is published names no registry and no folder of anybody's machine."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards.source import ROOT

NOT_OURS = {".git", ".hypothesis", ".soak", ".venv", "out", "build", "dist", "__pycache__", "node_modules"}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    ".json",
    ".cfg",
    ".cff",
    ".j2",
    ".css",
    ".js",
    ".html",
    ".sh",
    "",
}

# Written so that none of them finds itself.
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]|index[-]url|find[-]links|registry[.]npmjs|file://[/]|https?://[^\s/]*@"
)
MACHINE = re.compile(r"(?<![\w./~$}-])/(?:root|home|Users|work|tmp|opt|mnt|srv|var/tmp)/[\w.-]|\b[A-Z]:\\\\?Users")


def texts(root: Path = ROOT) -> Iterator[Path]:
    """Every text file of the checkout that is not made by a tool."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        yield from (Path(folder, name) for name in names if Path(name).suffix in TEXT and name not in NOT_OURS)


def addresses(path: Path, root: Path = ROOT) -> list[str]:
    """Say where a file names a registry or a machine."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [
        f"{path.relative_to(root)}:{number}: {found[0]}"
        for number, line in lines
        if (found := REGISTRY.search(line) or MACHINE.search(line))
    ]


def test_no_file_names_a_registry_or_a_machine() -> None:
    assert [address for path in texts() for address in addresses(path)] == []
