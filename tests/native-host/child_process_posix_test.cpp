// Children that don't do what they should; made with the shell.
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "catch.hpp"
#include "endless.hpp"
#include "platform/child_process.hpp"
#include "platform/error.hpp"
#include "reader_support.hpp"
#include "reading/reader_child.hpp"
#include "support.hpp"

using namespace demur;
using test::answer_of;
using test::patient;

namespace {

/// A program that a test makes, such as one that says nothing.
std::filesystem::path script(const std::filesystem::path& folder, const std::string& text) {
  auto path = folder / "script";
  std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

}  // namespace

TEST_CASE("a child that says nothing, too much or dies is noticed") {
  test::TemporaryFolder folder;
  const ChildLimits hasty{std::chrono::milliseconds{100}, 1000};
  const auto start = std::chrono::steady_clock::now();
  CHECK(answer_of(script(folder.path(), "exec sleep 60"), std::string_view{}, hasty).end == ChildEnd::too_slow);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{10});
  CHECK(answer_of(script(folder.path(), "exec cat /dev/zero"), std::string_view{}, patient).end == ChildEnd::failed);
  CHECK(answer_of(script(folder.path(), "exit 1"), std::string_view{}, patient).end == ChildEnd::failed);
  CHECK(answer_of(script(folder.path(), "kill -9 $$"), std::string_view{}, patient).end == ChildEnd::failed);
  CHECK(answer_of(folder.path() / "nowhere", std::string_view{}, patient).end == ChildEnd::not_started);
  const std::string unread(1024UL * 1024UL, 'x');
  CHECK(answer_of(script(folder.path(), "echo done"), std::string_view{unread}, patient).end == ChildEnd::finished);
}

TEST_CASE("what is thrown at a child's line ends the child, and what feeds it") {
  test::TemporaryFolder folder;
  test::Endless lines{"", '\n'};
  ByteSource* const source = &lines;
  const auto refuse = [](std::string_view) -> bool { throw std::runtime_error("refused"); };
  CHECK_THROWS_AS(run_child({script(folder.path(), "exec cat")}, source, patient, refuse), std::runtime_error);
  CHECK(lines.handed_out() < 10'000'000);
  // It would go on for a minute.
  const auto start = std::chrono::steady_clock::now();
  CHECK_THROWS_AS(run_child({script(folder.path(), "echo; exec sleep 60")}, std::string_view{}, patient, refuse),
                  std::runtime_error);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});
}

TEST_CASE("a child gets no environment") {
  test::TemporaryFolder folder;
  ::setenv("DEMUR_SECRET", "x", 1);
  const auto answer = answer_of(script(folder.path(), "exec /usr/bin/env"), std::string_view{});
  for (const auto& line : answer.lines) CHECK(line.find("DEMUR_SECRET") == std::string::npos);
}

TEST_CASE("a pipe or a device is opened by nobody") {
  const test::TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  for (const std::filesystem::path& path : {pipe, std::filesystem::path{"/dev/zero"}}) {
    try {
      static_cast<void>(reading::open_untrusted(path));
      FAIL("it was opened");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::file_unreadable);
      CHECK(error.details() == std::vector<Error::Detail>{{"reason", std::string{"no-file"}}});
    }
  }
}
