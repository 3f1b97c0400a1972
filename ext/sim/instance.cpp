#include "instance.hpp"

#include <poll.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace actp_sim {

namespace {

enum Reason : int {
  read_failed = 0x1001,
  write_failed = 0x1002,
  silent = 0x2001,
  send_stalled = 0x2002,
  bad_packet = 0x2003,
};

constexpr size_t queue_limit = 64 << 20;
constexpr int unsubscribed = 255;
constexpr int from_sequence_number = 4;
// What GetFrontInfo says between the TCP connection and the login.
constexpr int unknown_query_frequency = 1;
constexpr int unknown_package_frequency = 2147483647;
// The vendor beats every 15 s and gives up when nothing could be sent for 40 s.
constexpr double stall_in_beats = 40.0 / 15.0;

// The instance whose session thread this is: callbacks run there, and Release must know.
thread_local const Instance* session_of_this_thread = nullptr;

// Where the vendor's library never returns, this one does not either: actp's guards are tested against it.
[[noreturn]] void hang() {
  for (;;) ::pause();
}

int milliseconds(double seconds) {
  return static_cast<int>(std::ceil(std::min(std::max(seconds, 0.0), 1e6) * 1000));
}

// Create of the vendor's library leaves a handler of its own on SIGUSR1.
void user_signal(int) {}

}  // namespace

Instance::Instance(const Library& library, const char* flow_prefix)
    : library_(library), prefix_(flow_prefix == nullptr ? "" : flow_prefix) {
  for (const char* name : {"DialogRsp.con", "QueryRsp.con"}) FlowFile().open(prefix_ + name);
  day_file_.open(prefix_ + "TradingDay.con");
  trading_days_.push_front(date_of_day(day_file_.day()));
  trading_day_.store(trading_days_.front().c_str());
  if (library_.takes_user_signal) std::signal(SIGUSR1, user_signal);
}

Instance::~Instance() = default;

void Instance::init() {
  Lock held(lock_);
  // A second Init has no effect that shows until Release: see there.
  if (inits_++ > 0) return;
  try {
    session_ = std::thread([this] { run(); });
    sender_ = std::thread([this] { send(); });
  } catch (const std::system_error& error) {
    // Without both there is no connection, ever; Release ends the one that runs.
    std::fprintf(stderr, "actp simulated CTP: Init can not start its threads: %s\n", error.what());
    stopping_.store(true);
    wake_.signal();
  }
}

int Instance::join() {
  Lock held(lock_);
  if (inits_ == 0) return 0;
  joiners_++;
  joined_.wait(held, [this] { return ended_; });
  return 1;
}

bool Instance::release() {
  if (session_of_this_thread == this) {
    // The vendor's returns from here, too, and the process dies when the callback has returned.
    released_inside_ = true;
    return false;
  }
  Lock held(lock_);
  if (inits_ > 1) {
    // Measured: Release never returns after two Inits.
    held.unlock();
    hang();
  }
  stopping_.store(true);
  ready_.notify_all();
  held.unlock();
  wake_.signal();
  if (session_.joinable()) session_.join();
  if (sender_.joinable()) sender_.join();
  held.lock();
  ended_ = true;
  if (joiners_ > 0) {
    // Measured: a thread inside Join gets its 1, Release never returns.
    joined_.notify_all();
    held.unlock();
    hang();
  }
  return true;
}

void Instance::front_info(char* address, size_t size, int* query_frequency, int* package_frequency) {
  Lock held(lock_);
  std::snprintf(address, size, "%s", socket_ ? front_text_.c_str() : "");
  *query_frequency = !socket_ ? 0 : logged_in_ ? query_frequency_ : unknown_query_frequency;
  *package_frequency = !socket_ ? 0 : logged_in_ ? package_frequency_ : unknown_package_frequency;
}

void Instance::register_front(const char* address) {
  Times defaults;
  defaults.lost = library_.lost;
  Address parsed = parse_address(address, defaults);
  Lock held(lock_);
  fronts_.push_back(std::move(parsed));
}

void Instance::register_name_server(const char*) {
  Lock held(lock_);
  if (name_server_told_) return;
  name_server_told_ = true;
  std::fputs("actp simulated CTP: a name server is not simulated, use RegisterFront\n", stderr);
}

