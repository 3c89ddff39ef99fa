// Frames over a narrow pipe, with signals that interrupt whoever waits on it.
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <random>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "frames_support.hpp"
#include "wire/frames.hpp"

using namespace demur;
using namespace demur::wire;
using test::TextSink;

namespace {

/// A pipe that holds as little as the system allows.
struct NarrowPipe {
  NarrowPipe() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    out = ends[0];
    in = ends[1];
    REQUIRE(::fcntl(in, F_SETPIPE_SZ, 4096) >= 0);
  }
  int out = -1;
  int in = -1;
};

/// Interrupts a thread again and again, whatever it waits for, until destroyed.
class Interruptions {
 public:
  explicit Interruptions(pthread_t thread)
      : running_([this, thread] {
          while (!is_over_) {
            ::pthread_kill(thread, SIGUSR1);
            std::this_thread::sleep_for(std::chrono::microseconds{200});
          }
        }) {}
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;
  ~Interruptions() {
    is_over_ = true;
    running_.join();
  }
  /// Without SA_RESTART a call that waits ends with EINTR.
  static void allow() {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    REQUIRE(::sigaction(SIGUSR1, &action, nullptr) == 0);
  }

 private:
  std::atomic<bool> is_over_ = false;
  std::thread running_;
};

/// Frames of every special length, distinguished by their content.
std::vector<std::string> some_frames() {
  std::vector<std::string> frames;
  for (const std::size_t length : {0UL, 1UL, 4095UL, 4096UL, 4097UL, 100000UL, std::size_t{max_frame}})
    frames.emplace_back(length, static_cast<char>('a' + frames.size()));
  return frames;
}

}  // namespace

TEST_CASE("frames that come in pieces, late and with interruptions are read whole") {
  Interruptions::allow();
  NarrowPipe pipe;
  TextSink all;
  for (const auto& frame : some_frames()) write_frame(all, frame);
  std::thread sender{[&] {
    std::mt19937 chance{1};
    std::string_view left = all.text;
    while (!left.empty()) {
      const auto piece = std::min(left.size(), std::size_t{1} + chance() % (chance() % 8 == 0 ? 5 : 9000));
      const auto count = ::write(pipe.in, left.data(), piece);
      if (count > 0) left.remove_prefix(static_cast<std::size_t>(count));
      if (chance() % 16 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    ::close(pipe.in);
  }};
  {
    const Interruptions interruptions{::pthread_self()};
    DescriptorSource source{pipe.out};
    for (const auto& frame : some_frames()) CHECK((std::get<std::string>(read_frame(source)) == frame));
    CHECK(std::holds_alternative<EndOfStream>(read_frame(source)));
  }
  sender.join();
  ::close(pipe.out);
}

TEST_CASE("frames are written whole to one who reads slowly, with interruptions") {
  Interruptions::allow();
  NarrowPipe pipe;
  TextSink all;
  for (const auto& frame : some_frames()) write_frame(all, frame);
  std::string received;
  std::thread reader{[&] {
    std::array<char, 3001> buffer{};
    for (;;) {
      const auto count = ::read(pipe.out, buffer.data(), buffer.size());
      if (count == 0) return;
      if (count > 0) received.append(buffer.data(), static_cast<std::size_t>(count));
      std::this_thread::sleep_for(std::chrono::microseconds{100});
    }
  }};
  {
    const Interruptions interruptions{::pthread_self()};
    DescriptorSink sink{Descriptor{pipe.in}};
    for (const auto& frame : some_frames()) CHECK(write_frame(sink, frame));
  }
  reader.join();
  CHECK((received == all.text));
  ::close(pipe.out);
}
