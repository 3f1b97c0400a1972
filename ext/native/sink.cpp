#include <ctime>

#include "shim.hpp"

namespace actp {

void Sink::push(int callback, int request_id, int flags, const void* info, const void* data,
                std::size_t size) {
  if (!open_.load(std::memory_order_acquire)) return;
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  Message message{};
  message.received_ns = std::int64_t{now.tv_sec} * 1000000000 + now.tv_nsec;
  message.request_id = request_id;
  message.callback = static_cast<std::uint16_t>(callback);
  message.size = data ? static_cast<std::uint32_t>(size) : 0;
  message.flags =
      static_cast<std::uint8_t>(flags | (data ? Message::has_data : 0) | (info ? Message::has_info : 0));
  queue_.push(message, info, data, callback == droppable_);
  waker_.signal();
}

}  // namespace actp
