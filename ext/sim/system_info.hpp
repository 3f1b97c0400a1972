#pragma once

#include <cstring>

namespace actp_sim {

constexpr const char* data_collect_version = "sfit_pro_actp simulated";

// What the vendor's library collects about the machine, encrypted, is no business of a simulation: this
// answers a text of its own and reads nothing. Callers give 273 bytes or more.
inline int system_info(char* info, int& length) {
  static const char text[] = "actp simulated terminal";
  if (info == nullptr) return -1;
  length = static_cast<int>(sizeof text - 1);
  std::memcpy(info, text, sizeof text);
  return 0;
}

}  // namespace actp_sim
