"""What queueing theory expects of a line: Erlang-C (everybody waits) and Erlang-A (some give up).

`servers` is the number of conversations that can be served at once; load is arrivals times handling time, in erlangs.
Source: Gans, Koole, Mandelbaum, "Telephone Call Centers: Tutorial, Review, and Research Prospects" (2003).
"""

from math import inf


def chance_to_wait(servers: int, erlangs: float) -> float:
    """Erlang-C: how likely an arrival finds everybody taken. 1.0 when the load can't be served at all."""
    if erlangs >= servers:
        return 1.0
    blocking = 1.0
    for served in range(1, servers + 1):
        blocking = erlangs * blocking / (served + erlangs * blocking)
    return blocking / (1 - erlangs / servers * (1 - blocking))


def mean_wait_seconds(servers: int, *, arrivals_per_second: float, handling_seconds: float) -> float:
    """Erlang-C, over everybody, also those who don't wait; infinite when the load can't be served."""
    erlangs = arrivals_per_second * handling_seconds
    if erlangs >= servers:
        return inf
    return chance_to_wait(servers, erlangs) * handling_seconds / (servers - erlangs)


def mean_impatient_wait_seconds(
    servers: int, *, arrivals_per_second: float, handling_seconds: float, patience_seconds: float
) -> float:
    """Erlang-A: mean time in the line when patience is exponential, over everybody, also those who give up."""
    erlangs = arrivals_per_second * handling_seconds
    total, in_line = _weight_below(servers, erlangs), 0.0
    weight, waiting = 1.0, 0
    while weight > 1e-15 * total:
        total += weight
        in_line += waiting * weight
        waiting += 1
        leaving_per_second = servers / handling_seconds + waiting / patience_seconds
        weight *= arrivals_per_second / leaving_per_second
    return in_line / total / arrivals_per_second


def share_giving_up(mean_seconds_in_line: float, patience_seconds: float) -> float:
    """Erlang-A: who waits w on average with exponential patience p gives up with probability w / p."""
    return mean_seconds_in_line / patience_seconds


def _weight_below(servers: int, erlangs: float) -> float:
    """How likely the states with a free place are, relative to the one in which the last was just taken."""
    weight, total = 1.0, 0.0
    for present in range(servers, 0, -1):
        weight *= present / erlangs
        total += weight
    return total
