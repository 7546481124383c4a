"""The worker process: jobs in on standard input, answers out on what was standard output.

Started by :mod:`sendscan.batch.children`, never by hand.  A message is eight bytes of length and a pickle;
both ends are ours, and nothing from a letter or from the cache is ever unpickled.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import struct
import sys
import threading
from importlib import import_module
from typing import IO, Any

LENGTH = struct.Struct("!Q")


def send(file: IO[bytes], value: Any) -> None:
    """Write one message."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    file.write(LENGTH.pack(len(data)) + data)
    file.flush()


def receive(file: IO[bytes]) -> Any:
    """Read one message.  Raises :class:`EOFError` if the other end is gone."""
    head = file.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def main(task: str) -> None:
    """Answer jobs with the function ``task`` (``module:name``) until nobody asks any more."""
    gc.set_threshold(50_000, 20, 100)  # letters make many objects and little garbage
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    module, _, name = task.partition(":")
    work = getattr(import_module(module), name)
    jobs: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    send(answers, "ready")
    while True:
        send(answers, work(jobs.get()))


def _listen(jobs: queue.Queue[Any]) -> None:
    """Jobs as they come; the end of whoever sends them is the end of this process, whatever it is busy with."""
    try:
        while True:
            jobs.put(receive(sys.stdin.buffer))
    except BaseException:
        os._exit(0)
