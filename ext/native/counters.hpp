// Live native objects by kind. Leak tests read them; relaxed atomics, so they cost nothing worth naming.
#pragma once
#include <atomic>

namespace actp {

struct Counters {
  std::atomic<long> chunks{0};
  std::atomic<long> instances{0};
  std::atomic<long> shims{0};
};

inline Counters counters;

}  // namespace actp
