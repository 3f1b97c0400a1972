#include "socket.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace actp_sim {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

WakeUp::WakeUp() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) crash("RuntimeError", "can not create eventfd: out of file descriptors?");
}

WakeUp::~WakeUp() { ::close(descriptor_); }

void WakeUp::signal() {
  // A full counter (EAGAIN) is a pending wake-up as well.
  if (::eventfd_write(descriptor_, 1) != 0 && errno != EAGAIN) std::perror("actp simulated CTP: eventfd");
}

void WakeUp::clear() {
  eventfd_t value;
  while (::eventfd_read(descriptor_, &value) == 0) {
  }
}

Socket::~Socket() { ::close(descriptor_); }

void Socket::end() { ::shutdown(descriptor_, SHUT_RDWR); }

bool Socket::write(const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    // The vendor's library leaves SIGPIPE to the program; there is nothing to learn from being killed by it.
    ssize_t count = ::send(descriptor_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (count > 0) {
      done += static_cast<size_t>(count);
      last_sent.store(now());
      blocked_since.store(0);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (blocked_since.load() == 0) blocked_since.store(now());
      pollfd room = {descriptor_, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (errno != EINTR) {
      blocked_since.store(0);
      return false;
    }
  }
  return true;
}

long Socket::read(char* at, size_t size) {
  ssize_t count = ::recv(descriptor_, at, size, 0);
  if (count >= 0) return count;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? -1 : 0;
}

namespace {

// A non-blocking connect under way or done, or -1.
int begin(const Address& front) {
  if (!front.known) return -1;
  if (front.port <= 0) {
    std::fputs("Invalid port\n", stderr);
    return -1;
  }
  addrinfo hints = {};
  hints.ai_family = front.six ? AF_INET6 : AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(front.host.c_str(), nullptr, &hints, &found) != 0 || found == nullptr) {
    std::fputs("Can not find host by name\n", stderr);
    return -1;
  }
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  auto port = htons(static_cast<uint16_t>(front.port));
  if (front.six) {
    reinterpret_cast<sockaddr_in6*>(found->ai_addr)->sin6_port = port;
  } else {
    reinterpret_cast<sockaddr_in*>(found->ai_addr)->sin_port = port;
  }
  int descriptor = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  if (::connect(descriptor, found->ai_addr, found->ai_addrlen) != 0 && errno != EINPROGRESS) {
    ::close(descriptor);
    return -1;
  }
  return descriptor;
}

bool established(int descriptor) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return false;
  // A dial to a free port of this machine's ephemeral range can meet itself.
  sockaddr_storage own = {}, peer = {};
  socklen_t own_size = sizeof own, peer_size = sizeof peer;
  return ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &own_size) == 0 &&
         ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &peer_size) == 0 &&
         (own_size != peer_size || std::memcmp(&own, &peer, own_size) != 0);
}

}  // namespace

Connection dial(const std::vector<Address>& fronts, double limit, WakeUp& wake,
                const std::atomic<bool>& stopping) {
  std::vector<pollfd> attempts;
  for (const Address& front : fronts) attempts.push_back({begin(front), POLLOUT, 0});
  attempts.push_back({wake.descriptor(), POLLIN, 0});
  Connection connection;
  const double deadline = now() + limit;
  while (!stopping.load() && !connection.socket) {
    bool open = false;
    for (size_t i = 0; i < fronts.size(); i++) open = open || attempts[i].fd >= 0;
    const double left = deadline - now();
    if (!open || left <= 0) break;
    ::poll(attempts.data(), attempts.size(), static_cast<int>(std::ceil(std::min(left, 1e6) * 1000)));
    for (size_t i = 0; i < fronts.size() && !connection.socket; i++) {
      if (attempts[i].fd < 0 || attempts[i].revents == 0) continue;
      if (established(attempts[i].fd)) {
        int on = 1;
        ::setsockopt(attempts[i].fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection.socket = std::make_shared<Socket>(attempts[i].fd);
        connection.front = &fronts[i];
      } else {
        ::close(attempts[i].fd);
      }
      attempts[i].fd = -1;
    }
    // A wake-up that does not mean the end would otherwise make this loop spin.
    if (attempts.back().revents != 0 && !stopping.load()) wake.clear();
  }
  for (size_t i = 0; i < fronts.size(); i++) {
    if (attempts[i].fd >= 0) ::close(attempts[i].fd);
  }
  return connection;
}

}  // namespace actp_sim
