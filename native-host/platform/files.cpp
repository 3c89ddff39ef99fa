#include "platform/files.hpp"

namespace demur {

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  AtomicFile file{path};
  file.write(content);
  file.commit();
}

void ScratchFile::append(std::string_view bytes) {
  file_->write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
  if (!*file_) throw Error(store_error(last_system_fault()));
}

std::istream& ScratchFile::read() {
  file_->seekg(0);
  return *file_;
}

}  // namespace demur
