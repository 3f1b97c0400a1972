// Loaded before all else, it tells swig_probe.py how large the struct is that was made last.
#include <cstddef>
#include <cstdlib>
#include <new>

extern "C" {
std::size_t last_new;
}

void* operator new(std::size_t size) {
  last_new = size;
  if (void* made = std::malloc(size)) return made;
  throw std::bad_alloc();
}
