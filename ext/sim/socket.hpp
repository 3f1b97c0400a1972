#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "address.hpp"

namespace actp_sim {

// Seconds on the monotonic clock.
double now();

// Lets another thread end a poll().
class WakeUp {
 public:
  WakeUp();
  ~WakeUp();
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;
  void signal();
  void clear();
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// A connected TCP socket. Shared by the two threads of an instance: the session thread ends it, the
// descriptor is closed when the sender has let go of it too.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor), last_sent(now()) {}
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int descriptor() const { return descriptor_; }
  // Wakes whoever waits for the socket in another thread.
  void end();
  // Blocks until all is written; false when the connection broke or was ended.
  bool write(const std::string& bytes);
  // Bytes read, 0 when the peer closed or the connection broke, -1 when there is nothing now.
  long read(char* at, size_t size);

 private:
  const int descriptor_;

 public:
  std::atomic<double> last_sent;
  std::atomic<double> blocked_since{0};  // 0 while nothing waits for room
  std::atomic<bool> write_failed{false};
};

struct Connection {
  std::shared_ptr<Socket> socket;
  const Address* front = nullptr;
};

// Dials all fronts at once and keeps the first that is established; no socket when none is within
// `limit` seconds or when `stopping` was set and `wake` signalled. Prints what the vendor's prints.
Connection dial(const std::vector<Address>& fronts, double limit, WakeUp& wake,
                const std::atomic<bool>& stopping);

}  // namespace actp_sim
