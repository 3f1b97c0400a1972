#pragma once

#include <string>

namespace actp_sim {

// A flow file (*.con): 6 bytes, a big-endian day number (1 is 1980-01-01) and a big-endian count.
//
// The day was established from GetTradingDay of the vendor's library over crafted TradingDay.con files;
// the count is never shown by any call, its byte order is taken from the day's.
class FlowFile {
 public:
  FlowFile() = default;
  ~FlowFile();
  FlowFile(const FlowFile&) = delete;
  FlowFile& operator=(const FlowFile&) = delete;

  // Opens or makes the file. A directory that is missing ends the process, as with the vendor.
  void open(const std::string& path);
  bool is_open() const { return descriptor_ >= 0; }
  int day() const { return day_; }
  int count() const { return count_; }
  void store(int day, int count);

 private:
  int descriptor_ = -1;
  int day_ = 0;
  int count_ = 0;
};

// "19800100" for day 0, the calendar date for the others.
std::string date_of_day(int day);
// 0 for a text that is no date.
int day_of_date(const char* date);

}  // namespace actp_sim
