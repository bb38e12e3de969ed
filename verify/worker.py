"""A process that examines statements: jobs come in on standard input, messages go out on standard output.

A process of its own, so that a crash, a hang or a library's threads touch one statement only.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from verify.examine import Job, Message, examine
from verify.methods import METHODS

TIMEOUTS = {"quick": 60.0, "full": 290.0, "deep": 3600.0}
"""Seconds for one statement, a safety net only: work budgets decide what a method does."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """The worker's side: examines jobs until its standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    sys.setrecursionlimit(20_000)
    gc.set_threshold(50_000, 50, 50)  # expressions and certificates are many and long-lived, and make no circles
    for module in METHODS.values():  # while the first job is on its way
        import_module(module)
    while True:
        try:
            job: Job = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        for message in examine(job):
            _send(answers, message)
        _send(answers, ("done", None))


def _send(stream: IO[bytes], message: Message) -> None:
    pickle.dump(message, stream)
    stream.flush()


class Worker:
    """The parent's side of one process, started ahead or when it is first needed, and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._ending = threading.Lock()  # the one who closes it and the one who waits for it may both see it end

    def run(self, job: Job, heard: Callable[[Message], None]) -> None:
        """Examines the job; `heard` gets every message. A dead process is one more ("failed", why)."""
        process = self.start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        seconds = TIMEOUTS[job.budget]
        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise EOFError
            pickle.dump(job, process.stdin)
            process.stdin.flush()
            while True:
                message: Any = pickle.load(process.stdout)
                if message[0] == "done":
                    return
                heard(message)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # ValueError: closed while it was read
            process.kill()
            with self._ending:
                code = process.wait()
                told = f"the worker crashed ({self._last(code)})"
                self._forget()
            why = f"no answer within {seconds:.0f} s" if late.is_set() else told
            heard(("failed", why))
        finally:
            timer.cancel()

    def start(self) -> subprocess.Popen[bytes]:
        """The process, which is running from now on if it was not."""
        if self._process is None:
            home = str(Path(__file__).resolve().parent.parent)
            environment = os.environ | dict.fromkeys(ONE_THREAD, "1") | {"PYTHONHASHSEED": "0"}
            paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
            environment["PYTHONPATH"] = os.pathsep.join(paths)
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115
            command = [sys.executable, "-P", "-c", "from verify.worker import main; main()"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._errors, env=environment)
        return self._process

    def _last(self, code: int) -> str:
        """The last line that the process wrote, or the signal that ended it."""
        if code < 0 or self._errors is None:
            return f"signal {-code}"
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), f"exit {code}")

    def _forget(self) -> None:
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with suppress(OSError):  # a broken pipe has nothing left to flush
                        stream.close()
        if self._errors is not None:
            self._errors.close()
        self._process = self._errors = None

    def close(self) -> None:
        """Ends the process at once."""
        with self._ending:
            process = self._process
            if process is not None:
                process.kill()
                process.wait()
                self._forget()
