#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "address.hpp"
#include "flow.hpp"
#include "socket.hpp"
#include "wire.hpp"

namespace actp_sim {

// The six callback shapes of CTP; `absent` in a version without the callback, `own` for those that no
// front may send because the library makes them itself.
enum Shape : uint8_t { absent, own, response, error, notice, error_notice };

struct Callback {
  Shape shape;
  bool query;     // answers a query: its last row ends the query in flight
  uint16_t size;  // of the struct, 0 without one
};

// What the common part must know of one API version and kind. Generated: see generate_sim.py.
struct Library {
  const char* version;
  uint8_t kind;  // 0 market data, 1 trading
  uint32_t schema;
  double lost;  // seconds before the first attempt after a lost session
  bool warns;   // whether OnHeartBeatWarning exists in more than name
  bool takes_user_signal;
  const Callback* callbacks;
  int callback_count;
  int on_front_connected, on_front_disconnected, on_heart_beat_warning, on_rsp_user_login, on_rsp_error;
  int on_private_seq_no;  // -1 before 6.7.13
  // Calls the SPI's method. The int-shaped ones take their value from `request_id`.
  void (*deliver)(void* spi, int callback, void* data, void* info, int request_id, bool last);
};

// Room for the longest frame behind what is left of the one before it.
constexpr size_t input_size = 2 * (max_frame + 4);

enum ReturnCode : int { no_connection = -1, query_in_flight = -2 };

// One API object: everything that is the same in all versions.
class Instance {
 public:
  Instance(const Library& library, const char* flow_prefix);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  void init();
  int join();
  // True when the caller may now free the object.
  bool release();
  const char* trading_day() const { return trading_day_.load(); }
  void front_info(char* address, size_t size, int* query_frequency, int* package_frequency);
  void register_front(const char* address);
  void register_name_server(const char* address);
  void register_spi(void* spi) { spi_.store(spi); }
  void private_topic(int type, int sequence);
  void public_topic(int type);
  int request(int method, const void* data, size_t size, int request_id, bool query);
  int subscribe(int method, char** names, int count);

 private:
  using Lock = std::unique_lock<std::mutex>;

  void run();
  void send();
  void pause(double seconds);
  // Talks over an established connection until it is lost; returns the reason of OnFrontDisconnected.
  int converse();
  bool handle(const char* frame, size_t size);
  bool handle_callback(Reader reader);
  void keep_sequence(uint8_t flow, int32_t sequence);
  void logged_in(const void* data, const void* info);
  void say_hello(const Lock& held);
  void establish(Connection&& connection);
  void lose(int reason);
  int enqueue(const std::string& frame, const Lock& held);
  int refusal(const Lock& held);
  void call(int callback, void* data, void* info, int request_id, bool last);

  const Library& library_;
  const std::string prefix_;
  std::atomic<void*> spi_{nullptr};
  std::atomic<const char*> trading_day_{nullptr};
  std::atomic<bool> stopping_{false};
  WakeUp wake_;

  std::mutex lock_;
  std::condition_variable ready_;   // for the sender: bytes to write, or stopping
  std::condition_variable joined_;  // for Join and Release
  // Guarded by lock_.
  std::vector<Address> fronts_;
  // Every trading day ever answered: the caller of GetTradingDay may keep the pointer until Release.
  std::forward_list<std::string> trading_days_;
  FlowFile day_file_, private_file_, public_file_;
  int private_type_ = 255, public_type_ = 255;
  int private_from_ = 1;
  std::shared_ptr<Socket> socket_;
  std::string front_text_;
  std::string pending_;
  size_t writing_ = 0;
  bool connected_ = false, logged_in_ = false;
  int query_frequency_ = 0, package_frequency_ = 0;
  bool query_pending_ = false;
  int query_id_ = 0;
  int control_code_ = 0;
  uint32_t control_count_ = 0;
  int inits_ = 0, joiners_ = 0;
  bool ended_ = false, name_server_told_ = false;

  // Of the session thread alone.
  Times times_;
  int sessions_ = 0;
  bool welcomed_ = false, refused_ = false, released_inside_ = false;
  // Not filled with zeros: what no frame ever reaches stays untouched, and so costs no memory.
  const std::unique_ptr<char[]> input_{new char[input_size]};
  alignas(16) char data_[8192];
  alignas(16) char info_[rsp_info_size];

  std::thread session_, sender_;
};

}  // namespace actp_sim
