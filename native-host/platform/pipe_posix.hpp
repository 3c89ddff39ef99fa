#pragma once

#include <fcntl.h>

#include <boost/process/pipe.hpp>

#include "platform/streams.hpp"

namespace demur {

/// A pipe of which one child gets one end, and no other child either. No other thread may start a child between making
/// and marking it.
class Pipe {
 public:
  Pipe() {
    close_on_exec(pipe_.native_source());
    close_on_exec(pipe_.native_sink());
  }
  /// For the child's start.
  boost::process::pipe& operator*() { return pipe_; }
  [[nodiscard]] int source() const { return pipe_.native_source(); }
  /// The caller owns the writing end from now on.
  Descriptor take_sink() {
    Descriptor sink{pipe_.native_sink()};
    pipe_.assign_sink(-1);
    return sink;
  }

 private:
  static void close_on_exec(int descriptor) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  }

  boost::process::pipe pipe_;
};

}  // namespace demur
