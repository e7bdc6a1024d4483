"""`offramp schema`: the language of cases, for editors."""

from __future__ import annotations

from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json


@guarded
def schema() -> None:
    """Print the JSON Schema of a case file, for editors.

    offramp schema > case.schema.json
    """
    from offramp.scenario.reading.schema import schema as made

    print_json(made())
