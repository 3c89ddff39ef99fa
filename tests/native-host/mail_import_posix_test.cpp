#include <sys/stat.h>

#include <boost/process.hpp>
#include <filesystem>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
namespace bp = boost::process;
namespace fs = std::filesystem;

TEST_CASE("a pipe or a device is refused at once") {
  const test::TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe", err = folder.path() / "err.txt";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  for (const fs::path& path : {pipe, fs::path{"/dev/zero"}, fs::path{"/dev/null"}}) {
    CHECK(bp::system(bp::exe = test::host_program(), bp::args = {"import", path.string()},
                     bp::env["DEMUR_DATA_DIR"] = folder.path().string(), bp::std_out > bp::null,
                     bp::std_err > err.string()) == command_line::failure);
    CHECK(read_file(err).find("This file can't be read.") != std::string::npos);
  }
}
