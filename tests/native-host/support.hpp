#pragma once
#include <filesystem>
#include <string>

#include "history/objections.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/paths.hpp"
#include "platform/secrets.hpp"
#include "platform/time.hpp"

namespace demur::test {

/// A folder that is removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / ("demur-" + random_uuid())) {
    std::filesystem::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { remove_folder(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A folder whose path is longer than Windows' old form allows, in a person's own letters, removed at the end.
class DeepFolder {
 public:
  explicit DeepFolder(std::size_t length = 400) {
    while (path_.native().size() < length) path_ /= path_from("a rather long name, as people give them, ö");
    make_folders(path_);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// A file in it, with the folders that it needs.
  std::filesystem::path write(const std::filesystem::path& within, const std::string& content) const {
    write_file_atomically(path_ / within, content);
    return path_ / within;
  }

 private:
  TemporaryFolder top_;
  std::filesystem::path path_ = top_.path();
};

inline Time at(const char* text) {
  return from_rfc3339(text).value();
}

inline constexpr const char* first_id = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a01";
inline constexpr const char* second_id = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a02";

/// An objection of Anna's on Facebook.
inline history::Objection annas_objection(const std::string& id = first_id,
                                          const std::string& submitted_at = "2026-11-22T14:32:05.000Z") {
  return {id,
          "712876720715583",
          "facebook",
          {},
          "anna@example.org",
          "I object.",
          "en",
          "https://www.facebook.com/help/contact/712876720715583",
          submitted_at,
          {}};
}

/// A history in a folder of its own, at a time that the test sets.
struct History {
  TemporaryFolder folder;
  store::Database database{folder.path()};
  Time now = at("2026-11-23T12:00:00Z");
  history::Objections objections{database, [this] { return now; }};
};

}  // namespace demur::test
