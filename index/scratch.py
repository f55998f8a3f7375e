"""Arrays as long as an index that every search writes into: for a million rows they take longer to get anew than to
use. Each thread has its own."""

from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray


def scratch(name: str, kind: type, size: int) -> NDArray[Any]:
    """The calling thread's array of this name, of ``size``: zeros at first, then what was last left in it."""
    held: NDArray[Any] | None = _HELD.__dict__.get(name)
    if held is None or len(held) < size:
        held = np.zeros(size, kind)
        setattr(_HELD, name, held)
    return held[:size]


_HELD = local()
