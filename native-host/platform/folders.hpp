#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

#include "platform/time.hpp"

/// Looks at folders and files, however long their paths are. Links are not followed unless a function says so.
namespace demur {

/// Something in a folder.
struct FolderEntry {
  std::filesystem::path path;
  std::filesystem::file_type type;
};

/// Calls `take` for each entry of a folder, which may be missing, and of those up to `levels` deeper, each folder
/// before its content, until it returns false. What may not be read is left out.
void for_each_entry(const std::filesystem::path& folder, int levels,
                    const std::function<bool(const FolderEntry&)>& take);

/// `not_found` or `none` where it can't be told.
std::filesystem::file_type type_of(const std::filesystem::path& place);

/// Whether it is a folder, or a link to one.
bool is_folder(const std::filesystem::path& place);

/// In bytes; 0 where it can't be told.
std::int64_t size_of(const std::filesystem::path& file);

/// 1970 where it can't be told.
Time modified_at(const std::filesystem::path& place);

}  // namespace demur