void Instance::private_topic(int type, int sequence) {
  Lock held(lock_);
  private_file_.open(prefix_ + "Private.con");
  private_type_ = type;
  private_from_ = sequence;
}

void Instance::public_topic(int type) {
  Lock held(lock_);
  public_file_.open(prefix_ + "Public.con");
  public_type_ = type;
}

int Instance::enqueue(const std::string& frame, const Lock&) {
  if (pending_.size() + writing_ + frame.size() > queue_limit) return no_connection;
  pending_ += frame;
  ready_.notify_all();
  return 0;
}

// The return code of a request that is not sent, or 0.
int Instance::refusal(const Lock&) {
  if (!connected_) return no_connection;
  if (control_count_ == 0) return 0;
  control_count_--;
  return control_code_;
}

int Instance::request(int method, const void* data, size_t size, int request_id, bool query) {
  // The vendor's library crashes on a null pointer once TCP is up; being told is of more use.
  if (data == nullptr) return no_connection;
  Writer frame(request_frame);
  frame.u16(static_cast<uint16_t>(method));
  frame.i32(request_id);
  frame.raw(data, size);
  Lock held(lock_);
  if (int code = refusal(held)) return code;
  if (query && query_pending_) return query_in_flight;
  int code = enqueue(frame.finish(), held);
  if (query && code == 0) {
    query_pending_ = true;
    query_id_ = request_id;
  }
  return code;
}

int Instance::subscribe(int method, char** names, int count) {
  if (count < 0 || (count > 0 && names == nullptr)) return no_connection;
  for (int i = 0; i < count; i++) {
    if (names[i] == nullptr) return no_connection;
  }
  std::string frames;
  int done = 0;
  do {
    // As many names as surely fit into one frame.
    int end = done;
    for (size_t size = 5; end < count && end - done < 65535 && size + 256 <= max_frame; end++) {
      size += 1 + std::min<size_t>(std::strlen(names[end]), 255);
    }
    Writer frame(subscription);
    frame.u16(static_cast<uint16_t>(method));
    frame.u16(static_cast<uint16_t>(end - done));
    for (; done < end; done++) frame.text(names[done]);
    frames += frame.finish();
  } while (done < count);
  Lock held(lock_);
  if (int code = refusal(held)) return code;
  return enqueue(frames, held);
}

void Instance::send() {
  Lock held(lock_);
  for (;;) {
    ready_.wait(held, [this] { return stopping_.load() || (socket_ && !pending_.empty()); });
    if (stopping_.load()) return;
    std::shared_ptr<Socket> socket = socket_;
    std::string bytes;
    bytes.swap(pending_);
    writing_ = bytes.size();
    held.unlock();
    if (!socket->write(bytes)) {
      socket->write_failed.store(true);
      wake_.signal();
    }
    // Let go of the descriptor before waiting: the session thread may have ended it.
    socket.reset();
    held.lock();
    writing_ = 0;
  }
}

void Instance::pause(double seconds) {
  const double deadline = now() + seconds;
  while (!stopping_.load()) {
    const double left = deadline - now();
    if (left <= 0) return;
    pollfd wake = {wake_.descriptor(), POLLIN, 0};
    if (::poll(&wake, 1, milliseconds(left)) > 0 && !stopping_.load()) wake_.clear();
  }
}

void Instance::run() {
  session_of_this_thread = this;
  while (!stopping_.load()) {
    std::vector<Address> fronts;
    {
      Lock held(lock_);
      fronts = fronts_;
    }
    Times bounds;
    if (!fronts.empty()) bounds = fronts.front().times;
    Connection connection = dial(fronts, bounds.timeout, wake_, stopping_);
    if (stopping_.load()) break;
    if (!connection.socket) {
      pause(bounds.refused);
      continue;
    }
    establish(std::move(connection));
    const int reason = converse();
    if (stopping_.load()) break;
    lose(reason);
    pause(times_.lost);
  }
  Lock held(lock_);
  if (socket_) socket_->end();
  socket_.reset();
  connected_ = false;
}

