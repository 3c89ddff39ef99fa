#pragma once
#include <boost/process.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "circumstances.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "support.hpp"

/// What the tests of the commands have in common.
namespace demur::test::shell {

namespace bp = boost::process;
namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

struct Outcome {
  int exit_code;
  std::string out, err;
};

/// A person's home folder, and the program as they run it there.
struct Shell {
  TemporaryFolder folder;
  fs::path program = test::host_program();

  [[nodiscard]] Outcome run(const Arguments& arguments) const {
    const auto out = folder.path() / "out.txt", err = folder.path() / "err.txt";
    const int code = bp::system(bp::exe = program.string(), bp::args = arguments,
                                bp::env[home_variable] = home().string(), bp::env["DEMUR_DATA_DIR"] = data().string(),
                                bp::std_in<bp::null, bp::std_out> out.string(), bp::std_err > err.string());
    return {code, read_file(out), read_file(err)};
  }
  /// The names of what is in the home folder.
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{home()})
      if (entry.is_regular_file()) files.insert(entry.path().lexically_relative(home()).generic_string());
    return files;
  }
  [[nodiscard]] fs::path home() const {
    fs::create_directories(folder.path() / "home");
    return folder.path() / "home";
  }
  [[nodiscard]] fs::path data() const {
    fs::create_directories(home() / "data");
    return home() / "data";
  }
};

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace demur::test::shell
