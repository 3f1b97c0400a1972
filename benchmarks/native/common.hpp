// What the native helpers of the benchmarks share.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <ctime>

inline std::int64_t now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000000000 + now.tv_nsec;
}

// What the calling thread has run so far: a thread that waits for a processor does not count.
inline std::int64_t thread_ns() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1000000000 + now.tv_nsec;
}

inline void sleep_until(std::int64_t due) {
  const timespec moment{static_cast<time_t>(due / 1000000000), static_cast<long>(due % 1000000000)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, nullptr) != 0) {
  }
}

// Fill a field of a CTP struct; what does not fit is cut.
template <std::size_t size>
void put(char (&field)[size], const char* text) {
  const std::size_t length = std::min(std::strlen(text), size - 1);
  std::memset(field, 0, size);
  std::memcpy(field, text, length);
}
