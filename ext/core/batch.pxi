# TickBatch: many structs in one block of memory, for NumPy, Arrow and loops without a record each.

from cpython.buffer cimport PyBUF_FORMAT, PyBUF_ND, PyBUF_STRIDES, PyBUF_WRITABLE

_FORMAT_CODES = {"char": "c", "short": "h", "int": "i", "double": "d"}


def _buffer_format(layout):
    """The struct in PEP 3118 form: fields by CTP's names, gaps as padding, no implied alignment."""
    parts, at = [], 0
    for name, offset, size, kind in layout.fields:
        if offset > at:
            parts.append(f"{offset - at}x")
        parts.append(f"{_FORMAT_CODES.get(kind) or f'{size}s'}:{name}:")
        at = offset + size
    if layout.size > at:
        parts.append(f"{layout.size - at}x")
    return "T{=" + "".join(parts) + "}"


cdef dict _formats = {}
cdef dict _dtypes = {}


@cython.final
cdef class TickBatch:
    """Depth-market-data structs one after the other, oldest first. It owns its memory.

    - The buffer protocol gives a read-only, structured, one-dimensional view: `numpy.asarray(batch)`
      is a structured array without a copy, its fields named as CTP names them (`array["LastPrice"]`,
      char arrays as bytes, missing values as CTP's DBL_MAX).
    - `batch[i]` and iteration give `Tick` records (copies; missing values read as nan). A batch does not keep
      when each tick was received: their `received_ns` and `session` are 0.
    - `to_arrow()` gives a `pyarrow.RecordBatch`.
    """

    cdef bytearray data
    cdef object held  # a view that keeps `data` from being resized: our buffers point into it
    cdef readonly Layout layout
    cdef object record_class
    cdef Py_ssize_t[1] shape
    cdef Py_ssize_t[1] strides
    cdef bytes format

    def __cinit__(self, bytearray data, Layout layout, record_class):
        if len(data) % layout.size:
            raise ValueError(f"{len(data)} bytes are no whole number of structs of {layout.size} bytes")
        self.data = data
        self.held = memoryview(data)
        self.layout = layout
        self.record_class = record_class
        self.shape[0] = len(data) // layout.size
        self.strides[0] = layout.size
        if layout not in _formats:
            _formats[layout] = _buffer_format(layout).encode()
        self.format = _formats[layout]

    @property
    def version(self):
        """The CTP version whose struct layout the batch has."""
        return self.layout.version

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, index):
        cdef Py_ssize_t place, first, size = self.layout.size
        if isinstance(index, slice):
            start, stop, step = index.indices(self.shape[0])
            if step != 1:
                raise ValueError("a batch is sliced in steps of 1 only: its structs lie side by side")
            return TickBatch(self.data[start * size : max(start, stop) * size], self.layout, self.record_class)
        place = index.__index__()
        if place < 0:
            place += self.shape[0]
        if not 0 <= place < self.shape[0]:
            raise IndexError(f"batch index out of range: {index} of {self.shape[0]}")
        first = place * size
        return tick_new(self.record_class, self.layout, PyByteArray_AS_STRING(self.data) + first, 0, 0)

    def __iter__(self):
        for place in range(len(self)):
            yield self[place]

    def __getbuffer__(self, Py_buffer *view, int flags):
        if flags & PyBUF_WRITABLE:
            raise BufferError("a TickBatch is read-only")
        view.buf = PyByteArray_AS_STRING(self.data)
        view.obj = self
        view.len = len(self.data)
        view.readonly = 1
        view.itemsize = self.layout.size
        view.format = PyBytes_AS_STRING(self.format) if flags & PyBUF_FORMAT else NULL
        view.ndim = 1
        view.shape = NULL
        view.strides = NULL
        if flags & PyBUF_ND:
            view.shape = self.shape
        if (flags & PyBUF_STRIDES) == PyBUF_STRIDES:
            view.strides = self.strides
        view.suboffsets = NULL
        view.internal = NULL

    def __repr__(self):
        return f"<TickBatch of {len(self)} ticks, CTP {self.layout.version}>"

    def to_numpy(self):
        """The same array as `numpy.asarray(batch)`, without a copy, and much sooner.

        NumPy reads a buffer's format anew each time, in Python: about as long as reading hundreds of ticks
        takes. Here the dtype of each CTP version is kept. Needs numpy; raises ImportError without it.
        """
        import numpy

        dtype = _dtypes.get(self.layout)
        if dtype is None:
            dtype = _dtypes[self.layout] = numpy.asarray(self).dtype
        # frombuffer refuses an empty buffer.
        return numpy.frombuffer(self, dtype) if self.shape[0] else numpy.empty(0, dtype)

    def to_arrow(self):
        """A `pyarrow.RecordBatch`: one column a field, in CTP's names; text decoded, DBL_MAX as null.

        Needs pyarrow and numpy; raises ImportError without them.
        """
        from actp.marketdata.arrow import record_batch

        return record_batch(self)
