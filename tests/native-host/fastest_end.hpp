#pragma once
#include <algorithm>
#include <chrono>

#include "host_process.hpp"
#include "support.hpp"

namespace demur::test {

/// Within this time the program is gone after its input has ended.
inline constexpr std::chrono::milliseconds max_end{50};

/// The shortest time of a few, for another program may have had the processor in any of them. `end` keeps a host busy,
/// ends it, and tells how long that took.
template <typename End>
std::chrono::steady_clock::duration fastest_end(End end) {
  constexpr int tries = 5;
  auto fastest = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < tries; ++i) {
    TemporaryFolder folder;
    HostProcess host{folder.path()};
    host.record(random_uuid());
    fastest = std::min(fastest, end(host, folder.path()));
  }
  return fastest;
}

}  // namespace demur::test
