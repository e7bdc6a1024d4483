"""The guard of the guards: with OFFRAMP_REQUIRE a skip is a failure; an expected failure is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
EXPECTED = "import pytest\n@pytest.mark.xfail\ndef test_known(): assert False\n"
IN_TEST = "import pytest\ndef test_one(): pytest.skip('no data')\n"
IN_MODULE = "import pytest\npytest.importorskip('no_such_library')\n"


@pytest.mark.parametrize(
    ("body", "require", "passes"),
    [(IN_TEST, "", True), (IN_TEST, "1", False), (IN_MODULE, "1", False), (EXPECTED, "1", True)],
)
def test_a_skip_fails_only_where_all_is_required(tmp_path: Path, body: str, require: str, passes: bool) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text())
    (tmp_path / "test_it.py").write_text(body)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "test_it.py"]
    found = str(CONFTEST.parents[1])  # what the conftest imports
    env = {**os.environ, "OFFRAMP_REQUIRE": require, "PYTHONPATH": found}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (done.returncode == 0) is passes, done.stdout
    assert passes or "nothing may be skipped" in done.stdout, done.stdout
