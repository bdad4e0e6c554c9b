"""Runs inputs in processes forked for a batch each, so that no crash, leak or hang of one outlives its batch."""

from __future__ import annotations

import gc
import json
import os
import resource
import selectors
import signal
import tempfile
import time
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from fuzzing import trial
from fuzzing.fence import fence
from fuzzing.judging import judge
from fuzzing.kept import keep
from fuzzing.kinds import input_of
from fuzzing.promises import Fault
from fuzzing.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 500
_IN_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made there
_MEMORY = 3 << 30
"""Bytes of memory that a process may take; not of address space, of which the drawing of charts reserves much."""
_STUCK = 60
"""Seconds without a sign of life, after which a process is killed: an alarm did not reach it."""


class Plan(NamedTuple):
    """What is asked of a run."""

    seed: int
    minutes: float
    inputs: int | None
    kinds: tuple[str, ...]
    keep: str | None
    processes: int


class _Worker:
    """A process that runs a batch, and the pipe by which it tells."""

    def __init__(self, plan: Plan, numbers: range, until: float, home: str) -> None:
        self.at, self.beat, self.numbers, self.rest = numbers.start, time.monotonic(), numbers, b""
        self.pipe, write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _work(plan, numbers, until, home, write)
        os.close(write)

    def messages(self) -> Iterator[dict[str, object]]:
        """Yield what came; raises EOFError where the process has ended."""
        data = os.read(self.pipe, 1 << 16)
        if not data:
            raise EOFError
        self.beat = time.monotonic()
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            yield json.loads(line)


def hunt(plan: Plan) -> Tally:
    """Run inputs until the time is over, or as many as are asked for, and return the counts."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if os.path.isdir(_IN_MEMORY) else None, prefix="hostile-") as top:
        _warm(top)
        return _Hunt(plan, top).run()


def _warm(home: str) -> None:
    """Load what every run needs before processes are forked, so that each has it from the start."""
    trial.surroundings(home)
    warm = trial.Input("", {"x.yaml": b"coverage_model: 1\n"}, ())
    folder = os.path.join(home, "warm")
    trial.lay_out(warm, folder)
    for form in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown"):
        trial.run(warm, ("check", "--format", form, "x.yaml"), folder)
        trial.run(warm, ("check", "--engine", "interpreter", "x.yaml"), folder)
    trial.run(warm, ("diff", "x.yaml", "x.yaml"), folder)
    trial.run(warm, ("report", "x.yaml"), folder)
    gc.collect()
    gc.freeze()


class _Hunt:
    def __init__(self, plan: Plan, top: str) -> None:
        self.plan, self.top, self.tally = plan, top, Tally()
        self.started = time.monotonic()
        self.until = self.started + plan.minutes * 60
        self.next = 0
        self.selector = selectors.DefaultSelector()

    def run(self) -> Tally:
        for slot in range(self.plan.processes):
            self._begin(slot)
        while self.selector.get_map():
            for key, _ in self.selector.select(timeout=1):
                self._hear(key.data[0], key.data[1])
            for key in list(self.selector.get_map().values()):
                if time.monotonic() - key.data[1].beat > _STUCK:
                    os.kill(key.data[1].pid, signal.SIGKILL)
        return self.tally

    def _begin(self, slot: int, numbers: range | None = None) -> None:
        if numbers is None:
            end = self.next + _BATCH if self.plan.inputs is None else min(self.next + _BATCH, self.plan.inputs)
            numbers, self.next = range(self.next, end), end
        if not numbers or time.monotonic() > self.until:
            return
        home = os.path.join(self.top, f"worker-{slot}")
        os.makedirs(home, exist_ok=True)
        worker = _Worker(self.plan, numbers, self.until, home)
        self.selector.register(worker.pipe, selectors.EVENT_READ, (slot, worker))

    def _hear(self, slot: int, worker: _Worker) -> None:
        try:
            for message in worker.messages():
                if "at" in message:
                    worker.at = int(str(message["at"]))
                else:
                    self.tally.add(message)
        except EOFError:
            self._end(slot, worker)

    def _end(self, slot: int, worker: _Worker) -> None:
        self.selector.unregister(worker.pipe)
        os.close(worker.pipe)
        _, status = os.waitpid(worker.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            self._begin(slot)
            return
        one = input_of(self.plan.seed, worker.at, self.plan.kinds)
        promise = "hang" if code == -signal.SIGKILL else "died"
        fault = Fault(promise, f"the process ended with {code}")
        self.tally.add({"kind": one.kind, "number": worker.at, "faults": [fault]})
        if self.plan.keep:
            about = _about(self.plan, worker.at)
            keep(one, fault._replace(promise="hang"), self.plan.keep, self.top, about, lambda: None)
        self._begin(slot, range(worker.at + 1, worker.numbers.stop))


def _about(plan: Plan, number: int) -> str:
    kinds = f" --kinds {' '.join(plan.kinds)}" if plan.kinds else ""
    return f"hostile.py --seed {plan.seed} --replay {number}{kinds}"


def _work(plan: Plan, numbers: range, until: float, home: str, pipe: int) -> None:
    """Run a batch in a process of its own, which ends here."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        trial.settle(home)
        fence([home, *([plan.keep] if plan.keep else [])])
        for number in numbers:
            if time.monotonic() > until:
                break
            _tell(pipe, {"at": number})
            _tell(pipe, _result(plan, number, home, pipe))
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent hears of it
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _result(plan: Plan, number: int, home: str, pipe: int) -> dict[str, object]:
    one = input_of(plan.seed, number, plan.kinds)
    judged = judge(one, os.path.join(home, "in"), Random(f"{plan.seed} {number} draws"))
    for fault in judged.faults:
        if plan.keep:
            keep(one, fault, plan.keep, home, _about(plan, number), lambda: _tell(pipe, {"at": number}))
    return {"kind": one.kind, "number": number, **judged._asdict()}


def _tell(pipe: int, message: dict[str, object]) -> None:
    os.write(pipe, json.dumps(message).encode() + b"\n")
