"""How loops are compiled: with numba, kept beside their module or in numba's own cache folder where that cannot be
written. They release the interpreter's lock, so that several searches run at once. Compiling takes seconds, once.

A compiled function takes those that it calls into itself, and numba sees changes in its own file only: so kernels call
none of another module but what stands here.
"""

from collections.abc import Callable
from typing import Any

import numba
from numba.core import cgutils
from numba.extending import intrinsic

_generation: Any = cgutils
_ir = _generation.ir  # llvmlite's, which comes with numba
_intrinsic: Callable[[Any], Any] = intrinsic
compiled: Callable[[Any], Any] = numba.njit(cache=True, nogil=True, error_model="numpy")
reordered: Callable[[Any], Any] = numba.njit(
    cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz"}
)
"""Sums may be added up in another order: else a sum of products is computed one by one."""


@_intrinsic
def ones_in(_typing: Any, _word: Any) -> Any:
    """How many bits of a 64-bit word are set: one instruction, eight words at once where the processor has it."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return numba.types.uint64(numba.types.uint64), generate


@_intrinsic
def widened(_typing: Any, _half: Any) -> Any:
    """The 16-bit number with these bits in 32: numba has no arithmetic for them, processors have."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.fpext(builder.bitcast(arguments[0], _ir.HalfType()), _ir.FloatType())

    return numba.types.float32(numba.types.uint16), generate


@_intrinsic
def prefetch(_typing: Any, _stored: Any, _at: Any) -> Any:
    """Ask the memory for the item at this place of an array that lies in one piece."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        number, byte = _ir.IntType(32), _ir.IntType(8).as_pointer()
        kind = _ir.FunctionType(_ir.VoidType(), [byte, number, number, number])
        ask = builder.module.declare_intrinsic("llvm.prefetch", (byte,), kind)
        place = builder.bitcast(builder.gep(array.data, [arguments[1]]), byte)
        builder.call(ask, [place, *(number(value) for value in (0, 3, 1))])  # to be read, soon again, data
        return context.get_dummy_value()

    return numba.types.void(_stored, numba.types.int64), generate
