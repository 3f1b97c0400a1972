// Stress programs for Queue and Waker by themselves. `queue_stress CASE`: exit code 0, or what went wrong.
#include <poll.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "queue.hpp"
#include "waker.hpp"

using actp::Message;
using actp::Queue;
using actp::Waker;

#define CHECK(condition)                                                                 \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
      std::_Exit(1);                                                                     \
    }                                                                                    \
  } while (false)

// -- memory: every allocation is counted, and refused on demand ------------------------------------

static std::atomic<long> allocations{0};
static std::atomic<bool> exhausted{false};

static void* allocate(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return exhausted.load(std::memory_order_relaxed) ? nullptr : std::malloc(size);
}
void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

// -- messages: content that a reader can check ------------------------------------------------------

constexpr std::size_t chunk_size = 128 * 1024;
constexpr long resting = 16, most_spare = 32;  // chunks, as in queue.hpp
constexpr std::size_t largest = 3 * chunk_size;

// 0, 1, 2, ... over and over: each message is a piece of it, and begins where its numbers say.
static const unsigned char* content(unsigned producer, unsigned number) {
  static const std::vector<unsigned char> all = [] {
    std::vector<unsigned char> bytes(largest + 256);
    for (std::size_t i = 0; i < bytes.size(); i++) bytes[i] = static_cast<unsigned char>(i);
    return bytes;
  }();
  return all.data() + (producer * 131 + number * 7) % 256;
}

static bool push(Queue& queue, unsigned producer, unsigned number, std::size_t size, bool info,
                 bool droppable) {
  Message message{};
  message.received_ns = number;
  message.request_id = static_cast<std::int32_t>(number);
  message.callback = static_cast<std::uint16_t>(producer);
  message.size = static_cast<std::uint32_t>(size);
  message.flags = static_cast<std::uint8_t>((size ? Message::has_data : 0) | (info ? Message::has_info : 0));
  return queue.push(message, info ? content(number, producer) : nullptr,
                    size ? content(producer, number) : nullptr, droppable);
}

static void check(const Message& message) {
  const unsigned producer = message.callback, number = static_cast<unsigned>(message.request_id);
  CHECK(message.received_ns == number);
  if (message.flags & Message::has_info)
    CHECK(std::memcmp(message.info(), content(number, producer), actp::rsp_info_size) == 0);
  CHECK(std::memcmp(message.data(), content(producer, number), message.size) == 0);
}

static std::size_t span_of(std::size_t size, bool info) {
  return (sizeof(Message) + (info ? actp::rsp_info_size : 0) + size + 7) & ~std::size_t{7};
}

// What a queue that has overflowed still has, and that it takes nothing more.
static void after_overflow(Queue& queue, unsigned taken, unsigned read = 0) {
  CHECK(!push(queue, 0, taken + 1, 0, false, false) && !push(queue, 0, taken + 1, 0, false, true));
  while (const Message* message = queue.front()) {
    check(*message);
    CHECK(static_cast<unsigned>(message->request_id) == ++read);
    queue.pop();
    CHECK(!push(queue, 0, taken + 1, 0, false, read % 2));
  }
  CHECK(read == taken && queue.bytes() == 0 && queue.overflowed());
}

// -- many producers, one consumer --------------------------------------------------------------------

// Sizes as they come: ticks mostly, empty ones, some of a few kilobytes, rarely more than a chunk.
static std::size_t any_size(std::mt19937& random) {
  const unsigned dice = random() % 1000;
  if (dice < 900) return random() % 600;
  if (dice < 997) return random() % 9000;
  return random() % largest;
}

