#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "download_samples.hpp"

// Writes data downloads, good and bad, into a folder, for tests that are not in C++.

namespace {

void write(const std::filesystem::path& file, const std::string& content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << content;
}

}  // namespace

int main(int count, char** values) {
  using namespace demur::test;
  if (count != 2) {
    std::cerr << "download-fixtures DIR\n";
    return EXIT_FAILURE;
  }
  const std::filesystem::path folder{values[1]};
  for (const auto& [name, bytes] : sample_archives()) write(folder / name, bytes);
  for (const auto& file : facebook_files()) write(folder / "facebook-unpacked" / file.path, file.content);
  return EXIT_SUCCESS;
}
