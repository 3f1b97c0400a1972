// Order round trips without Python: a small CTP program on a trading library, and the same bytes over bare
// TCP. Build with -DVERSION=6_7_11 and the header of that version, its callbacks with empty bodies, included.
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <mutex>
#include <vector>

#include "common.hpp"

#define JOIN(a, b) a##b
#define NAMESPACE(version) JOIN(ctp_, version)
using namespace NAMESPACE(VERSION);

namespace {

class Program final : public TraderSpi {
 public:
  explicit Program(TraderApi* api) : api_(api) {}

  void OnFrontConnected() override {
    ReqUserLoginField login{};
    put(login.BrokerID, "9999");
    put(login.UserID, "u");
    put(login.Password, "p");
    api_->ReqUserLogin(&login, 1);
  }
  void OnRspUserLogin(RspUserLoginField*, RspInfoField*, int, bool) override {
    SettlementInfoConfirmField confirm{};
    put(confirm.BrokerID, "9999");
    put(confirm.InvestorID, "u");
    api_->ReqSettlementInfoConfirm(&confirm, 2);
  }
  void OnRspSettlementInfoConfirm(SettlementInfoConfirmField*, RspInfoField*, int, bool) override {
    tell([&] { ready_ = true; });
  }
  void OnRspOrderInsert(InputOrderField*, RspInfoField*, int, bool) override {
    tell([&] { refused_ = true; });
  }
  void OnRtnOrder(OrderField* order) override {
    if (order->OrderStatus == '3') tell([&] { accepted_++; });
  }

  bool ready() {
    return wait([&] { return ready_; });
  }
  bool insert(int number, const char* instrument, const char* exchange, double price) {
    InputOrderField order{};
    put(order.BrokerID, "9999");
    put(order.InvestorID, "u");
    put(order.UserID, "u");
    put(order.InstrumentID, instrument);
    put(order.ExchangeID, exchange);
    std::snprintf(order.OrderRef, sizeof order.OrderRef, "%d", number);
    order.OrderPriceType = '2';
    order.Direction = '0';
    order.CombOffsetFlag[0] = '0';
    order.CombHedgeFlag[0] = '1';
    order.LimitPrice = price;
    order.VolumeTotalOriginal = 1;
    order.TimeCondition = '3';
    order.VolumeCondition = '1';
    order.MinVolume = 1;
    order.ContingentCondition = '1';
    order.ForceCloseReason = '0';
    if (api_->ReqOrderInsert(&order, 10 + number) != 0) return false;
    return wait([&] { return refused_ || accepted_ >= number; }) && !refused_;
  }

 private:
  template <class Change>
  void tell(Change change) {
    std::lock_guard<std::mutex> guard(lock_);
    change();
    changed_.notify_all();
  }
  template <class Condition>
  bool wait(Condition condition) {
    std::unique_lock<std::mutex> guard(lock_);
    return changed_.wait_for(guard, std::chrono::seconds(20), condition);
  }

  TraderApi* api_;
  std::mutex lock_;
  std::condition_variable changed_;
  bool ready_ = false, refused_ = false;
  int accepted_ = 0;
};

bool read_all(int fd, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::read(fd, data, size);
    if (n <= 0) return false;
    data += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool write_all(int fd, const char* data, std::size_t size) {
  return ::write(fd, data, size) == ssize_t(size);
}

void no_delay(int fd) {
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

// Nanoseconds from each ReqOrderInsert to the report that the exchange has it; false if one was refused or
// lost.
EXPORT bool orders_run(const char* library, const char* flow, const char* address, const char* instrument,
                       const char* exchange, double price, int count, std::int64_t* nanoseconds) {
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return false;
  void* factory = dlsym(handle, "_ZN19CThostFtdcTraderApi19CreateFtdcTraderApiEPKcb");
  if (factory == nullptr) return false;
  TraderApi* api = reinterpret_cast<TraderApi* (*)(const char*, bool)>(factory)(flow, true);
  Program program(api);
  api->RegisterSpi(&program);
  api->SubscribePrivateTopic(2);
  api->SubscribePublicTopic(2);
  char front[256];
  put(front, address);
  api->RegisterFront(front);
  api->Init();
  bool good = program.ready();
  for (int number = 1; good && number <= count; number++) {
    const std::int64_t before = now_ns();
    good = program.insert(number, instrument, exchange, price);
    nanoseconds[number - 1] = now_ns() - before;
  }
  api->Release();
  return good;
}

// The same between two processes that do nothing else: `request` bytes there, `reply` bytes back.
EXPORT bool orders_bare(int request, int reply, int count, std::int64_t* nanoseconds) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return false;
  if (::listen(listener, 1) != 0) return false;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
  std::vector<char> there(static_cast<std::size_t>(request), 'x'), back(static_cast<std::size_t>(reply), 'y');
  const pid_t child = ::fork();
  if (child == 0) {
    const int peer = ::accept(listener, nullptr, nullptr);
    no_delay(peer);
    while (read_all(peer, there.data(), there.size()) && write_all(peer, back.data(), back.size())) {
    }
    ::_exit(0);
  }
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  bool good = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  no_delay(fd);
  for (int i = 0; good && i < count; i++) {
    const std::int64_t before = now_ns();
    good = write_all(fd, there.data(), there.size()) && read_all(fd, back.data(), back.size());
    nanoseconds[i] = now_ns() - before;
  }
  ::close(fd);
  ::close(listener);
  ::waitpid(child, nullptr, 0);
  return good;
}
