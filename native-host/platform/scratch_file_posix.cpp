#include <cerrno>
#include <system_error>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "platform/scratch_file.hpp"
#include "platform/secrets.hpp"

namespace demur {
namespace {

void check(const std::ios& file) {
  if (!file) throw Error(store_error({errno, std::generic_category()}));
}

}  // namespace

ScratchFile::ScratchFile(const std::filesystem::path& folder) {
  const auto path = folder / ("demur." + random_uuid());
  file_.open(path, std::ios::in | std::ios::out | std::ios::trunc | std::ios::binary);
  check(file_);
  // Open it stays; nobody finds it any more.
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

void ScratchFile::append(std::string_view bytes) {
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
  check(file_);
}

std::istream& ScratchFile::read() {
  file_.seekg(0);
  return file_;
}

}  // namespace demur
