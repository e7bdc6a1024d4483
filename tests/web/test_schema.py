"""What OpenAPI says that may be asked is answered, and nothing that it invents breaks the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

from offramp.web.tokens import Role
from tests.web.serving import application, token

pytestmark = pytest.mark.proof
EXAMPLES = 15


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[FastAPI]:
    """A server whose queue does not begin, so that what is invented is not played."""
    made = application(tmp_path_factory.mktemp("schema"), host="0.0.0.0", most_waiting=100_000)
    (made.state.settings.folder / "first").symlink_to(folder / "first")
    yield made


def test_nothing_that_is_invented_breaks_the_server(app: FastAPI) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    owner, seen = token(app, Role.OWNER), list[str]()
    for found in schema.get_all_operations():
        operation = found.ok()
        seen.append(operation.label)

        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=owner, checks=[not_a_server_error])

        answered()
    assert len(seen) > 30 and any(each.startswith("POST") for each in seen)
