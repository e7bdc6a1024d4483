"""The window of the commands under test: none, whatever the window of those who run the tests."""

import pytest


@pytest.fixture(autouse=True)
def no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of pytest inherit the columns of a window that they do not have."""
    monkeypatch.delenv("COLUMNS", raising=False)
