"""Numbers of rows in addresses."""

from typing import Annotated

from fastapi import Path

# The largest whole number a database column holds.
LARGEST = 2**63 - 1

RowId = Annotated[int, Path(ge=1, le=LARGEST)]
"""Stands in a path as ``{id:int}``, so that the words beside it (``/cases/export``) are never taken for a number."""
