// What waking an event loop costs at least: a C++ thread that wakes it at a set rate and hands over nothing.
// Loaded with ctypes by the measuring program; the moments of the wake-ups are left in an array.
#include <Python.h>
#include <semaphore.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <thread>

#include "common.hpp"

namespace {

std::int64_t stamps[1 << 20];
std::atomic<long> stamped{0};
sem_t semaphore;

template <class Wake>
void run(long count, long rate, Wake wake) {
  prctl(PR_SET_TIMERSLACK, 1);
  const std::int64_t start = now_ns();
  for (long i = 0; i < count; i++) {
    const std::int64_t due = start + static_cast<std::int64_t>(1e9 * static_cast<double>(i) / rate);
    sleep_until(due);
    stamps[i] = now_ns();
    stamped.store(i + 1, std::memory_order_release);
    wake();
  }
}

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT const std::int64_t* bare_stamps() { return stamps; }
EXPORT long bare_stamped() { return stamped.load(std::memory_order_acquire); }

// The thread writes an eventfd; the loop watches it with add_reader.
EXPORT void bare_eventfd(int descriptor, long count, long rate) {
  std::thread([=] {
    run(count, rate, [=] {
      const std::uint64_t one = 1;
      [[maybe_unused]] auto written = ::write(descriptor, &one, sizeof one);
    });
  }).detach();
}

// The thread takes the GIL and calls loop.call_soon_threadsafe(callback).
EXPORT void bare_direct(PyObject* call_soon_threadsafe, PyObject* callback, long count, long rate) {
  Py_INCREF(call_soon_threadsafe);
  Py_INCREF(callback);
  std::thread([=] {
    // The thread keeps its Python state over all calls: making one each time would cost more than the call.
    PyGILState_STATE state = PyGILState_Ensure();
    PyThreadState* saved = PyEval_SaveThread();
    run(count, rate, [&] {
      PyEval_RestoreThread(saved);
      PyObject* handle = PyObject_CallFunctionObjArgs(call_soon_threadsafe, callback, nullptr);
      if (!handle) PyErr_Print();
      Py_XDECREF(handle);
      saved = PyEval_SaveThread();
    });
    PyEval_RestoreThread(saved);
    Py_DECREF(call_soon_threadsafe);
    Py_DECREF(callback);
    PyGILState_Release(state);
  }).detach();
}

// The thread posts a semaphore; a Python thread waits for it in bare_wait() and calls call_soon_threadsafe.
EXPORT void bare_semaphore(long count, long rate) {
  sem_init(&semaphore, 0, 0);
  std::thread([=] { run(count, rate, [] { sem_post(&semaphore); }); }).detach();
}
EXPORT void bare_wait() {
  while (sem_wait(&semaphore) != 0 && errno == EINTR) {
  }
}
