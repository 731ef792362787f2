"""What one node works on: how many jobs at once, and for how long each is still worth it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOOK_EVERY_SECONDS = 0.05


class Busy(Exception):
    """Every slot is taken and the waiting room is full."""


class TimedOut(Exception):
    """The job took longer than pod.yaml allows."""


class Abandoned(Exception):
    """The client hung up before the job was done."""


class Slots:
    """Lets a bounded number of jobs run at once.

    HAProxy sends no more than this, but a job whose client hung up may still be running when the next one comes. Two
    jobs more than the memory limit was made for must not meet.
    """

    def __init__(self, count: int, waiting: int) -> None:
        self.count = count
        self.running = 0
        self._places = threading.Semaphore(count + waiting)
        self._free = threading.Semaphore(count)
        self._counting = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._free:
                self._count(+1)
                try:
                    yield
                finally:
                    self._count(-1)
        finally:
            self._places.release()

    def _count(self, step: int) -> None:
        with self._counting:
            self.running += step


class _Watch(threading.local):
    """The deadline and the client's connection of the job that runs on this thread, if one does."""

    deadline: float | None = None
    client: socket.socket | None = None
    next_look: float = 0.0


_watch = _Watch()


@contextmanager
def watched(timeout_seconds: float, client: socket.socket | None) -> Iterator[None]:
    _watch.deadline = time.monotonic() + timeout_seconds
    _watch.client = client
    _watch.next_look = 0.0
    try:
        yield
    finally:
        _watch.deadline = _watch.client = None


def rounds(count: int, step: int = 1) -> Iterator[int]:
    """Counts like ``range(0, count, step)``, and ends the job between two rounds when nobody waits for it any more.

    A job that loops over ``rounds`` instead of ``range`` frees its slot soon after it was cancelled or timed out.
    """
    for number in range(0, count, step):
        _give_up_if_pointless()
        yield number


def _give_up_if_pointless() -> None:
    now = time.monotonic()
    if _watch.deadline is None or now < _watch.next_look:
        return
    _watch.next_look = now + LOOK_EVERY_SECONDS
    if now > _watch.deadline:
        raise TimedOut
    if _watch.client is not None and _hung_up(_watch.client):
        raise Abandoned


def _hung_up(client: socket.socket) -> bool:
    try:
        return client.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
