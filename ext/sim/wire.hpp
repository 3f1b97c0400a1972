#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

// The frames of docs/explanation/sim-protocol.md: writing them, and reading them with checks.
namespace actp_sim {

constexpr size_t max_frame = 262144;
constexpr size_t rsp_info_size = 88;
constexpr uint32_t magic = 0x50544341;
constexpr uint16_t protocol = 1;

enum FrameType : uint8_t {
  hello = 1,
  request_frame = 2,
  subscription = 3,
  heartbeat = 4,
  welcome = 16,
  callback_frame = 17,
  control = 18,
  refuse = 19,
};

enum CallbackFlag : uint8_t { has_struct = 1, has_info = 2, is_last = 4 };
enum Flow : uint8_t { dialog_flow = 0, query_flow = 1, private_flow = 2, public_flow = 3, no_flow = 255 };

class Writer {
 public:
  explicit Writer(FrameType type) : bytes_(4, '\0') { u8(type); }
  void u8(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void u16(uint16_t value) { little(value, 2); }
  void u32(uint32_t value) { little(value, 4); }
  void i32(int32_t value) { little(static_cast<uint32_t>(value), 4); }
  void raw(const void* data, size_t size) { bytes_.append(static_cast<const char*>(data), size); }
  void text(const char* value) {
    size_t length = std::strlen(value);
    if (length > 255) length = 255;
    u8(static_cast<uint8_t>(length));
    raw(value, length);
  }
  // The whole frame; nothing may be added afterwards.
  const std::string& finish() {
    auto length = static_cast<uint32_t>(bytes_.size() - 4);
    for (int i = 0; i < 4; i++) bytes_[static_cast<size_t>(i)] = static_cast<char>(length >> (8 * i));
    return bytes_;
  }

 private:
  void little(uint32_t value, int size) {
    for (int i = 0; i < size; i++) bytes_.push_back(static_cast<char>(value >> (8 * i)));
  }
  std::string bytes_;
};

inline uint32_t read_little(const char* at, int size) {
  uint32_t value = 0;
  for (int i = 0; i < size; i++) value |= static_cast<uint32_t>(static_cast<unsigned char>(at[i])) << (8 * i);
  return value;
}

// Reads a frame's body. Reading past the end clears ok() and gives zeros.
class Reader {
 public:
  Reader(const char* at, size_t size) : at_(at), left_(size) {}
  uint8_t u8() { return static_cast<uint8_t>(number(1)); }
  uint16_t u16() { return static_cast<uint16_t>(number(2)); }
  uint32_t u32() { return number(4); }
  int32_t i32() { return static_cast<int32_t>(number(4)); }
  const char* raw(size_t size) {
    if (left_ < size) {
      ok_ = false;
      left_ = 0;
      return nullptr;
    }
    const char* found = at_;
    at_ += size;
    left_ -= size;
    return found;
  }
  size_t left() const { return left_; }
  bool ok() const { return ok_; }

 private:
  uint32_t number(int size) {
    const char* found = raw(static_cast<size_t>(size));
    return found == nullptr ? 0 : read_little(found, size);
  }
  const char* at_;
  size_t left_;
  bool ok_ = true;
};

}  // namespace actp_sim
