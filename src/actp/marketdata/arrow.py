"""`TickBatch.to_arrow()`, apart so that nothing imports numpy or pyarrow unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actp.connection.streams import TickBatch

__all__ = ["record_batch"]


def record_batch(batch: TickBatch) -> Any:
    """One Arrow column per field: text as strings (GB18030 decoded), DBL_MAX (1e300 and more) as null."""
    try:
        import numpy
        import pyarrow
    except ImportError as error:
        raise ImportError(f"TickBatch.to_arrow() needs numpy and pyarrow: {error}") from error
    array = numpy.asarray(batch)
    columns = {}
    for name in array.dtype.names or ():
        if name.startswith("reserve"):
            continue
        values = array[name]
        if values.dtype.kind == "S":
            texts = [bytes(v).split(b"\0", 1)[0].decode("gb18030", "replace") for v in values]
            columns[name] = pyarrow.array(texts, pyarrow.string())
        elif values.dtype.kind == "f":
            columns[name] = pyarrow.array(values, mask=~(values < 1e300))
        else:
            columns[name] = pyarrow.array(values)
    return pyarrow.RecordBatch.from_pydict(columns)