void Instance::establish(Connection&& connection) {
  times_ = connection.front->times;
  welcomed_ = refused_ = false;
  Lock held(lock_);
  front_text_ = connection.front->text;
  socket_ = std::move(connection.socket);
  say_hello(held);
}

void Instance::say_hello(const Lock&) {
  Writer frame(hello);
  frame.u32(magic);
  frame.u16(protocol);
  frame.u8(library_.kind);
  frame.u32(library_.schema);
  frame.text(library_.version);
  frame.text(trading_day_.load());
  frame.u8(static_cast<uint8_t>(private_type_));
  frame.i32(private_type_ == from_sequence_number ? private_from_ : private_file_.count());
  frame.u8(static_cast<uint8_t>(public_type_));
  frame.i32(public_file_.count());
  pending_ = frame.finish();
  ready_.notify_all();
}

void Instance::lose(int reason) {
  static const bool verbose = std::getenv("ACTP_SIM_VERBOSE") != nullptr;
  const void* socket;
  {
    Lock held(lock_);
    socket = socket_.get();
    socket_->end();
    socket_.reset();
    pending_.clear();
    connected_ = logged_in_ = query_pending_ = false;
    control_count_ = 0;
  }
  // The vendor's library prints this at every disconnect. Only on demand here: a program's own output,
  // and 760 lines a second in a storm of disconnects, matter more than the resemblance.
  if (verbose) {
    std::printf("CThostFtdcUserApiImplBase::OnSessionDisconnected[%p][%d][%5d]\n", socket, ++sessions_,
                reason);
  }
  call(library_.on_front_disconnected, nullptr, nullptr, reason, false);
}

int Instance::converse() {
  const std::shared_ptr<Socket> socket = socket_;
  size_t filled = 0;
  double last_received = now();
  double last_beat = last_received;
  bool warned = !library_.warns;
  while (!stopping_.load()) {
    const double blocked = socket->blocked_since.load();
    const double stalled = blocked == 0 ? HUGE_VAL : blocked + times_.beat * stall_in_beats;
    const double beat = welcomed_ ? std::max(last_beat, socket->last_sent.load()) + times_.beat : HUGE_VAL;
    const double warn = warned ? HUGE_VAL : last_received + times_.warn;
    const double end = last_received + times_.timeout;
    pollfd both[] = {{socket->descriptor(), POLLIN, 0}, {wake_.descriptor(), POLLIN, 0}};
    ::poll(both, 2, milliseconds(std::min({stalled, beat, warn, end}) - now()));
    if (stopping_.load()) break;
    if (both[1].revents != 0) wake_.clear();
    // What has arrived is delivered before any judgement on the connection.
    if (both[0].revents != 0) {
      const long count = socket->read(input_.get() + filled, input_size - filled);
      if (count == 0) return socket->write_failed.load() ? write_failed : read_failed;
      if (count > 0) {
        last_received = now();
        warned = !library_.warns;
        filled += static_cast<size_t>(count);
        size_t used = 0;
        while (filled - used >= 4 && !stopping_.load()) {
          const size_t length = read_little(input_.get() + used, 4);
          if (length < 1 || length > max_frame) return bad_packet;
          if (filled - used < 4 + length) break;
          if (!handle(input_.get() + used + 4, length)) return bad_packet;
          if (refused_) return read_failed;
          used += 4 + length;
        }
        std::memmove(input_.get(), input_.get() + used, filled - used);
        filled -= used;
      }
      continue;
    }
    if (socket->write_failed.load()) return write_failed;
    const double time = now();
    if (time >= stalled && socket->blocked_since.load() == blocked) return send_stalled;
    if (time >= end) return silent;
    if (time >= warn) {
      warned = true;
      call(library_.on_heart_beat_warning, nullptr, nullptr,
           static_cast<int>(std::ceil(time - last_received)), false);
    } else if (time >= beat) {
      last_beat = time;
      Lock held(lock_);
      enqueue(Writer(heartbeat).finish(), held);
    }
  }
  return 0;
}

