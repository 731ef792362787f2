"""Number crunching: an estimate of pi, a count of primes, or a system of linear equations.

One size serves all three tasks, so that a form needs one field; the two factors bring them to a like amount of work.
"""

from typing import Any

import numpy as np
from elastic_job import rounds

POINTS_PER_SIZE = 100_000
NUMBERS_PER_SIZE = 200_000
POINTS_AT_ONCE = 96_000


def run(parameters: dict[str, Any]) -> dict[str, Any]:
    compute = {"pi": pi, "primes": primes, "matrix": matrix}[parameters["task"]]
    result: dict[str, Any] = {}
    for number in rounds(parameters["repeat"]):
        result = compute(parameters["size"], number)
    return {"task": parameters["task"], "size": parameters["size"], **result}


def pi(size: int, seed: int) -> dict[str, Any]:
    """Four times the share of random points in a square that fall into its inscribed quarter circle."""
    points = size * POINTS_PER_SIZE
    random = np.random.default_rng(seed)
    inside = 0
    for start in rounds(points, POINTS_AT_ONCE):
        x, y = random.random((2, min(POINTS_AT_ONCE, points - start)), dtype=np.float32)
        inside += int(np.count_nonzero(x * x + y * y <= 1))
    estimate = 4 * inside / points
    return {"pi": estimate, "points": points, "error": abs(estimate - np.pi)}


def primes(size: int, _: int) -> dict[str, Any]:
    """Eratosthenes's sieve over the odd numbers below size x 200,000."""
    below = size * NUMBERS_PER_SIZE
    odd = np.ones(below // 2, dtype=bool)  # odd[i] stands for 2i + 1; odd[0] for 2
    for index in rounds(int(below**0.5) // 2 + 1):
        if index and odd[index]:
            odd[2 * index * (index + 1) :: 2 * index + 1] = False
    last = int(np.flatnonzero(odd[-1000:])[-1]) + max(0, odd.size - 1000)
    return {"below": below, "primes": int(np.count_nonzero(odd)), "largest": 2 * last + 1}


def matrix(size: int, seed: int) -> dict[str, Any]:
    """Solves A x = b with x = (1, ..., 1), says how far the answer is off, and how well posed the system was."""
    random = np.random.default_rng(seed)
    a = random.standard_normal((size, size)) + size**0.5 * np.eye(size)
    x = np.linalg.solve(a, a.sum(axis=1))
    singular = np.linalg.svd(a, compute_uv=False)
    return {
        "rows": size,
        "condition": float(singular[0] / singular[-1]),
        "largestError": float(np.abs(x - 1).max()),
    }
