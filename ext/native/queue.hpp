// The way from the vendor's thread to the event loop: a queue of variable-sized messages.
//
// One consumer (the loop's thread). Producers are the vendor's threads of one API instance, in practice
// one; a mutex among them keeps the queue right if a library ever calls back on two. The consumer never
// takes that mutex, so nothing that Python does can hold up a vendor thread.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <new>

#include "counters.hpp"

namespace actp {

constexpr std::size_t rsp_info_size = 88;  // CThostFtdcRspInfoField: int, char[81], padding; in every version

struct Message {
  enum Flags : std::uint8_t { has_data = 1, has_info = 2, is_last = 4 };

  std::uint32_t span;  // bytes up to the next message
  std::uint32_t size;  // bytes of the struct
  std::int64_t received_ns;
  std::int32_t request_id;  // or the value of an int callback
  std::uint16_t callback;
  std::uint8_t flags;
  std::uint8_t unused;

  const char* info() const { return reinterpret_cast<const char*>(this + 1); }
  const char* data() const { return info() + (flags & has_info ? rsp_info_size : 0); }
};
static_assert(sizeof(Message) == 24 && sizeof(Message) % 8 == 0 && rsp_info_size % 8 == 0);

class Queue {
 public:
  // `capacity`: bytes that may wait before droppable messages, ticks, are dropped. `backlog`: bytes that may
  // wait beyond that. What comes when they do is refused, and so is everything after it: overflowed().
  explicit Queue(std::size_t capacity, std::size_t backlog = unlimited)
      : capacity_(capacity), limit_(backlog > unlimited - capacity ? unlimited : capacity + backlog) {
    head_ = tail_ = new_chunk(chunk_size);
    if (!head_) throw std::bad_alloc();
  }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() {
    for (Chunk* chunk = head_; chunk;) {
      Chunk* next = chunk->next.load(std::memory_order_relaxed);
      free_chunk(chunk);
      chunk = next;
    }
    for (std::size_t out = spare_out_.load(); out != spare_in_.load(); out++)
      free_chunk(spares_[out % most_spare]);
  }

  // Called on a vendor thread. False: not taken, because too much waits or memory is at its end. That is
  // counted for a droppable message; any other must not be lost, so it is the end of the queue: nothing is
  // taken after it. An exception must not pass through the vendor's code.
  bool push(const Message& header, const void* info, const void* data, bool droppable) noexcept {
    const std::size_t info_size = header.flags & Message::has_info ? rsp_info_size : 0;
    const std::size_t span = (sizeof(Message) + info_size + header.size + 7) & ~std::size_t{7};
    std::lock_guard<std::mutex> lock(producers_);
    if (overflowed_.load(std::memory_order_relaxed)) return false;
    const std::size_t pushed = pushed_.load(std::memory_order_relaxed);
    const std::size_t most = droppable ? capacity_ : limit_;
    if (pushed + span - freed_ > most) {
      freed_ = popped_.load(std::memory_order_relaxed);
      if (pushed + span - freed_ > most) return refuse(droppable);
    }
    Chunk* chunk = tail_;
    std::size_t at = chunk->written.load(std::memory_order_relaxed);
    if (at + span > chunk->size) {
      Chunk* next = take_chunk(span);
      if (!next) return refuse(droppable);
      chunk->next.store(next, std::memory_order_release);
      tail_ = chunk = next;
      at = 0;
    }
    char* place = chunk->bytes() + at;
    Message copy = header;
    copy.span = static_cast<std::uint32_t>(span);
    std::memcpy(place, &copy, sizeof copy);
    if (info_size) std::memcpy(place + sizeof copy, info, info_size);
    if (header.size) std::memcpy(place + sizeof copy + info_size, data, header.size);
    pushed_.store(pushed + span, std::memory_order_relaxed);
    chunk->written.store(at + span, std::memory_order_release);
    return true;
  }

  // Called on the loop's thread: the oldest message, or nullptr. It stays valid until pop().
  const Message* front() {
    while (read_ >= readable_) {
      readable_ = head_->written.load(std::memory_order_acquire);
      if (read_ < readable_) break;
      Chunk* next = head_->next.load(std::memory_order_acquire);
      if (!next) return nullptr;
      // `next` was published after the last write to this chunk: look once more before leaving it.
      readable_ = head_->written.load(std::memory_order_acquire);
      if (read_ < readable_) break;
      recycle(head_);
      head_ = next;
      read_ = readable_ = 0;
    }
    return reinterpret_cast<const Message*>(head_->bytes() + read_);
  }

