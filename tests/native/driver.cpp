#include "driver.hpp"

#include <dlfcn.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <deque>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

namespace driver {
namespace {

std::mutex output_lock;
std::mutex table_lock;
std::condition_variable posted;
int posts = 0;
std::map<int, Subject*> subjects;
// Commands to run inside a callback: by subject and callback, first come first served.
std::map<std::pair<int, int>, std::deque<std::string>> planned;

std::map<std::string, Make>& makers() {
  static std::map<std::string, Make> table;
  return table;
}

void print(const std::string& line) {
  std::string text = line + "\n";
  std::lock_guard<std::mutex> guard(output_lock);
  for (size_t done = 0; done < text.size();) {
    ssize_t n = write(STDOUT_FILENO, text.data() + done, text.size() - done);
    if (n <= 0) return;
    done += static_cast<size_t>(n);
  }
}

std::string hex(const void* data, size_t size) {
  if (data == nullptr) return "null";
  static const char digits[] = "0123456789abcdef";
  auto bytes = static_cast<const unsigned char*>(data);
  std::string text = "\"";
  for (size_t i = 0; i < size; i++) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text + "\"";
}

std::string quoted(const char* text) { return "\"" + std::string(text) + "\""; }

void run(const std::string& line);

thread_local int callback_depth = 0;

void run_planned(int id, int callback) {
  std::string line;
  {
    std::lock_guard<std::mutex> guard(table_lock);
    auto found = planned.find({id, callback});
    if (found == planned.end() || found->second.empty()) return;
    line = found->second.front();
    found->second.pop_front();
  }
  callback_depth++;
  run(line);
  callback_depth--;
}

std::string thread_id() { return std::to_string(syscall(SYS_gettid)); }

Subject* subject(int id) {
  std::lock_guard<std::mutex> guard(table_lock);
  return subjects.at(id);
}

std::string create(int id, std::istringstream& words) {
  std::string version, kind, path, flow;
  words >> version >> kind >> path >> flow;
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return quoted(dlerror());
  auto made = makers().at(version + " " + kind)(library, flow == "-" ? "" : flow.c_str());
  if (made == nullptr) return quoted("no factory");
  made->id = id;
  std::lock_guard<std::mutex> guard(table_lock);
  subjects[id] = made;
  return "true";
}

std::string call(int id, const std::string& verb, std::istringstream& words) {
  if (verb == "create") return create(id, words);
  if (verb == "post") {
    std::lock_guard<std::mutex> guard(table_lock);
    posts++;
    posted.notify_all();
    return "true";
  }
  if (verb == "wait") {
    std::unique_lock<std::mutex> guard(table_lock);
    posted.wait(guard, [] { return posts > 0; });
    posts--;
    return "true";
  }
  if (verb == "on") {
    int callback;
    std::string rest;
    words >> callback;
    std::getline(words, rest);
    std::lock_guard<std::mutex> guard(table_lock);
    planned[{id, callback}].push_back(rest);
    return "true";
  }
  if (verb == "version") {
    std::string kind, path;
    words >> kind >> path;
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return quoted(dlerror());
    const char* name =
        kind == "md" ? "_ZN15CThostFtdcMdApi13GetApiVersionEv" : "_ZN19CThostFtdcTraderApi13GetApiVersionEv";
    return quoted(reinterpret_cast<const char* (*)()>(symbol(library, name))());
  }
  if (verb == "system_info") {
    std::string path, name;
    words >> path >> name;
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return quoted(dlerror());
    char text[512] = {};
    int length = 0;
    int result = reinterpret_cast<int (*)(char*, int&)>(symbol(library, name.c_str()))(text, length);
    return "[" + std::to_string(result) + ", " + hex(text, static_cast<size_t>(length)) + "]";
  }
  Subject* it = subject(id);
  if (verb == "spi") {
    std::string state;
    words >> state;
    it->spi(state == "on");
    return "true";
  }
  if (verb == "front" || verb == "name_server") {
    std::string address;
    words >> address;
    std::vector<char> copy(address.begin(), address.end());
    copy.push_back('\0');
    verb == "front" ? it->front(copy.data()) : it->name_server(copy.data());
    return "true";
  }
  if (verb == "topics") {
    int private_type, public_type, sequence;
    words >> private_type >> public_type >> sequence;
    it->topics(private_type, public_type, sequence);
    return "true";
  }
  if (verb == "init") {
    it->init();
    return "true";
  }
  if (verb == "join") return std::to_string(it->join());
  if (verb == "release") {
    it->release();
    std::lock_guard<std::mutex> guard(table_lock);
    subjects.erase(id);
    // Not inside a callback of its own, which still needs its recorder.
    if (callback_depth == 0) delete it;
    return "true";
  }
  if (verb == "trading_day") return quoted(it->trading_day());
  if (verb == "front_info") return it->front_info();
  if (verb == "request") {
    int method, request_id;
    std::string data;
    words >> method >> request_id >> data;
    alignas(8) static thread_local char buffer[16384];
    std::memset(buffer, 0, sizeof buffer);
    if (data == "null") return std::to_string(it->request(method, nullptr, request_id));
    if (data != "-") {
      for (size_t i = 0; i + 1 < data.size(); i += 2) {
        buffer[i / 2] = static_cast<char>(std::stoi(data.substr(i, 2), nullptr, 16));
      }
    }
    return std::to_string(it->request(method, buffer, request_id));
  }
  if (verb == "subscribe") {
    int method;
    std::string name;
    std::vector<std::string> names;
    words >> method;
    while (words >> name) names.push_back(name);
    std::vector<char*> pointers;
    for (auto& each : names) pointers.push_back(&each[0]);
    return std::to_string(it->subscribe(method, pointers.data(), static_cast<int>(pointers.size())));
  }
  return quoted("unknown verb");
}

void run(const std::string& line) {
  std::istringstream words(line);
  int id;
  std::string verb;
  if (!(words >> id >> verb)) return;
  if (verb == "async") {
    std::string rest;
    std::getline(words, rest);
    std::thread([id, rest] { run(std::to_string(id) + rest); }).detach();
    return;
  }
  std::string reply;
  try {
    reply = call(id, verb, words);
  } catch (const std::exception& error) {
    reply = quoted(error.what());
  }
  print("{\"id\": " + std::to_string(id) + ", \"verb\": \"" + verb + "\", \"reply\": " + reply +
        ", \"thread\": " + thread_id() + "}");
}

}  // namespace

Registration::Registration(const char* version, const char* kind, Make make) {
  makers()[std::string(version) + " " + kind] = make;
}

void* symbol(void* library, const char* name) { return dlsym(library, name); }

void record(int id, int callback, const void* data, size_t data_size, const void* info, int request_id,
            int last) {
  print("{\"id\": " + std::to_string(id) + ", \"callback\": " + std::to_string(callback) +
        ", \"data\": " + hex(data, data_size) + ", \"info\": " + hex(info, 88) +
        ", \"request_id\": " + std::to_string(request_id) + ", \"last\": " + std::to_string(last) +
        ", \"thread\": " + thread_id() + "}");
  run_planned(id, callback);
}

void record_value(int id, int callback, int value) {
  print("{\"id\": " + std::to_string(id) + ", \"callback\": " + std::to_string(callback) +
        ", \"value\": " + std::to_string(value) + ", \"thread\": " + thread_id() + "}");
  run_planned(id, callback);
}

}  // namespace driver

int main() {
  std::string line;
  while (std::getline(std::cin, line)) driver::run(line);
  // Threads of a subject that was never released may still run: then no exit handlers. Otherwise a leak
  // checker may have its look.
  std::lock_guard<std::mutex> guard(driver::table_lock);
  if (!driver::subjects.empty()) _exit(0);
  return 0;
}
