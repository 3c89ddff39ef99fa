// What a download costs to read, and devices in its place.
#include <sys/resource.h>

#include <fstream>

#include "download_reader_support.hpp"
#include "places.hpp"

using namespace demur;
using namespace demur::test;
using namespace demur::reading;

namespace {

/// What else the machine does doesn't count.
std::chrono::microseconds processor_time_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return std::chrono::seconds{usage.ru_utime.tv_sec} + std::chrono::microseconds{usage.ru_utime.tv_usec};
}

}  // namespace

TEST_CASE("many texts below many levels cost little") {
  const auto repeated = [](const std::string& text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
  };
  const auto cost_of = [&](const std::string& page, const std::string& list) {
    constexpr std::size_t size = 20UL * 1024 * 1024;
    const auto before = processor_time_of_children();
    CHECK(read_zip({{tagged_page_path, repeated(page, size / page.size()), false}}).count == 0);
    CHECK(read_zip({{tagged_path, "[" + repeated(list + ",", size / list.size()) + "0]", false}}).count == 0);
    return processor_time_of_children() - before;
  };
  const auto texts = repeated("a<br>", 200), list = "[" + repeated("\"x\",", 199) + "0]";
  const auto flat = cost_of(texts, list);
  CHECK(cost_of(repeated("<div>", 390) + texts + repeated("</div>", 390),
                repeated("[{\"a\":", 30) + list + repeated("}]", 30)) < 8 * flat);
}

TEST_CASE("what is no regular file is no download") {
  std::vector<std::string> lines;
  TemporaryFolder folder;
  const auto program = folder.path() / "program";
  std::ofstream(program) << "#!/bin/sh\nexec " << test::reader_program() << " download </dev/zero\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  run_child({program}, std::string_view{}, {std::chrono::seconds{20}, max_line}, [&](std::string_view line) {
    lines.emplace_back(line);
    return true;
  });
  CHECK(lines == std::vector<std::string>{R"({"unreadable":{"reason":"not-a-download"}})"});
}