// False for a frame that the protocol does not know.
bool Instance::handle(const char* frame, size_t size) {
  Reader reader(frame + 1, size - 1);
  switch (static_cast<unsigned char>(frame[0])) {
    case heartbeat:
      return size == 1;
    case welcome: {
      const int query_frequency = reader.i32();
      const int package_frequency = reader.i32();
      if (!reader.ok() || reader.left() != 0 || welcomed_) return false;
      welcomed_ = true;
      {
        Lock held(lock_);
        connected_ = true;
        query_frequency_ = query_frequency;
        package_frequency_ = package_frequency;
      }
      call(library_.on_front_connected, nullptr, nullptr, 0, false);
      return true;
    }
    case callback_frame:
      return welcomed_ && handle_callback(reader);
    case control: {
      const int code = reader.i32();
      const uint32_t count = reader.u32();
      if (!reader.ok() || reader.left() != 0) return false;
      Lock held(lock_);
      control_code_ = code;
      control_count_ = count;
      return true;
    }
    case refuse: {
      const char* info = reader.raw(rsp_info_size);
      if (info == nullptr || reader.left() != 0 || welcomed_) return false;
      std::memcpy(info_, info, rsp_info_size);
      call(library_.on_rsp_error, nullptr, info_, 0, true);
      refused_ = true;
      return true;
    }
    default:
      return false;
  }
}

bool Instance::handle_callback(Reader reader) {
  const int index = reader.u16();
  const int request_id = reader.i32();
  const uint8_t flags = reader.u8();
  const uint8_t flow = reader.u8();
  const int32_t sequence = reader.i32();
  if (!reader.ok() || index >= library_.callback_count) return false;
  const Callback& callback = library_.callbacks[index];
  void* info = nullptr;
  void* data = nullptr;
  if (flags & has_info) {
    const char* bytes = reader.raw(rsp_info_size);
    if (bytes == nullptr) return false;
    std::memcpy(info_, bytes, rsp_info_size);
    info = info_;
  }
  if (callback.shape == own) return false;
  keep_sequence(flow, sequence);
  // A notice newer than this version: there is no method that could take it.
  if (callback.shape == absent) return true;
  if (flags & has_struct) {
    const size_t size = reader.left();
    if (size > callback.size) return false;
    std::memset(data_, 0, callback.size);
    std::memcpy(data_, reader.raw(size), size);
    data = data_;
  } else if (reader.left() != 0 || callback.shape == notice) {
    return false;
  }
  const bool last = flags & is_last;
  if (index == library_.on_rsp_user_login) logged_in(data, info);
  if (last && (callback.query || index == library_.on_rsp_error)) {
    // Before the callback: it may send the next query.
    Lock held(lock_);
    if (query_id_ == request_id) query_pending_ = false;
  }
  if (flow == private_flow && sequence > 0 && library_.on_private_seq_no >= 0) {
    call(library_.on_private_seq_no, nullptr, nullptr, sequence, false);
  }
  call(index, data, info, request_id, last);
  return true;
}

void Instance::keep_sequence(uint8_t flow, int32_t sequence) {
  if (sequence <= 0 || (flow != private_flow && flow != public_flow)) return;
  Lock held(lock_);
  FlowFile& file = flow == private_flow ? private_file_ : public_file_;
  if (file.is_open()) file.store(day_file_.day(), sequence);
}

void Instance::logged_in(const void* data, const void* info) {
  int32_t error = 0;
  if (info != nullptr) std::memcpy(&error, info, sizeof error);
  if (error != 0 || data == nullptr) return;
  char date[10] = {};
  std::memcpy(date, data, 9);  // TradingDay stands first in RspUserLogin, in every version
  const int day = day_of_date(date);
  Lock held(lock_);
  logged_in_ = true;
  if (day == 0 || day == day_file_.day()) return;
  day_file_.store(day, 0);
  for (FlowFile* file : {&private_file_, &public_file_}) {
    if (file->is_open()) file->store(day, 0);
  }
  trading_days_.push_front(date_of_day(day));
  trading_day_.store(trading_days_.front().c_str());
}

void Instance::call(int callback, void* data, void* info, int request_id, bool last) {
  void* spi = spi_.load();
  if (spi == nullptr || stopping_.load()) return;
  library_.deliver(spi, callback, data, info, request_id, last);
  if (released_inside_) {
    std::raise(SIGSEGV);
    std::abort();
  }
}

}  // namespace actp_sim
