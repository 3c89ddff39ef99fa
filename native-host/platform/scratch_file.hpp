#pragma once
#include <filesystem>
#include <fstream>
#include <istream>
#include <string_view>

namespace demur {

/// What is too long for memory: a file in a folder that is gone with the process, however that ends. Throws
/// demur::Error: store-full, store-read-only, store-unavailable.
class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& folder);
  void append(std::string_view bytes);
  /// All of it, from the beginning.
  std::istream& read();

 private:
  std::fstream file_;
};

}  // namespace demur
