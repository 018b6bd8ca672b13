"""How likely chance alone is to give counts as uneven as these: the χ² test, without any library."""

from __future__ import annotations

import math

LIMIT = 0.01
"""Below this probability, counts are called uneven."""

LEAST = 20
"""With fewer questions than these, chance makes counts that look uneven to anybody."""


def survival(statistic: float, freedom: int) -> float:
    """The probability that a χ² variable with `freedom` (from 1) degrees exceeds `statistic`.

    It is the regularised upper gamma function Q(freedom/2, statistic/2). For half and whole numbers Q has
    a closed form: Q(1/2, x) = erfc(√x), Q(1, x) = exp(-x), and Q(a + 1, x) = Q(a, x) + x^a exp(-x) / Γ(a + 1).
    """
    if statistic <= 0:
        return 1.0
    x = statistic / 2
    a, total = (0.5, math.erfc(math.sqrt(x))) if freedom % 2 else (1.0, math.exp(-x))
    while a + 0.25 < freedom / 2:
        total += math.exp(a * math.log(x) - x - math.lgamma(a + 1))
        a += 1
    return min(total, 1.0)
