// judge/run/channel.hpp - packets with descriptors between the judge and a zygote.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/run/protocol.hpp"

namespace judge {

struct socket_pair {
  unique_fd ours;
  unique_fd theirs;
};

/// Two connected ends; ours also learns which process sent a packet.
[[nodiscard]] result<socket_pair> make_channel();

/// False where the other end is gone.
[[nodiscard]] bool send_packet(int socket, std::string_view bytes,
                               std::initializer_list<int> fds = {});

template <typename T>
[[nodiscard]] std::string_view bytes_of(const T& object) {
  return {reinterpret_cast<const char*>(&object), sizeof object};
}

struct packet {
  wire::kind what{};
  wire::answer answer;  ///< set where the packet carries one
  unique_fd fd;
  pid_t sender = 0;  ///< as this process sees it
};

/// The next packet; empty where the other end is gone. Blocks.
[[nodiscard]] std::optional<packet> receive_packet(int socket);
/// The same; empty also where none comes in time.
[[nodiscard]] std::optional<packet> receive_packet_in(int socket, std::chrono::milliseconds time);

/// For an answer that takes a millisecond; the machine may be busy.
inline constexpr std::chrono::seconds patience{60};

}  // namespace judge
