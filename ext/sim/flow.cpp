#include "flow.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include "address.hpp"

namespace actp_sim {

namespace {

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : days[month - 1];
}

}  // namespace

FlowFile::~FlowFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FlowFile::open(const std::string& path) {
  if (descriptor_ >= 0) return;
  // A symbolic link may lead to a file of somebody else's, and a pipe would never come back.
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
  struct stat found{};
  if (descriptor_ < 0 || ::fstat(descriptor_, &found) != 0 || !S_ISREG(found.st_mode))
    crash("RuntimeError", "can not open CFlow file");
  unsigned char bytes[6];
  if (::pread(descriptor_, bytes, sizeof bytes, 0) == static_cast<ssize_t>(sizeof bytes)) {
    day_ = bytes[0] << 8 | bytes[1];
    count_ = static_cast<int>(static_cast<uint32_t>(bytes[2]) << 24 | static_cast<uint32_t>(bytes[3]) << 16 |
                              static_cast<uint32_t>(bytes[4]) << 8 | bytes[5]);
  } else {
    store(0, 0);
  }
}

void FlowFile::store(int day, int count) {
  day_ = day;
  count_ = count;
  if (descriptor_ < 0) return;
  auto number = static_cast<uint32_t>(count);
  const unsigned char bytes[6] = {
      static_cast<unsigned char>(day >> 8),     static_cast<unsigned char>(day),
      static_cast<unsigned char>(number >> 24), static_cast<unsigned char>(number >> 16),
      static_cast<unsigned char>(number >> 8),  static_cast<unsigned char>(number),
  };
  if (::pwrite(descriptor_, bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes)) {
    std::perror("actp simulated CTP: a flow file cannot be written, a later RESUME will start too early");
  }
}

std::string date_of_day(int day) {
  int year = 1980;
  int month = 1;
  for (; day > (leap(year) ? 366 : 365); year++) day -= leap(year) ? 366 : 365;
  for (; day > days_of_month(year, month); month++) day -= days_of_month(year, month);
  char text[32];
  std::snprintf(text, sizeof text, "%04d%02d%02d", year, month, day);
  return text;
}

int day_of_date(const char* date) {
  int year = 0, month = 0, day = 0;
  if (std::sscanf(date, "%4d%2d%2d", &year, &month, &day) != 3) return 0;
  if (year < 1980 || year > 2150 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
    return 0;
  for (int each = 1980; each < year; each++) day += leap(each) ? 366 : 365;
  for (int each = 1; each < month; each++) day += days_of_month(year, each);
  return day;
}

}  // namespace actp_sim
