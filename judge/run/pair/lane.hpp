// judge/run/pair/lane.hpp - one direction of a pair: what one program writes, the other one reads.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "judge/base/unique_fd.hpp"
#include "judge/model/pair.hpp"

namespace judge {

/// Writes down who said what and when, as long as there is room.
class transcriber {
 public:
  using clock = std::chrono::steady_clock;
  /// No room: nothing is kept.
  explicit transcriber(std::uint64_t room) : room_(room), wanted_(room > 0) {}
  void note(pair_side from, std::string_view bytes);
  [[nodiscard]] std::optional<transcript> take();

 private:
  clock::time_point begin_ = clock::now();
  std::uint64_t room_;
  bool wanted_;
  transcript kept_;
};

/// Carries bytes from the judge's end of one program's output to the judge's end of the other one's
/// input. While the reader does not read, the writer is not read from: what it floods with waits in
/// its own pipe. Bytes that nobody will read, and those beyond the writer's output limit, are
/// counted and dropped, so that no writer hangs or is killed for want of a reader.
class lane {
 public:
  /// Both ends must not block.
  lane(pair_side from, unique_fd source, unique_fd sink, std::uint64_t limit,
       transcriber& transcripts);

  /// What to wait for; a descriptor of -1 where there is nothing.
  [[nodiscard]] std::array<pollfd, 2> watched() const;
  /// Moves what can be moved, up to a bound. True where something was.
  bool move();
  /// When the reader is gone for good.
  void drop_reader();
  /// Counts the rest; for when no writer is left.
  void drop_rest();

  /// All was said and passed on, but the reader does not know yet that this was all.
  [[nodiscard]] bool at_end() const { return !source_ && left() == 0 && sink_; }
  void tell_end() { sink_.reset(); }
  /// Some of what was passed on waits in the reader's pipe.
  [[nodiscard]] bool unread() const;

  /// Not one byte is under way, and both ends are open.
  [[nodiscard]] bool empty() const;
  /// The reader does not take what waits for it, and both ends are open.
  [[nodiscard]] bool jammed() const;

  /// As /proc names the pipes.
  [[nodiscard]] ino_t source_pipe() const { return source_pipe_; }
  [[nodiscard]] ino_t sink_pipe() const { return sink_pipe_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  [[nodiscard]] std::size_t left() const { return end_ - begin_; }
  bool read_once();
  bool write_once();

  pair_side from_;
  unique_fd source_;
  unique_fd sink_;
  std::uint64_t limit_;
  transcriber& transcripts_;
  ino_t source_pipe_ = 0;
  ino_t sink_pipe_ = 0;
  std::uint64_t count_ = 0;  ///< written by the source, dropped or not
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool more_ = false;  ///< the last read was not the end of what there was
  std::array<char, 65536> buffer_;
};

}  // namespace judge
