// Counts calls of malloc, calloc and realloc. Put in front of the C library with LD_PRELOAD; with
// PYTHONMALLOC=malloc Python's own objects are counted too.
#include <atomic>
#include <cstddef>

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
}

namespace {
std::atomic<long> calls{0};
}

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT void* malloc(std::size_t size) {
  calls.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}
EXPORT void* calloc(std::size_t count, std::size_t size) {
  calls.fetch_add(1, std::memory_order_relaxed);
  return __libc_calloc(count, size);
}
EXPORT void* realloc(void* place, std::size_t size) {
  calls.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(place, size);
}
EXPORT long allocation_calls() { return calls.load(std::memory_order_relaxed); }
