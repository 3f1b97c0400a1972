// A CTP library opened at run time, and API instances made by it.
#pragma once
#include <dlfcn.h>
#include <link.h>
#include <signal.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "shim.hpp"

namespace actp {

enum class Kind { md, trader };

// Opens the file and finds its entry points. Throws std::runtime_error with the loader's own words.
// Never closed: the vendor's libraries start threads and register handlers that outlive any instance.
class Library {
 public:
  Library(const char* path, Kind kind) : kind_(kind) {
    // RTLD_LOCAL: two versions, or the market-data and the trader library, export the same names.
    handle_ = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle_) throw std::runtime_error(dlerror());
    const bool md = kind == Kind::md;
    version_text_ = symbol<const char*()>(md ? "_ZN15CThostFtdcMdApi13GetApiVersionEv"
                                             : "_ZN19CThostFtdcTraderApi13GetApiVersionEv");
    old_factory_ = dlsym(handle_, md ? "_ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbb"
                                     : "_ZN19CThostFtdcTraderApi19CreateFtdcTraderApiEPKc");
    new_factory_ = dlsym(handle_, md ? "_ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbbb"
                                     : "_ZN19CThostFtdcTraderApi19CreateFtdcTraderApiEPKcb");
  }

  bool has_factory() const { return version_text_ && (old_factory_ || new_factory_); }
  // GetApiVersion(), such as "v6.7.11_20250617 16:22:00.10369".
  std::string version_text() const {
    const char* text = version_text_ ? version_text_() : nullptr;
    return text ? text : "";
  }

  // How many virtual methods its API class has, by the size of the table that the vendor exports; 0 where
  // the loader cannot tell. Builds of one version number have differed in it.
  std::size_t virtual_methods() const {
#ifdef __GLIBC__
    void* table = dlsym(handle_, kind_ == Kind::md ? "_ZTV15CThostFtdcMdApi" : "_ZTV19CThostFtdcTraderApi");
    Dl_info info;
    void* entry = nullptr;
    if (table && dladdr1(table, &info, &entry, RTLD_DL_SYMENT) && entry)
      if (const auto size = static_cast<const ElfW(Sym)*>(entry)->st_size; size >= 2 * sizeof(void*))
        return size / sizeof(void*) - 2;  // before the methods: offset to top, type information
#endif
    return 0;
  }

  // The vendor's factory with the arguments it takes: a production flag came with 6.7.11. One public
  // build exports both forms, so the described form is tried first.
  void* create(const Operations& operations, const char* flow, bool production) const {
    const int newer = kind_ == Kind::md ? 4 : 2;
    const bool use_new = new_factory_ && (operations.create_parameters == newer || !old_factory_);
    if (kind_ == Kind::md) {
      if (use_new)
        return reinterpret_cast<void* (*)(const char*, bool, bool, bool)>(new_factory_)(flow, false, false,
                                                                                        production);
      return reinterpret_cast<void* (*)(const char*, bool, bool)>(old_factory_)(flow, false, false);
    }
    if (use_new) return reinterpret_cast<void* (*)(const char*, bool)>(new_factory_)(flow, production);
    return reinterpret_cast<void* (*)(const char*)>(old_factory_)(flow);
  }

  Kind kind() const { return kind_; }

 private:
  template <class Function>
  Function* symbol(const char* name) const {
    return reinterpret_cast<Function*>(dlsym(handle_, name));
  }

  void* handle_;
  Kind kind_;
  const char* (*version_text_)();
  void* old_factory_;
  void* new_factory_;
};

inline const Version* find_version(const std::string& name) {
  for (int i = 0; i < version_count; i++)
    if (name == versions[i]->name) return versions[i];
  return nullptr;
}

// Puts a signal's handler back when it goes out of scope, but not the default action, which ends the process:
// under the vendor's libraries SIGUSR1 does come, from calls that another thread than theirs makes. Those
// that leave no handler of their own, market data from 6.7.11 on, get one that does nothing.
class KeptHandler {
 public:
  explicit KeptHandler(int signal) : signal_(signal) { sigaction(signal, nullptr, &handler_); }
  KeptHandler(const KeptHandler&) = delete;
  KeptHandler& operator=(const KeptHandler&) = delete;
  ~KeptHandler() {
    struct sigaction now{};
    sigaction(signal_, nullptr, &now);
    if (handler_.sa_handler == SIG_DFL) {
      if (now.sa_handler != SIG_DFL) return;
      handler_.sa_handler = [](int) {};
      handler_.sa_flags = SA_RESTART;
    }
    sigaction(signal_, &handler_, nullptr);
  }

 private:
  int signal_;
  struct sigaction handler_{};
};

// One vendor API object with its queue, wake-up and shim.
class Instance {
 public:
  Instance(std::size_t queue_capacity, std::size_t backlog, bool use_eventfd, int droppable_callback)
      : queue(queue_capacity, backlog), waker(use_eventfd), sink(queue, waker, droppable_callback) {
    counters.instances.fetch_add(1, std::memory_order_relaxed);
  }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance() {
    if (shim_) {
      operations_->delete_shim(shim_);
      counters.shims.fetch_sub(1, std::memory_order_relaxed);
    }
    counters.instances.fetch_sub(1, std::memory_order_relaxed);
  }

  bool create(const Library& library, const Version& version, const char* flow, bool production) {
    operations_ = library.kind() == Kind::md ? &version.md : &version.trader;
    {
      const KeptHandler kept(SIGUSR1);  // Create takes it, up to 6.7.10 that of both libraries
      api_ = library.create(*operations_, flow, production);
    }
    if (!api_) return false;
    shim_ = operations_->new_shim(sink);
    counters.shims.fetch_add(1, std::memory_order_relaxed);
    operations_->register_spi(api_, shim_);
    return true;
  }
  bool created() const { return api_ != nullptr; }
  // Created once, perhaps released since: its shim and its closed sink stay until the end.
  bool used() const { return shim_ != nullptr; }

  void register_front(const std::string& address) {
    std::vector<char> copy(address.c_str(), address.c_str() + address.size() + 1);
    operations_->register_front(api_, copy.data());
  }
  void register_name_server(const std::string& address) {
    std::vector<char> copy(address.c_str(), address.c_str() + address.size() + 1);
    operations_->register_name_server(api_, copy.data());
  }
  void register_fens_user_info(void* data) { operations_->register_fens_user_info(api_, data); }
  void topics(int private_type, int public_type, int sequence) {
    operations_->topics(api_, private_type, public_type, sequence);
  }
  void init() { operations_->init(api_); }
  // Waits for a callback that is running, so never call it with a lock that a callback could want.
  void release() {
    sink.close();
    operations_->release(api_);
    api_ = nullptr;
  }
  std::string trading_day() const {
    const char* day = operations_->trading_day(api_);
    return day ? day : "";
  }
  int request(int method, void* data, int request_id) {
    return operations_->request(api_, method, data, request_id);
  }
  int subscription(int method, const std::vector<std::string>& names) {
    std::vector<std::string> copies(names);
    std::vector<char*> pointers;
    pointers.reserve(copies.size());
    for (auto& name : copies) pointers.push_back(name.data());
    return operations_->subscription(api_, method, pointers.data(), static_cast<int>(pointers.size()));
  }
  bool front_info(void* data) const { return operations_->front_info(api_, data); }

  Queue queue;
  Waker waker;
  Sink sink;

 private:
  const Operations* operations_ = nullptr;
  void* api_ = nullptr;
  void* shim_ = nullptr;
};

}  // namespace actp
