// Runs the fuzzers' functions on the files in a folder, without clang: what once broke something, or led fuzzing
// somewhere, is tried in every build.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string_view>

#include "platform/files.hpp"

using Target = int(const std::uint8_t*, std::size_t);
// Each fuzzer's `LLVMFuzzerTestOneInput`, under a name of its own.
extern "C" Target fuzz_zip, fuzz_json, fuzz_html, fuzz_mail, fuzz_signature, fuzz_line, fuzz_history;

namespace {

const std::map<std::string_view, Target*> targets{
    {"zip", fuzz_zip},        {"json", fuzz_json},           {"html", fuzz_html},
    {"mail", fuzz_mail},      {"signature", fuzz_signature}, {"line", fuzz_line},
    {"history", fuzz_history}};

}  // namespace

int main(int count, char** values) {
  namespace fs = std::filesystem;
  if (count != 3 || !targets.contains(values[1])) return 2;
  int tried = 0;
  for (const auto& file : fs::directory_iterator{values[2]}) {
    // The last one named is the one that broke it.
    std::fprintf(stderr, "%s\n", file.path().filename().c_str());  // NOLINT(cppcoreguidelines-pro-type-vararg)
    const auto bytes = demur::read_file(file.path());
    targets.at(values[1])(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());  // NOLINT
    ++tried;
  }
  return tried > 0 ? 0 : 1;
}
