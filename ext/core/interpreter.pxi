# One interpreter per process, and with its lock: native state (cached text, live counts) and the waker threads
# belong to it.

import sys as _sys

cdef extern from "Python.h":
    ctypedef struct PyInterpreterState
    PyInterpreterState *PyInterpreterState_Get()
    PyInterpreterState *PyInterpreterState_Main()

# Cython refuses a second interpreter by itself; without this the first one to import could be a subinterpreter.
if PyInterpreterState_Get() != PyInterpreterState_Main():
    raise ImportError(
        "actp cannot be imported in a subinterpreter: CTP's library and actp's native state exist once per "
        "process. Import it in the main interpreter, or use a process instead"
    )

# A free-threaded build takes its lock for a module that does not declare to do without, unless it was told not to.
if not getattr(_sys, "_is_gil_enabled", lambda: True)():
    raise ImportError(
        "actp needs Python's global interpreter lock, and this free-threaded Python was started with PYTHON_GIL=0 or "
        "-X gil=0: its native state is not made for threads without it. Start Python without that setting; it takes "
        "the lock when actp is imported"
    )
