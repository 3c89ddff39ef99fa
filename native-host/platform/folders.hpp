#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

#include "platform/time.hpp"

/// Looks at folders and files, however long their paths are. What is told of a place is told of itself: no link is
/// followed unless it says so.
namespace demur {

/// What lies in a folder.
struct FolderEntry {
  std::filesystem::path path;
  std::filesystem::file_type type;
};

/// Calls `take` for each entry of a folder, which may be missing, and `levels` folders down, each folder before what is
/// in it, until it returns false. What may not be read is left out.
void for_each_entry(const std::filesystem::path& folder, int levels,
                    const std::function<bool(const FolderEntry&)>& take);

/// `not_found` or `none` where it can't be told.
std::filesystem::file_type type_of(const std::filesystem::path& place);

/// Whether it is a folder, or a link leads to one.
bool is_folder(const std::filesystem::path& place);

/// In bytes; 0 where it can't be told.
std::int64_t size_of(const std::filesystem::path& file);

/// 1970 where it can't be told.
Time modified_at(const std::filesystem::path& place);

}  // namespace demur
