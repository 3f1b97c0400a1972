# One interpreter per process: native state (cached text, live counts) and the waker threads belong to it.

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
