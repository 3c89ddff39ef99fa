#include "platform/log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <regex>
#include <sstream>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;

namespace {

/// What `act` writes to standard error.
template <typename Act>
std::string standard_error_of(Act act) {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "stderr.txt";
  const int kept = ::dup(STDERR_FILENO);
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);  // NOLINT: the variadic one is POSIX's
  ::dup2(opened, STDERR_FILENO);
  act();
  ::dup2(kept, STDERR_FILENO);
  ::close(kept);
  ::close(opened);
  return read_file(file);
}

}  // namespace

TEST_CASE("warnings of several threads are whole lines, each with its time") {
  constexpr int threads = 4, warnings = 500;
  const auto written = standard_error_of([] {
    std::vector<std::jthread> writers;
    for (int i = 0; i < threads; ++i)
      writers.emplace_back([i] {
        for (int j = 0; j < warnings; ++j) log::warn("thread " + std::to_string(i));
      });
  });
  const std::regex line{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d demur-host warning: thread \d)"};
  std::istringstream lines{written};
  int count = 0;
  for (std::string text; std::getline(lines, text); ++count) {
    INFO(text);
    REQUIRE(std::regex_match(text, line));
  }
  CHECK(count == threads * warnings);
}
