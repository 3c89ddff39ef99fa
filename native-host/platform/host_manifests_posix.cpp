#include "platform/host_manifests.hpp"

#include "platform/files.hpp"

namespace demur {

std::filesystem::path manifest_at(const std::filesystem::path& place) {
  return place / (host_name() + ".json");
}

std::filesystem::path put_manifest(const std::filesystem::path& place, BrowserFamily /*family*/,
                                   const std::string& content) {
  auto file = manifest_at(place);
  write_file_atomically(file, content);
  return file;
}

bool remove_manifest(const std::filesystem::path& place, std::error_code& fault) {
  return remove_file(manifest_at(place), fault);
}

}  // namespace demur
