"""Bars of an advice and the fan of a debrief as shapes: places on a scale from 0 to 100, for templates to draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from offramp.play.debrief.result import Fan
from offramp.wording.rungs import rung_name

TICKS = 4  # of days below a fan


def with_bars(advice: dict[str, Any]) -> dict[str, Any]:
    """Return an advice with the place of each option's number, and of its bar of luck, on one scale."""
    options = advice.get("options", [])
    low, high = _ends(each["against_waiting"] for each in options)
    placed = [{**each, "bar": _bar(each["against_waiting"], low, high)} for each in options]
    return {**advice, "options": placed, "zero": _at(0.0, low, high)}


def _ends(estimates: Iterable[dict[str, Any]]) -> tuple[float, float]:
    every = [0.0]
    for each in estimates:
        every += [each["estimate"] or 0.0, *(each["luck"] or ())]
    low, high = min(every), max(every)
    room = 0.05 * (high - low) or 0.01
    return low - room, high + room


def _bar(told: dict[str, Any], low: float, high: float) -> dict[str, float]:
    begin, end = (_at(each, low, high) for each in (told["luck"] or (0.0, 0.0)))
    return {"at": _at(told["estimate"] or 0.0, low, high), "begin": begin, "width": round(end - begin, 2)}


def _at(value: float, low: float, high: float) -> float:
    return round(100 * (value - low) / (high - low), 2)


def fan_shapes(fan: Fan, days: int) -> dict[str, Any]:
    """Return the outlines of a fan of so many `days`, the line of a game upon it, and the rungs and days beside it."""
    top = max(1.0, *fan.quantiles["0.95"], *fan.path, 1)
    wide, mid = fan.quantiles, fan.quantiles["0.5"]
    return {
        "areas": [_area(wide["0.05"], wide["0.95"], top), _area(wide["0.25"], wide["0.75"], top)],
        "middle": _line(mid, top),
        "path": _line(fan.path, top, len(mid)),
        "rungs": [{"at": round(100 - 100 * rung / top, 2), "words": rung_name(rung)} for rung in _some(int(top))],
        "days": [{"at": round(100 * n / TICKS), "words": max(1, round(days * n / TICKS))} for n in range(TICKS + 1)],
    }


def _some(top: int) -> list[int]:
    """Rungs that are named beside a fan: so few that their names do not touch."""
    step = max(1, round(top / 5))
    return list(range(0, top + 1, step))


def _points(values: Sequence[float], top: float, count: int) -> list[str]:
    return [f"{100 * n / max(count - 1, 1):.2f} {100 - 100 * max(v, 0) / top:.2f}" for n, v in enumerate(values)]


def _line(values: Sequence[float], top: float, count: int = 0) -> str:
    points = _points(values, top, count or len(values))
    return f"M{' L'.join(points)}" if points else ""


def _area(low: Sequence[float], high: Sequence[float], top: float) -> str:
    return f"M{' L'.join([*_points(high, top, len(high)), *reversed(_points(low, top, len(low)))])}Z"