  void pop() {
    const auto* message = reinterpret_cast<const Message*>(head_->bytes() + read_);
    read_ += message->span;
    popped_.store(popped_.load(std::memory_order_relaxed) + message->span, std::memory_order_release);
  }

  // Called on the loop's thread, instead of front() and pop() one by one: the structs of the oldest messages,
  // one behind the other, while they are plain data of `callback` with `size` bytes. How many, at most
  // `most`.
  std::size_t take(int callback, std::size_t size, std::size_t most, char* to) {
    std::size_t taken = 0;
    for (; taken < most; taken++, to += size) {
      const Message* message = front();
      if (!message || message->callback != callback || message->size != size ||
          message->flags != Message::has_data)
        break;
      std::memcpy(to, message->data(), size);
      pop();
    }
    return taken;
  }

  // On any thread. While messages come and go it may be off by those.
  std::size_t bytes() const {
    const std::size_t popped = popped_.load(std::memory_order_acquire);
    return pushed_.load(std::memory_order_relaxed) - popped;
  }
  std::size_t capacity() const { return capacity_; }
  std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }
  // True once a message that must not be lost was refused. What was taken before is still to be read: whoever
  // sees true sees all of it.
  bool overflowed() const { return overflowed_.load(std::memory_order_acquire); }

  static constexpr std::size_t unlimited = ~std::size_t{0};

 private:
  static constexpr std::size_t chunk_size = 128 * 1024;

  bool refuse(bool droppable) {
    if (droppable)
      dropped_.fetch_add(1, std::memory_order_relaxed);
    else
      overflowed_.store(true, std::memory_order_release);
    return false;
  }

  struct Chunk {
    std::atomic<Chunk*> next{nullptr};
    std::atomic<std::size_t> written{0};
    std::size_t size = 0;
    char* bytes() { return reinterpret_cast<char*>(this + 1); }
  };
  static_assert(sizeof(Chunk) % 8 == 0);

  // nullptr without memory.
  static Chunk* new_chunk(std::size_t size) {
    void* memory = ::operator new(sizeof(Chunk) + size, std::nothrow);
    if (!memory) return nullptr;
    auto* chunk = new (memory) Chunk;
    chunk->size = size;
    counters.chunks.fetch_add(1, std::memory_order_relaxed);
    return chunk;
  }
  static void free_chunk(Chunk* chunk) {
    chunk->~Chunk();
    ::operator delete(chunk);
    counters.chunks.fetch_sub(1, std::memory_order_relaxed);
  }

  // Spare chunks go back and forth, so the steady state neither allocates nor faults in new pages. The
  // producer takes the one that was read longest ago, and only if so many were read after it: until then its
  // lines are in the cache of the consumer's processor, and writing to them takes three times as long (100 ns
  // a tick, not 35). Only the consumer moves `spare_in_`, only the producer (who holds the mutex)
  // `spare_out_`.
  static constexpr std::size_t resting = 16, most_spare = 32;

  Chunk* take_chunk(std::size_t span) {
    if (span > chunk_size) return new_chunk(span);
    const std::size_t out = spare_out_.load(std::memory_order_relaxed);
    const std::size_t spare = spare_in_.load(std::memory_order_acquire) - out;
    if (spare < resting)
      if (Chunk* made = new_chunk(chunk_size)) return made;
    if (!spare) return nullptr;
    Chunk* chunk = spares_[out % most_spare];
    spare_out_.store(out + 1, std::memory_order_release);
    return chunk;
  }
  void recycle(Chunk* chunk) {
    const std::size_t in = spare_in_.load(std::memory_order_relaxed);
    if (chunk->size != chunk_size || in - spare_out_.load(std::memory_order_acquire) == most_spare)
      return free_chunk(chunk);
    chunk->next.store(nullptr, std::memory_order_relaxed);
    chunk->written.store(0, std::memory_order_relaxed);
    spares_[in % most_spare] = chunk;
    spare_in_.store(in + 1, std::memory_order_release);
  }

  // Each side writes to lines of its own: one that both write to for every message goes back and forth
  // between their processors.
  const std::size_t capacity_, limit_;
  std::array<Chunk*, most_spare> spares_{};
  alignas(64) std::mutex producers_;
  Chunk* tail_;
  std::size_t freed_ = 0;  // popped_, as of the last time the queue looked full
  std::atomic<std::size_t> pushed_{0}, spare_out_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<bool> overflowed_{false};
  alignas(64) Chunk* head_;
  std::size_t read_ = 0;
  std::size_t readable_ = 0;  // head_->written, as of the last time it had been read to its end
  std::atomic<std::size_t> popped_{0}, spare_in_{0};
};

}  // namespace actp
