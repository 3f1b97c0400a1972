// How a vendor thread tells the loop that the queue has something. Signals coalesce: while one is
// pending, further ones cost an atomic load.
#pragma once
#include <semaphore.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace actp {

class Waker {
 public:
  explicit Waker(bool use_eventfd) {
    if (use_eventfd) {
      descriptor_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
      if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    }
    sem_init(&semaphore_, 0, 0);
  }
  Waker(const Waker&) = delete;
  Waker& operator=(const Waker&) = delete;
  ~Waker() {
    if (descriptor_ >= 0) ::close(descriptor_);
    sem_destroy(&semaphore_);
  }

  // On a vendor thread, after a push.
  void signal() {
    if (pending_.exchange(true, std::memory_order_seq_cst)) return;
    if (descriptor_ >= 0) {
      const std::uint64_t one = 1;
      [[maybe_unused]] auto written = ::write(descriptor_, &one, sizeof one);
    } else {
      sem_post(&semaphore_);
    }
  }

  // On the loop's thread, before it looks at the queue for the last time: a push after this signals
  // again. An exchange, not a store: it reads what the last signal() wrote, even one that found a signal
  // pending, and so sees the push before it. With a store the look at the queue could be ordered first.
  void clear() {
    if (descriptor_ >= 0) {
      std::uint64_t count;
      [[maybe_unused]] auto got = ::read(descriptor_, &count, sizeof count);
    }
    pending_.exchange(false, std::memory_order_seq_cst);
  }

  // On the waker thread, without the GIL. False: stop() was called.
  bool wait() {
    while (sem_wait(&semaphore_) != 0 && errno == EINTR) {
    }
    return !stopped_.load(std::memory_order_acquire);
  }

  void stop() {
    stopped_.store(true, std::memory_order_release);
    sem_post(&semaphore_);
  }

  int descriptor() const { return descriptor_; }

 private:
  std::atomic<bool> pending_{false};
  std::atomic<bool> stopped_{false};
  int descriptor_ = -1;
  sem_t semaphore_;
};

}  // namespace actp
