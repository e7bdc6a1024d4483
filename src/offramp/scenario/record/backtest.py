"""What a case declares of its back-test."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from offramp.scenario.names import Date
from offramp.scenario.parts import Part

Window = Annotated[int, Field(ge=7, le=365, description="a whole number of days from 7 to 365")]


class BackTest(Part):
    """From which days of the past a case's world is played again, and how far it is compared with what came.

    It is played from the first of every month from `first` to `last`.
    """

    first: Date
    last: Date
    windows: Annotated[tuple[Window, ...], Field(min_length=1, max_length=4)] = (30, 90)
