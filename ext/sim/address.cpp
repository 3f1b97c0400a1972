#include "address.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace actp_sim {

void crash(const char* kind, const char* why) {
  std::printf("%s:%s\n", kind, why);
  std::fflush(stdout);
  std::raise(SIGSEGV);
  std::abort();
}

namespace {

// By hand, because strtod follows the process locale and from_chars for doubles needs GCC 11.
bool parse_seconds(const std::string& text, double& seconds) {
  double value = 0;
  double unit = 0;
  bool digits = false;
  for (char c : text) {
    if (c == '.' && unit == 0) {
      unit = 1;
    } else if (c >= '0' && c <= '9') {
      digits = true;
      value = value * 10 + (c - '0');
      unit *= 10;
    } else {
      return false;
    }
  }
  if (digits) seconds = unit == 0 ? value : value / unit;
  return digits;
}

void parse_times(const std::string& query, Times& times) {
  const struct {
    const char* key;
    double* seconds;
  } known[] = {
      {"refused", &times.refused}, {"lost", &times.lost}, {"warn", &times.warn},
      {"timeout", &times.timeout}, {"beat", &times.beat},
  };
  for (size_t start = 0; start < query.size();) {
    size_t end = query.find('&', start);
    if (end == std::string::npos) end = query.size();
    std::string pair = query.substr(start, end - start);
    size_t equals = pair.find('=');
    bool understood = false;
    for (const auto& each : known) {
      if (equals != std::string::npos && pair.compare(0, equals, each.key) == 0) {
        understood = parse_seconds(pair.substr(equals + 1), *each.seconds);
      }
    }
    if (!understood) {
      std::fprintf(stderr,
                   "actp simulated CTP: front address option '%s' is not understood and left out; known are "
                   "refused, lost, warn, timeout, beat, each with seconds as a decimal number\n",
                   pair.c_str());
    }
    start = end + 1;
  }
}

}  // namespace

Address parse_address(const char* text, Times defaults) {
  Address address;
  address.times = defaults;
  std::string rest = text == nullptr ? "" : text;
  if (rest.empty()) crash("DesignError", "empty location for service name");
  size_t query = rest.find('?');
  if (query != std::string::npos) {
    parse_times(rest.substr(query + 1), address.times);
    rest.resize(query);
  }
  address.text = rest;
  size_t colon = rest.find(':');
  if (colon == std::string::npos) {
    // A bare name is accepted, and then never connects for want of a port.
    address.known = true;
    address.host = rest;
    return address;
  }
  if (rest.compare(colon, 3, "://") != 0) crash("RuntimeError", "Invalid location");
  std::string scheme = rest.substr(0, colon);
  rest.erase(0, colon + 3);
  address.six = scheme == "tcp6";
  address.known = address.six || scheme == "tcp";
  colon = address.six ? rest.rfind(':') : rest.find(':');
  address.host = rest.substr(0, colon);
  if (address.six && address.host.size() > 1 && address.host.front() == '[' && address.host.back() == ']') {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  if (colon != std::string::npos) address.port = std::atoi(rest.c_str() + colon + 1);
  return address;
}

}  // namespace actp_sim
