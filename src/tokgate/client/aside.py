"""Native calls that block, run so that Ctrl-C and other signals are heard meanwhile.

Python runs signal handlers in its main thread alone, between two steps of Python code: a main thread that is inside a
native call hears of them only when that returns. So its calls run in a thread beside it, and it waits in Python.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

#: Seconds after which a wait looks up: on Windows, no signal ends it.
LOOKING_UP = 0.5


def aside(call: Callable[[], T]) -> T:
    """What the call gives or raises. When a signal's handler raises, so does this, at once; the call is left to end."""
    if threading.current_thread() is not threading.main_thread():
        return call()
    helper = _idle.pop() if _idle else _Helper()
    job = _Job(call)
    try:
        helper.ask(job)
        while not job.done.acquire(timeout=LOOKING_UP):
            pass
    except BaseException:
        helper.leave()
        raise
    _idle.append(helper)
    try:
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result
    finally:
        # Else the error, its traceback, and this frame would hold each other.
        del job


class _Job:
    """A call, and what came of it once `done` can be had."""

    __slots__ = ("call", "done", "error", "result")

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.done = threading.Lock()
        self.done.acquire()
        self.result: Any = None
        self.error: BaseException | None = None

    def do(self) -> None:
        """Make the call."""
        try:
            self.result = self.call()
        except BaseException as problem:
            self.error = problem
        self.done.release()


class _Helper:
    """A thread that does one job after the other until it is left. It does not keep the process from ending.

    It is woken through a pipe: writing to one lets go of the interpreter, so that the thread need not wait for that. It
    takes half the time of a queue, of which a call to a near server would be a tenth.
    """

    def __init__(self) -> None:
        self._job: _Job | None = None
        self._asked, self._ask = os.pipe()
        threading.Thread(target=self._work, name="tokgate", daemon=True).start()

    def ask(self, job: _Job) -> None:
        """Begin a job."""
        self._job = job
        os.write(self._ask, b"j")

    def leave(self) -> None:
        """Let the thread end with the job that it may have."""
        os.close(self._ask)

    def disown(self) -> None:
        """Close this process's end of a helper whose thread is another's."""
        os.close(self._ask)
        os.close(self._asked)

    def _work(self) -> None:
        while os.read(self._asked, 1):
            job, self._job = self._job, None
            if job is not None:
                job.do()
            # What a page holds is not kept until the next one.
            del job
        os.close(self._asked)


def _forget() -> None:
    """The threads are the parent's; their pipes are shared with it, and are closed here."""
    for helper in _idle:
        helper.disown()
    _idle.clear()


#: One is enough, but for calls within handlers of signals and calls that were left to end. No other thread is here.
_idle: list[_Helper] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
