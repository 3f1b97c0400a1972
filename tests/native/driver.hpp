// A CTP program under remote control: reads commands on stdin, prints events as JSON lines on stdout.
//
// It only knows the vendor's binary interface, so it drives the vendor's library as well as actp's
// simulated one. The subjects, one per API version and kind, are written by build_driver.py.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace driver {

struct Subject {
  int id = 0;
  virtual void spi(bool on) = 0;
  virtual void front(char* address) = 0;
  virtual void name_server(char* address) = 0;
  virtual void topics(int private_type, int public_type, int sequence) = 0;
  virtual void init() = 0;
  virtual int join() = 0;
  virtual void release() = 0;
  virtual const char* trading_day() = 0;
  virtual int request(int method, void* data, int request_id) = 0;
  virtual int subscribe(int method, char** names, int count) = 0;
  virtual std::string front_info() = 0;
  virtual ~Subject() = default;
};

// Creates a subject with the factory found in `library` (a dlopen handle); null when it has none.
using Make = Subject* (*)(void* library, const char* flow);
// Adds itself to the table at static initialisation.
struct Registration {
  Registration(const char* version, const char* kind, Make make);
};

void* symbol(void* library, const char* name);

// What a callback got. `data_size` is the size of the struct in the version at hand.
void record(int id, int callback, const void* data, size_t data_size, const void* info, int request_id,
            int last);
void record_value(int id, int callback, int value);

}  // namespace driver
