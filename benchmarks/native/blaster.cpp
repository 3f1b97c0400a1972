// A market-data library for measurements. It has the vendor's C++ ABI, so every CTP binding can load it, and
// it emits depth ticks from a thread of its own when the measuring program says so through the C functions at
// the end. Build with -DVERSION=6_7_11 and the header of that version included on the command line.
//
// Turnover carries the moment before the callback: CLOCK_MONOTONIC nanoseconds as a double.
#include <sys/prctl.h>
#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#endif

#include <algorithm>
#include <atomic>
#include <cfloat>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common.hpp"

#define JOIN(a, b) a##b
#define NAMESPACE(version) JOIN(ctp_, version)
#define QUOTE(text) #text
#define TEXT(text) QUOTE(text)
using namespace NAMESPACE(VERSION);

namespace {

// One emission: how many ticks, how fast, and how far ahead of the reader.
struct Order {
  std::atomic<long> count{0};  // 0: nothing to do
  long rate = 0;               // per second; 0: as fast as the callback returns
  long window = 0;             // ticks that may be unread; 0: no limit
};

Order order;
std::atomic<std::int64_t> acknowledged{0};
std::atomic<long> emitted{0};
std::atomic<std::int64_t> spent{0};  // CPU time of the emission's thread
std::atomic<int> disconnects{0};
std::vector<std::int32_t> durations;

class Blaster final : public MdApi {
 public:
  void Release() override {
    stop_ = true;
    if (worker_.get_id() == std::this_thread::get_id()) {
      worker_.detach();  // released out of a callback: the thread still needs this object
      return;
    }
    if (worker_.joinable()) worker_.join();
    delete this;
  }
  void Init() override {
    worker_ = std::thread([this] { run(); });
  }
  int Join() override {
    while (!stop_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return 0;
  }
  const char* GetTradingDay() override { return "20260918"; }
  void RegisterFront(char*) override {}
  void RegisterNameServer(char*) override {}
  void RegisterFensUserInfo(FensUserInfoField*) override {}
  void RegisterSpi(MdSpi* spi) override { spi_ = spi; }
  int SubscribeMarketData(char** names, int count) override {
    std::lock_guard<std::mutex> lock(mutex_);
    for (int i = 0; i < count; i++) unanswered_.emplace_back(names[i]);
    return 0;
  }
  int UnSubscribeMarketData(char**, int) override { return 0; }
  int SubscribeForQuoteRsp(char**, int) override { return 0; }
  int UnSubscribeForQuoteRsp(char**, int) override { return 0; }
  int ReqUserLogin(ReqUserLoginField*, int request_id) override {
    login_ = request_id;
    return 0;
  }
  int ReqUserLogout(UserLogoutField*, int) override { return 0; }
  int ReqQryMulticastInstrument(QryMulticastInstrumentField*, int) override { return 0; }

 private:
  // Between emissions the thread looks every millisecond for something to do, as a network thread polls.
  void run() {
    prctl(PR_SET_TIMERSLACK, 1);
    spi_->OnFrontConnected();
    while (!stop_) {
      if (const int request = login_.exchange(-1); request >= 0) {
        RspUserLoginField answer{};
        put(answer.TradingDay, "20260918");
        RspInfoField good{};
        spi_->OnRspUserLogin(&answer, &good, request, true);
      }
      answer_subscriptions();
      if (disconnects.load() > 0) {
        disconnects.fetch_sub(1);
        spi_->OnFrontDisconnected(0x1001);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        spi_->OnFrontConnected();
      }
      if (order.count.load(std::memory_order_acquire)) emit();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  void answer_subscriptions() {
    std::vector<std::string> names;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      names.swap(unanswered_);
    }
    for (const auto& name : names) {
      SpecificInstrumentField instrument{};
      put(instrument.InstrumentID, name.c_str());
      RspInfoField good{};
      spi_->OnRspSubMarketData(&instrument, &good, 0, &name == &names.back());
      bool known = false;
      for (const auto& tick : ticks_) known = known || name == tick.InstrumentID;
      if (!known) ticks_.push_back(tick_of(name));
    }
  }

  static DepthMarketDataField tick_of(const std::string& name) {
    DepthMarketDataField tick{};
    put(tick.TradingDay, "20260918");
    put(tick.ActionDay, "20260918");
    put(tick.ExchangeID, "SHFE");
    put(tick.UpdateTime, "10:00:00");
    put(tick.InstrumentID, name.c_str());
    tick.LastPrice = 3500;
    tick.ClosePrice = tick.SettlementPrice = DBL_MAX;
    tick.BidPrice1 = 3499;
    tick.AskPrice1 = 3501;
    tick.BidVolume1 = 7;
    tick.AskVolume1 = 9;
    return tick;
  }

  void emit() {
    const long count = order.count.load(std::memory_order_relaxed);
    const long rate = order.rate, window = order.window;
    const std::size_t instruments = ticks_.size();
    std::size_t which = 0;
    const std::int64_t start = now_ns(), began = thread_ns();
    std::int64_t allowed = window ? acknowledged.load() + window : count;
    for (long i = 0; i < count && !stop_ && instruments; i++) {
      if (rate) sleep_until(start + static_cast<std::int64_t>(1e9 * static_cast<double>(i) / rate));
      while (i >= allowed && !stop_) {
        allowed = acknowledged.load(std::memory_order_relaxed) + window;
        if (i >= allowed) std::this_thread::sleep_for(std::chrono::microseconds(50));
      }
      DepthMarketDataField& tick = ticks_[which];
      if (++which == instruments) which = 0;
      tick.Volume = static_cast<int>(i + 1);
      tick.UpdateMillisec = static_cast<int>(i % 1000);
      if (rate) {
        const std::int64_t before = now_ns();
        tick.Turnover = static_cast<double>(before);
        spi_->OnRtnDepthMarketData(&tick);
        durations.push_back(static_cast<std::int32_t>(std::min<std::int64_t>(now_ns() - before, INT32_MAX)));
      } else {
        // At full speed the clock would be a good part of the cost.
        if ((i & 255) == 0) tick.Turnover = static_cast<double>(now_ns());
        spi_->OnRtnDepthMarketData(&tick);
      }
      emitted.store(i + 1, std::memory_order_relaxed);
    }
    spent = thread_ns() - began;
    order.count.store(0, std::memory_order_release);
  }

  MdSpi* spi_ = nullptr;
  std::thread worker_;
  std::mutex mutex_;
  std::vector<std::string> unanswered_;
  std::vector<DepthMarketDataField> ticks_;
  std::atomic<int> login_{-1};
  std::atomic<bool> stop_{false};
};

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

// The factory in both forms that CTP has had, under the vendor's symbol names.
EXPORT MdApi* _ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbb(const char*, bool, bool) { return new Blaster; }
EXPORT MdApi* _ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbbb(const char*, bool, bool, bool) {
  return new Blaster;
}
EXPORT const char* _ZN15CThostFtdcMdApi13GetApiVersionEv() {
  static std::string text = [] {
    std::string version = TEXT(VERSION);
    std::replace(version.begin(), version.end(), '_', '.');
    return "v" + version + "_benchmark";
  }();
  return text.c_str();
}

// What the measuring program calls.
EXPORT void blaster_start(long count, long rate, long window) {
  durations.clear();
  durations.reserve(rate ? static_cast<std::size_t>(count) : 0);
  acknowledged = 0;
  emitted = 0;
  order.rate = rate;
  order.window = window;
  order.count.store(count, std::memory_order_release);
}
EXPORT void blaster_acknowledge(std::int64_t read) { acknowledged.store(read, std::memory_order_relaxed); }
EXPORT long blaster_emitted() { return emitted.load(); }
// CPU nanoseconds of the emission's thread, callbacks and its own work. Valid when it is done.
EXPORT std::int64_t blaster_spent() { return spent.load(); }
EXPORT int blaster_done() { return order.count.load(std::memory_order_acquire) == 0; }
// Nanoseconds in the callback, tick by tick, of an emission with a rate. Valid when it is done.
EXPORT const std::int32_t* blaster_durations() { return durations.data(); }
EXPORT void blaster_disconnect() { disconnects.fetch_add(1); }
// Under callgrind: count instructions from now on, or no longer. Elsewhere nothing.
EXPORT void blaster_profile([[maybe_unused]] int on) {
#ifdef CALLGRIND_START_INSTRUMENTATION
  if (on)
    CALLGRIND_START_INSTRUMENTATION;
  else
    CALLGRIND_STOP_INSTRUMENTATION;
#endif
}
