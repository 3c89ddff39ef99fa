// What a long history takes of memory, held by a limit that only the shell can set.
#include <boost/process.hpp>

#include "catch.hpp"
#include "long_history.hpp"
#include "places.hpp"
#include "platform/files.hpp"

using namespace demur;

namespace {

namespace bp = boost::process;

/// Runs the program with at most 64 MiB of address space. The stack of the thread that feeds the reader is reserved in
/// it, of which it needs little.
int run_bounded(const std::filesystem::path& data, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"-c", "ulimit -s 512; ulimit -v 65536; exec \"$@\"", "sh", test::host_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return bp::system(bp::exe = "/bin/sh", bp::args = words, bp::env["DEMUR_DATA_DIR"] = data.string(),
                    bp::std_out > bp::null, bp::std_err > bp::null);
}

}  // namespace

TEST_CASE("a hundred thousand objections come in and go out within bounded memory") {
  test::TemporaryFolder files, data;
  const auto file = (files.path() / "history.json").string();
  test::write_long_history(file, 100'000);
  REQUIRE(run_bounded(data.path(), {"import", file}) == 0);
  CHECK(run_bounded(data.path(), {"verify"}) == 0);
  CHECK(run_bounded(data.path(), {"verify", file}) == 0);
  for (const char* format : {"csv", "html", "json"})
    REQUIRE(run_bounded(data.path(), {"export", "--format", format, "--out", file + "." + format}) == 0);
  CHECK(read_file(file + ".json") == read_file(file));
}
