"""Work spread over all devices of an engine, with results handed over in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import Any, TypeVar

from .engine import Engine

Task = TypeVar("Task")
Result = TypeVar("Result")


def run_on_devices(
    engine: Engine,
    tasks: Iterable[Task],
    work: Callable[[Task, Any], Result],
    finish: Callable[[Task, Result], None],
) -> None:
    """Do tasks side by side, one on each device at a time, and hand over each result in the order of the tasks.

    An interrupt or an error waits for the tasks under way and passes on; what was handed over is not lost.

    Parameters
    ----------
    engine : Engine
        Its devices are used; a device that it names twice takes two tasks at once.
    tasks : iterable
    work : callable
        Given a task and a device, in a thread of its own; returns the result.
    finish : callable
        Given a task and its result, in the calling thread.
    """
    free: SimpleQueue[Any] = SimpleQueue()
    for device in engine.devices():
        free.put(device)

    def on_a_device(task: Task) -> Result:
        device = free.get()
        try:
            return work(task, device)
        finally:
            free.put(device)

    todo, workers = iter(tasks), free.qsize()
    with ThreadPoolExecutor(workers, "offramp") as pool:
        under_way: deque[tuple[Task, Future[Result]]] = deque()
        while True:
            ahead = 2 * workers - len(under_way)  # so that what is done and not yet handed over stays bounded
            under_way.extend((task, pool.submit(on_a_device, task)) for task in islice(todo, ahead))
            if not under_way:
                return
            try:
                task, result = under_way.popleft()  # in order, so that what an interrupt leaves has no gaps
                finish(task, result.result())
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
