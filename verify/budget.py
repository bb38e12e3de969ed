"""How much work a method may do: counts of points and checks, never clocks, so the same seed gives the same result."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verify.errors import ProofgaugeError


@dataclass(frozen=True)
class Budget:
    """Work limits of one method on one statement.

    frames: choices of sizes searched, none for a look at degenerate points alone; library: degenerate points looked at
    in each; samples: random points in each; starts, iterations: local descents run together in each, and their length;
    generations: of evolution in each; raw: random points after everything else; checks: exact points handed to the
    checker; shrinks: rounds of simplification; polish: rounds of refinement of a best constant.
    """

    name: str
    frames: int = 4
    library: int = 768
    samples: int = 512
    starts: int = 6
    iterations: int = 24
    generations: int = 40
    raw: int = 0
    checks: int = 40
    shrinks: int = 6
    polish: int = 2

    def scaled(self, factor: float) -> Budget:
        """The same search with about `factor` times the work; every stage keeps a minimum."""
        if factor <= 0:
            raise ProofgaugeError(f"a budget is scaled by a positive factor, not {factor}")
        small = {"frames": 1, "library": 64, "samples": 64, "starts": 2, "iterations": 6, "checks": 8, "shrinks": 2}
        counts = {
            key: max(small.get(key, 0), round(getattr(self, key) * factor ** (0.5 if key in _TWO else 1.0)))
            for key in (
                "frames",
                "library",
                "samples",
                "starts",
                "iterations",
                "generations",
                "raw",
                "checks",
                "shrinks",
            )
        }
        return replace(self, name=f"{self.name} x {factor:g}", **counts)

    def look(self) -> Budget:
        """Degenerate points, and as much more as it takes to find an admissible one."""
        return replace(self.scaled(0.1), frames=0)


_TWO = ("frames", "starts", "iterations", "checks", "shrinks")

BUDGETS = {
    "quick": Budget("quick"),
    "full": Budget(
        "full", frames=16, library=8192, samples=32768, starts=32, iterations=120, generations=400, raw=6_000_000,
        checks=200, shrinks=16, polish=6,
    ),
    "deep": Budget(
        "deep", frames=40, library=16384, samples=65536, starts=64, iterations=250, generations=1500, raw=40_000_000,
        checks=1000, shrinks=30, polish=10,
    ),
}  # fmt: skip


def budget(name: str) -> Budget:
    """The budget of this name. Raises ProofgaugeError for an unknown one."""
    if name not in BUDGETS:
        raise ProofgaugeError(f"{name!r} is not a budget; choose one of {', '.join(BUDGETS)}")
    return BUDGETS[name]