static void crowd(std::size_t capacity, int producers, unsigned each, bool droppable) {
  {
    Queue queue(capacity);
    std::atomic<long> accepted{0}, refused{0};
    std::atomic<int> running{producers};
    std::vector<std::thread> threads;
    for (int id = 0; id < producers; id++) {
      threads.emplace_back([&, id] {
        std::mt19937 random(static_cast<unsigned>(id));
        for (unsigned number = 1; number <= each; number++) {
          const bool may_drop = droppable && random() % 4 != 0;
          if (push(queue, static_cast<unsigned>(id), number, any_size(random), random() % 3 == 0, may_drop)) {
            accepted.fetch_add(1);
          } else {
            CHECK(may_drop);
            refused.fetch_add(1);
          }
          if (random() % 64 == 0) std::this_thread::yield();
        }
        running.fetch_sub(1);
      });
    }
    std::vector<unsigned> last(static_cast<std::size_t>(producers));
    std::mt19937 random(99);
    long popped = 0;
    for (bool over = false;;) {
      const Message* message = queue.front();
      if (!message) {
        if (over) break;
        over = running.load() == 0;  // then look once more
        continue;
      }
      check(*message);
      CHECK(queue.front() == message);
      const unsigned number = static_cast<unsigned>(message->request_id);
      // In order; without drops also without gaps.
      CHECK(number > last[message->callback]);
      if (!droppable) CHECK(number == last[message->callback] + 1);
      last[message->callback] = number;
      queue.pop();
      popped++;
      // A consumer that is slow now and then, so that the queue fills.
      if (random() % 4096 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (auto& thread : threads) thread.join();
    CHECK(accepted.load() + refused.load() == static_cast<long>(each) * producers);
    CHECK(popped == accepted.load());
    CHECK(queue.dropped() == static_cast<std::uint64_t>(refused.load()));
    CHECK(queue.bytes() == 0);
    if (droppable) CHECK(refused.load() > 0);
    std::printf("pushed %ld, dropped %ld\n", accepted.load(), refused.load());
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// -- one thread: exact places -------------------------------------------------------------------------

// Messages that end just before, at and just behind the end of a chunk, and larger than one.
static void boundaries() {
  {
    Queue queue(1);
    unsigned number = 0, read = 0;
    const std::size_t around[] = {chunk_size - 64, chunk_size - 48, chunk_size - 32, chunk_size - 25,
                                  chunk_size - 24, chunk_size - 23, chunk_size - 16, chunk_size - 8,
                                  chunk_size,      chunk_size + 1,  2 * chunk_size,  largest};
    for (std::size_t size : around) {
      for (std::size_t lead : {std::size_t{0}, std::size_t{1}, std::size_t{24}, chunk_size / 2}) {
        for (std::size_t part : {lead, size, lead}) CHECK(push(queue, 0, ++number, part, part % 2, false));
        if (number % 2) {
          const Message* message = queue.front();
          CHECK(message);
          check(*message);
          CHECK(static_cast<unsigned>(message->request_id) == ++read);
          queue.pop();
        }
      }
    }
    while (const Message* message = queue.front()) {
      check(*message);
      CHECK(static_cast<unsigned>(message->request_id) == ++read);
      queue.pop();
    }
    CHECK(read == number && queue.bytes() == 0 && queue.dropped() == 0);
    // Back to back, so that a chunk is filled to its last byte: 128 KiB / 64 messages.
    for (unsigned i = 0; i < 3 * 64; i++)
      CHECK(push(queue, 0, ++number, chunk_size / 64 - sizeof(Message), false, false));
    CHECK(queue.bytes() == 3 * chunk_size);
    CHECK(actp::counters.chunks.load() <= 4 + most_spare);  // what the content needs, and the spare ones
    while (const Message* message = queue.front()) {
      CHECK(static_cast<unsigned>(message->request_id) == ++read);
      queue.pop();
    }
    CHECK(read == number);
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// The cap counts bytes exactly, holds for droppable messages only, and makes room as soon as one is read.
static void cap() {
  const std::size_t span = span_of(400, false);
  for (std::size_t fits : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    Queue queue(fits * span + span / 2);
    unsigned number = 0;
    for (std::size_t i = 0; i < fits; i++) CHECK(push(queue, 0, ++number, 400, false, true));
    for (int i = 0; i < 5; i++) CHECK(!push(queue, 0, ++number, 400, false, true));
    CHECK(queue.dropped() == 5 && queue.bytes() == fits * span);
    CHECK(push(queue, 1, ++number, 400, true, false));  // never dropped, whatever is queued
    CHECK(queue.bytes() == fits * span + span_of(400, true));
    CHECK(!push(queue, 0, ++number, 0, false, true));
    // Reading two makes room for one: what is not droppable fills the cap as well.
    for (int i = 0; i < 2 && queue.front(); i++) queue.pop();
    if (fits > 1) CHECK(push(queue, 0, ++number, 400, false, true));
    while (queue.front()) queue.pop();
    CHECK(queue.bytes() == 0 && queue.dropped() == 6);
    if (queue.capacity() < largest) CHECK(!push(queue, 0, ++number, queue.capacity(), false, true));
  }
  CHECK(actp::counters.chunks.load() == 0);
}

static void destruction() {
  for (unsigned content : {0u, 1u, 500u, 5000u}) {
    auto queue = std::make_unique<Queue>(1 << 20);
    for (unsigned i = 1; i <= content; i++) push(*queue, 0, i, i % 700, i % 2, false);
    for (unsigned i = 0; i < content / 3; i++) {
      CHECK(queue->front());
      queue->pop();
    }
    push(*queue, 0, 1, largest, false, false);
    queue.reset();
    CHECK(actp::counters.chunks.load() == 0);
  }
}

// Many ticks at a time, up to what is no tick, between messages one by one; nothing is lost or out of order.
static void taking(unsigned each) {
  constexpr std::size_t size = 584, most = 300;
  {
    Queue queue(4 << 20);
    std::thread producer([&] {
      std::mt19937 random(5);
      for (unsigned number = 1; number <= each; number++) {
        const bool tick = random() % 50 != 0;
        // Of another size, of another callback, and one that only has an info more: none of them is a tick.
        const bool info = !tick && random() % 2;
        while (
            !push(queue, tick || info ? 0 : random() % 2, number, tick || info ? size : size - 1, info, true))
          std::this_thread::yield();
      }
    });
    std::vector<char> to(most * size + 1, 'x');
    std::mt19937 random(6);
    unsigned read = 0;
    long many = 0;
    while (read < each) {
      if (random() % 4) {
        const std::size_t taken = queue.take(0, size, random() % (most + 1), to.data());
        CHECK(taken <= most);
        for (std::size_t i = 0; i < taken; i++)
          CHECK(std::memcmp(to.data() + i * size, content(0, ++read), size) == 0);
        many += taken > 1;
      } else if (const Message* message = queue.front()) {
        check(*message);
        CHECK(static_cast<unsigned>(message->request_id) == ++read);
        queue.pop();
      }
    }
    producer.join();
    CHECK(to.back() == 'x');
    CHECK(many > 0 && queue.bytes() == 0 && !queue.front());
    CHECK(queue.take(0, size, most, to.data()) == 0);
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// In the steady state chunks go back and forth, and nothing is allocated. One is written to again only when
// so many others have been read after it.
static void recycling() {
  {
    Queue queue(1 << 20);
    unsigned number = 0;
    const auto rounds = [&](int count) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < 100; j++) CHECK(push(queue, 0, ++number, 400, false, true));
        for (int j = 0; j < 100; j++) {
          CHECK(queue.front());
          queue.pop();
        }
      }
    };
    rounds(100);
    const long before = allocations.load();
    rounds(1000);
    CHECK(allocations.load() == before);
    CHECK(actp::counters.chunks.load() <= resting + 2);
    // Chunks of a burst are given back, but for a few spare ones.
    for (int i = 0; i < 2000; i++) CHECK(push(queue, 0, ++number, 4000, false, false));
    CHECK(actp::counters.chunks.load() > 50);
    while (queue.front()) queue.pop();
    CHECK(actp::counters.chunks.load() <= most_spare + 1);
    // A message that fills a chunk comes to lie in the next one each time.
    std::vector<const void*> places;
    for (long i = 0; i < 5 * most_spare; i++) {
      CHECK(push(queue, 0, ++number, chunk_size - sizeof(Message), false, false));
      places.push_back(queue.front());
      const auto earlier = std::find(places.rbegin() + 1, places.rend(), places.back());
      CHECK(earlier == places.rend() || earlier - places.rbegin() > resting);
      CHECK(i < 2 * most_spare || earlier != places.rend());
      queue.pop();
    }
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// Without memory a tick is dropped and counted, and the queue stays whole.
static void exhaustion() {
  {
    Queue queue(std::size_t{1} << 40);
    unsigned number = 0, read = 0;
    long refused = 0;
    CHECK(push(queue, 0, ++number, 400, false, true));
    exhausted = true;
    for (int i = 0; i < 1000; i++) {
      if (push(queue, 0, number + 1, 400, false, true)) {
        number++;
      } else {
        refused++;
      }
    }
    exhausted = false;
    CHECK(refused > 0 && queue.dropped() == static_cast<std::uint64_t>(refused));
    for (int i = 0; i < 1000; i++) CHECK(push(queue, 0, ++number, 400, false, true));
    while (const Message* message = queue.front()) {
      check(*message);
      CHECK(static_cast<unsigned>(message->request_id) == ++read);
      queue.pop();
    }
    CHECK(read == number);
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// Without memory for a message that must not be lost it is the queue's end, not the process's.
static void exhaustion_of_the_rest() {
  {
    Queue queue(1 << 20);
    unsigned taken = 0;
    CHECK(push(queue, 0, ++taken, 400, false, false));
    exhausted = true;
    while (push(queue, 0, taken + 1, 400, false, false)) taken++;
    exhausted = false;
    CHECK(taken < 2000 && queue.overflowed() && queue.dropped() == 0);
    after_overflow(queue, taken);
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// Exactly so many bytes may wait, ticks among them or not. After that nothing is taken, whatever is read.
static void overflow() {
  const std::size_t span = span_of(400, false);
  for (std::size_t fits : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    for (std::size_t ticks : {std::size_t{0}, fits}) {
      Queue queue(fits * span, fits * span + span / 2);
      unsigned taken = 0;
      for (std::size_t i = 0; i < ticks; i++) CHECK(push(queue, 0, ++taken, 400, false, true));
      // Ticks that find their own bytes used up are dropped, which is no overflow.
      for (std::size_t i = 0; i < 3 && ticks; i++) CHECK(!push(queue, 0, 0, 400, false, true));
      CHECK(!queue.overflowed());
      while (taken < 2 * fits) CHECK(push(queue, 0, ++taken, 400, false, false));
      // What is read makes room.
      CHECK(queue.front());
      queue.pop();
      CHECK(push(queue, 0, ++taken, 400, false, false) && !queue.overflowed());
      CHECK(!push(queue, 0, taken + 1, 400, false, false) && queue.overflowed());
      CHECK(queue.bytes() == 2 * fits * span && queue.dropped() == (ticks ? 3 : 0));
      after_overflow(queue, taken, 1);
    }
  }
  {
    Queue queue(0, Queue::unlimited);  // no overflow in the sum
    CHECK(push(queue, 0, 1, largest, false, false) && !queue.overflowed());
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// Who sees the overflow sees all that was taken before it, whoever pushed it and whenever he looks.
static void overflow_crowd(int producers, unsigned each) {
  for (unsigned round = 0; round < 20; round++) {
    Queue queue(0, 64 * 1024);
    std::atomic<long> accepted{0};
    std::vector<std::thread> threads;
    for (int id = 0; id < producers; id++) {
      threads.emplace_back([&, id] {
        std::mt19937 random(static_cast<unsigned>(id) + round);
        for (unsigned number = 1; number <= each; number++) {
          if (!push(queue, static_cast<unsigned>(id), number, random() % 900, random() % 3 == 0, false)) {
            CHECK(queue.overflowed());
            CHECK(!push(queue, static_cast<unsigned>(id), number, 8, false, random() % 2));
            return;
          }
          accepted.fetch_add(1);
        }
        CHECK(false);  // the consumer is slower
      });
    }
    std::vector<unsigned> last(static_cast<std::size_t>(producers));
    std::mt19937 random(round);
    long popped = 0;
    for (bool over = false;;) {
      if (const Message* message = queue.front()) {
        check(*message);
        // Without gaps up to the end.
        CHECK(static_cast<unsigned>(message->request_id) == ++last[message->callback]);
        queue.pop();
        popped++;
        if (random() % 64 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
      } else if (over) {
        break;
      } else {
        over = queue.overflowed();  // then look once more
      }
    }
    const long seen = popped;
    for (auto& thread : threads) thread.join();
    CHECK(seen == accepted.load() && !queue.front() && queue.bytes() == 0);
  }
  CHECK(actp::counters.chunks.load() == 0);
}

// -- wake-ups ------------------------------------------------------------------------------------------

// The loop, its waker thread and the drain as in api.pxi, with a turn of few messages. Producers go to
// the edge where the queue has just been seen empty, over and over: a lost wake-up is a hang.
class Loop {
 public:
  explicit Loop(bool use_eventfd) : queue_(1 << 20), waker_(use_eventfd) {}

  long run(int producers, long each) {
    std::vector<std::thread> threads;
    std::thread waiter;
    if (waker_.descriptor() < 0) {
      waiter = std::thread([this] {
        while (waker_.wait()) call_soon();
      });
    }
    for (int id = 0; id < producers; id++) {
      threads.emplace_back([this, id, each] {
        std::mt19937 random(static_cast<unsigned>(id) + 7);
        for (long number = 1; number <= each; number++) {
          push(queue_, static_cast<unsigned>(id), static_cast<unsigned>(number), 8, false, false);
          waker_.signal();
          // Often wait until all is read: then this push and the consumer's last look meet.
          if (random() % 2) {
            const int spins = static_cast<int>(random() % 400);
            for (int i = 0; i < spins && queue_.bytes(); i++)
              std::atomic_signal_fence(std::memory_order_seq_cst);
          } else if (random() % 8 == 0) {
            while (queue_.bytes()) std::this_thread::yield();
          }
        }
      });
    }
    const long all = each * producers;
    while (popped_ < all) {
      wait();
      turns_++;
      drain();
    }
    for (auto& thread : threads) thread.join();
    if (waiter.joinable()) {
      waker_.stop();
      waiter.join();
    }
    CHECK(popped_ == all && queue_.bytes() == 0);
    return turns_;
  }

 private:
  static constexpr int turn = 5;

  void call_soon() {
    std::lock_guard<std::mutex> lock(mutex_);
    scheduled_++;
    ready_.notify_one();
  }
  // Until a wake-up or a continuation is due.
  void wait() {
    if (waker_.descriptor() >= 0) {
      pollfd descriptor = {waker_.descriptor(), POLLIN, 0};
      CHECK(::poll(&descriptor, 1, continuing_ ? 0 : 20000) >= (continuing_ ? 0 : 1));
      return;
    }
    std::unique_lock<std::mutex> lock(mutex_);
    if (continuing_) {
      scheduled_ = 0;
      return;
    }
    CHECK(ready_.wait_for(lock, std::chrono::seconds(20), [this] { return scheduled_ > 0; }));
    scheduled_ = 0;
  }
  void drain() {
    continuing_ = false;
    bool cleared = false;
    for (int handled = 0; handled < turn;) {
      const Message* message = queue_.front();
      if (!message) {
        if (cleared) return;
        waker_.clear();
        cleared = true;
        continue;
      }
      handled++;
      check(*message);
      queue_.pop();
      popped_++;
    }
    continuing_ = true;
  }

  Queue queue_;
  Waker waker_;
  std::mutex mutex_;
  std::condition_variable ready_;
  int scheduled_ = 0;
  bool continuing_ = false;
  long popped_ = 0;
  long turns_ = 0;
};

static void wakeups(bool use_eventfd, long each) {
  for (int producers : {1, 2, 4}) {
    Loop loop(use_eventfd);
    std::printf("%d producers: %ld turns\n", producers, loop.run(producers, each / producers));
  }
}

// While a signal is pending further ones do nothing, so a storm does not fill the semaphore.
static void coalescing() {
  for (bool use_eventfd : {false, true}) {
    Waker waker(use_eventfd);
    std::atomic<long> woken{0};
    std::thread waiter;
    if (!use_eventfd) {
      waiter = std::thread([&] {
        while (waker.wait()) woken++;
      });
    }
    for (int i = 0; i < 100000; i++) waker.signal();
    if (use_eventfd) {
      std::uint64_t count = 0;
      CHECK(::read(waker.descriptor(), &count, sizeof count) == sizeof count && count == 1);
      CHECK(::read(waker.descriptor(), &count, sizeof count) < 0 && errno == EAGAIN);
      waker.clear();
      waker.signal();
      CHECK(::read(waker.descriptor(), &count, sizeof count) == sizeof count && count == 1);
    } else {
      while (woken.load() < 1) std::this_thread::yield();
      waker.clear();
      waker.signal();
      while (woken.load() < 2) std::this_thread::yield();
      waker.stop();
      waiter.join();
      CHECK(woken.load() == 2);
    }
  }
}

int main(int count, char** arguments) {
  const std::string name = count > 1 ? arguments[1] : "";
  const long scale = count > 2 ? std::atol(arguments[2]) : 100;  // percent of the work
  const auto each = static_cast<unsigned>(40000 * scale / 100);
  if (name == "order")
    crowd(0, 4, each, false);
  else if (name == "drops")
    crowd(256 * 1024, 4, each, true);
  else if (name == "one_producer")
    crowd(512 * 1024, 1, 3 * each, true);
  else if (name == "boundaries")
    boundaries();
  else if (name == "cap")
    cap();
  else if (name == "destruction")
    destruction();
  else if (name == "taking")
    taking(3 * each);
  else if (name == "recycling")
    recycling();
  else if (name == "exhaustion")
    exhaustion();
  else if (name == "exhaustion_of_the_rest")
    exhaustion_of_the_rest();
  else if (name == "overflow")
    overflow();
  else if (name == "overflow_crowd")
    overflow_crowd(4, 50 * each);
  else if (name == "wakeups_threadsafe")
    wakeups(false, 5L * each);
  else if (name == "wakeups_eventfd")
    wakeups(true, 5L * each);
  else if (name == "coalescing")
    coalescing();
  else
    return 2;
  return 0;
}
