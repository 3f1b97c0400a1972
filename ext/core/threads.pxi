# Threads that nobody else can join.
#
# Release of CTP's oldest libraries joins one of its threads twice. By then the handle may belong to a thread that
# was made meanwhile, which the library waits for and takes from its owner: a hang, or a crash. Nobody can join a
# detached thread. Up to Python 3.12 those of `threading` are; from 3.13 on they are not.

from cpython.ref cimport Py_DECREF, Py_INCREF

import threading as _threading

cdef extern from "pythread.h":
    unsigned long PYTHREAD_INVALID_THREAD_ID
    unsigned long PyThread_start_new_thread(void (*function)(void *) noexcept, void *argument)


cdef void _run_thread(void *argument) noexcept with gil:
    thread = <_DetachedThread>argument
    Py_DECREF(thread)
    # What it ran is let go of before its end is told: it may know the thread.
    target, thread.target = thread.target, None
    try:
        target()
    finally:
        target = None
        thread.ended.set()


cdef class _DetachedThread:
    """What is needed here of threading.Thread."""

    cdef object target, ended

    def __init__(self, target):
        self.target = target
        self.ended = _threading.Event()

    def start(self):
        Py_INCREF(self)
        if PyThread_start_new_thread(_run_thread, <void *>self) == PYTHREAD_INVALID_THREAD_ID:
            Py_DECREF(self)
            raise RuntimeError("can't start new thread")

    def join(self, timeout=None):
        self.ended.wait(timeout)


def start_thread(target, name):
    """A thread that is started, with `join()`. It is a daemon: an interpreter that exits does not wait for it."""
    if _sys.version_info >= (3, 13):
        thread = _DetachedThread(target)
    else:
        thread = _threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread
