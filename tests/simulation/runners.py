"""Two runs of one repository at the same time, each effect of either in an order that a seed decides."""

import threading
from random import Random

from contentsync.testing.crash import Killed
from contentsync.testing.world import World


class _Runner:
    """A run in a thread of its own that goes on by one effect whenever it is let."""

    def __init__(self, world: World, kill: int) -> None:
        self._world, self._kill = world, kill
        self._go, self._stopped = threading.Semaphore(0), threading.Semaphore(0)
        self._effects = 0
        self.error: BaseException | None = None
        self.is_over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._stopped.acquire()

    def step(self) -> None:
        self._go.release()
        self._stopped.acquire()
        if self.is_over:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._watch("")
            self._world.run(self._watch)
        except BaseException as error:
            self.error = error
        finally:
            self.is_over = True
            self._stopped.release()

    def _watch(self, name: str) -> None:
        self._stopped.release()
        self._go.acquire()
        self._effects += 1
        if self._kill and self._effects >= self._kill:
            raise Killed(name)


def side_by_side(world: World, random: Random, kill: int = 0) -> None:
    """Both to their ends; the first is killed at its effect `kill`, if that is not 0."""
    running = [_Runner(world, kill), _Runner(world, 0)]
    while running:
        runner = random.choice(running)
        for _ in range(random.choice((1, 1, 2, 5, 20))):
            if not runner.is_over:
                runner.step()
        if runner.is_over:
            running.remove(runner)
            if runner.error is not None and not isinstance(runner.error, Killed):
                raise runner.error
