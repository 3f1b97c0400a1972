// What the generated SPI shims and request tables are made of.
#pragma once
#include "queue.hpp"
#include "waker.hpp"

namespace actp {

constexpr int no_such_method = -1000;

// Every callback of one API instance ends here: it is copied into the queue and the loop is woken.
class Sink {
 public:
  Sink(Queue& queue, Waker& waker, int droppable_callback)
      : queue_(queue), waker_(waker), droppable_(droppable_callback) {}

  // After this no callback reaches the queue. Release can still be waiting for one that runs.
  void close() { open_.store(false, std::memory_order_release); }

  void void_(int callback) { push(callback, 0, 0, nullptr, nullptr, 0); }
  void int_(int callback, int value) { push(callback, value, 0, nullptr, nullptr, 0); }
  template <class Data, class Info>
  void response_(int callback, const Data* data, const Info* info, int request_id, bool is_last) {
    push(callback, request_id, is_last ? Message::is_last : 0, info_bytes(info), data, sizeof(Data));
  }
  template <class Info>
  void error_(int callback, const Info* info, int request_id, bool is_last) {
    push(callback, request_id, is_last ? Message::is_last : 0, info_bytes(info), nullptr, 0);
  }
  template <class Data>
  void notice_(int callback, const Data* data) {
    push(callback, 0, 0, nullptr, data, sizeof(Data));
  }
  template <class Data, class Info>
  void error_notice_(int callback, const Data* data, const Info* info) {
    push(callback, 0, 0, info_bytes(info), data, sizeof(Data));
  }

 private:
  template <class Info>
  static const void* info_bytes(const Info* info) {
    static_assert(sizeof(Info) == rsp_info_size);
    return info;
  }

  void push(int callback, int request_id, int flags, const void* info, const void* data, std::size_t size);

  Queue& queue_;
  Waker& waker_;
  const int droppable_;
  std::atomic<bool> open_{true};
};

// The calls of one API class in one version. `void *` stands for the version's own API and shim classes.
struct Operations {
  int create_parameters;  // what the factory takes in this version, flow path included
  void* (*new_shim)(Sink& sink);
  void (*delete_shim)(void* shim);
  void (*register_spi)(void* api, void* shim);
  void (*register_front)(void* api, char* address);
  void (*register_name_server)(void* api, char* address);
  void (*register_fens_user_info)(void* api, void* data);
  void (*init)(void* api);
  void (*release)(void* api);
  const char* (*trading_day)(void* api);
  int (*request)(void* api, int method, void* data, int request_id);
  int (*subscription)(void* api, int method, char** names, int count);
  void (*topics)(void* api, int private_type, int public_type, int sequence);
  bool (*front_info)(void* api, void* data);  // false: this version has no GetFrontInfo
};

struct Version {
  const char* name;
  const Operations& md;
  const Operations& trader;
};

extern const Version* const versions[];
extern const int version_count;

}  // namespace actp
