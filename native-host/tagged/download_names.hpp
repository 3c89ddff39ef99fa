#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace demur::tagged {

/// What the name of an archive or of an unpacked folder tells, by manifests/download-names.json.
struct DownloadName {
  struct Part {
    std::string before;  ///< The name without the number.
    int number;
  };
  std::string platform;  ///< facebook, instagram or meta.
  std::string batch;     ///< Platform, account and day: what the names of all parts of a download begin with.
  std::optional<Part> part;
  std::optional<std::string> copy_of;  ///< The name that was taken already when a browser chose this one.
};

/// Reads a name without `.zip`. Nothing where it isn't one of a download's.
std::optional<DownloadName> read_download_name(std::string_view name);

}  // namespace demur::tagged
