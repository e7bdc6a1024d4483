"""Commands for those who write cases: what they print and leave behind, and what they leave with."""

from __future__ import annotations

import json
from pathlib import Path

from offramp.scenario import cases
from offramp.scenario.writing.new import DEFAULT, templates
from tests.cli.window import Offramp


def test_cases_begin_each_line_with_the_id(offramp: Offramp) -> None:
    done = offramp("cases")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(cases())
    assert json.loads(offramp("cases", "--json").stdout) == cases()


def test_a_shipped_case_is_copied(offramp: Offramp) -> None:
    done = offramp("cases", "--copy", "mountain-pass")
    assert done.exit_code == 0 and Path("mountain-pass.yaml").is_file()
    again = offramp("cases", "--copy", "mountain-pass")
    assert again.exit_code == 2 and "a file of this name" in again.stderr
    assert offramp("cases", "--copy", "nowhere").exit_code == 2
    assert [path.name for path in Path().iterdir()] == ["mountain-pass.yaml"]


def test_a_new_case_is_written_and_checks(offramp: Offramp) -> None:
    done = offramp("new", "my-crisis", "--like", "three-sides")
    assert done.exit_code == 0 and "offramp check my-crisis.yaml" in done.stdout
    checked = offramp("check", "my-crisis.yaml")
    assert checked.exit_code == 0 and "remark" not in checked.stdout
    assert json.loads(offramp("new", "other", "--json").stdout) == {"file": "other.yaml", "like": "dyad"}
    assert offramp("new", "My Crisis").exit_code == 2


def test_the_help_names_every_template(offramp: Offramp) -> None:
    told = " ".join(offramp("new", "--help").stdout.split())
    assert ", ".join(templates()) in told and f"[default: {DEFAULT}]" in told
