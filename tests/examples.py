"""How many examples tests try that are too slow for the usual hundred."""

from hypothesis import settings

USUAL = 100


def examples(count: int) -> int:
    """``count`` where others try a hundred; as many times more under HYPOTHESIS_PROFILE=long, but one at least."""
    return max(1, count * settings().max_examples // USUAL)
