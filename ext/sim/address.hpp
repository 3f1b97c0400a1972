#pragma once

#include <string>

namespace actp_sim {

// What the query part of a front address may set, in seconds. See docs/explanation/sim-protocol.md.
struct Times {
  double refused = 5;
  double lost = 0;
  double warn = 60;
  double timeout = 120;
  double beat = 15;
};

// One registered front, taken apart. `valid` says whether a connection can be tried at all.
struct Address {
  std::string text;  // as GetFrontInfo reports it: without the query part
  std::string host;
  int port = 0;
  bool six = false;    // tcp6://
  bool known = false;  // a scheme this library speaks
  Times times;
};

// Takes an address as RegisterFront gets it. What the vendor's library answers with a crash crashes
// here too: an empty text, and a colon that no "//" follows.
Address parse_address(const char* text, Times defaults);

// The vendor's library throws inside a call that nobody can catch from; the process ends by SIGSEGV.
[[noreturn]] void crash(const char* kind, const char* why);

}  // namespace actp_sim
