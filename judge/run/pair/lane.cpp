#include "judge/run/pair/lane.hpp"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

namespace judge {
namespace {

/// An entry takes more memory than its bytes.
constexpr std::uint64_t entry_size = sizeof(transcript_entry);

ino_t inode_of(int fd) {
  struct stat info {};
  return fd >= 0 && ::fstat(fd, &info) == 0 ? info.st_ino : 0;
}

bool holds_nothing(int pipe) {
  int bytes = -1;
  return ::ioctl(pipe, FIONREAD, &bytes) == 0 && bytes == 0;
}

}  // namespace

void transcriber::note(pair_side from, std::string_view bytes) {
  if (!wanted_ || bytes.empty() || kept_.cut) return;
  const auto space = room_ - std::min(room_, entry_size);
  kept_.cut = bytes.size() > space;
  const auto part = bytes.substr(0, static_cast<std::size_t>(space));
  if (part.empty()) return;
  room_ -= entry_size + part.size();
  const auto at = std::chrono::duration_cast<microseconds>(clock::now() - begin_);
  kept_.entries.push_back({.at = at, .from = from, .bytes = std::string(part)});
}

std::optional<transcript> transcriber::take() {
  if (!wanted_) return std::nullopt;
  return std::move(kept_);
}

lane::lane(pair_side from, unique_fd source, unique_fd sink, std::uint64_t limit,
           transcriber& transcripts)
    : from_(from),
      source_(std::move(source)),
      sink_(std::move(sink)),
      limit_(limit),
      transcripts_(transcripts),
      source_pipe_(inode_of(source_.get())),
      sink_pipe_(inode_of(sink_.get())) {}

std::array<pollfd, 2> lane::watched() const {
  // One of the two: while bytes wait for the reader, no more are taken.
  const bool full = left() > 0;
  return {pollfd{full ? -1 : source_.get(), POLLIN, 0},
          pollfd{full ? sink_.get() : -1, POLLOUT, 0}};
}

bool lane::move() {
  bool moved = false;
  for (int i = 0; i < 16; ++i) {
    if (left() == 0 && !read_once()) return moved;
    moved = true;
    if (left() > 0 && !write_once()) return moved;
    if (!more_) return moved;  // saves the read that would find nothing
  }
  return moved;
}

bool lane::read_once() {
  if (!source_) return false;
  const auto got = ::read(source_.get(), buffer_.data(), buffer_.size());
  more_ = got == static_cast<ssize_t>(buffer_.size());
  if (got < 0) return false;
  if (got == 0) {
    source_.reset();
    return true;
  }
  const auto size = static_cast<std::uint64_t>(got);
  const auto passed = std::min(size, limit_ - std::min(limit_, count_));
  count_ += size;
  transcripts_.note(from_, {buffer_.data(), static_cast<std::size_t>(passed)});
  begin_ = 0;
  end_ = sink_ ? static_cast<std::size_t>(passed) : 0;
  return true;
}

bool lane::write_once() {
  const auto put = ::write(sink_.get(), buffer_.data() + begin_, left());
  if (put < 0) {
    if (errno == EAGAIN || errno == EINTR) return false;
    drop_reader();  // it closed its input; that it may still write is its own affair
    return true;
  }
  begin_ += static_cast<std::size_t>(put);
  return true;
}

void lane::drop_reader() {
  sink_.reset();
  begin_ = end_ = 0;
}

void lane::drop_rest() {
  drop_reader();
  while (read_once()) {
  }
}

bool lane::unread() const { return sink_ && !holds_nothing(sink_.get()); }

bool lane::empty() const {
  return source_ && sink_ && left() == 0 && holds_nothing(source_.get()) && !unread();
}

bool lane::jammed() const {
  if (!source_ || !sink_ || left() == 0) return false;
  pollfd room{sink_.get(), POLLOUT, 0};
  return ::poll(&room, 1, 0) == 0;
}

}  // namespace judge
