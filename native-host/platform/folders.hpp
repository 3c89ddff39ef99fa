#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "platform/time.hpp"

/// Looks at folders and files, and makes and removes folders, however long their paths are. Links are not followed
/// unless a function says so.
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

/// What is in a folder, or a link to one, in no order; nothing where it may not be read.
std::optional<std::vector<FolderEntry>> entries_in(const std::filesystem::path& folder);

/// `not_found` or `none` where it can't be told.
std::filesystem::file_type type_of(const std::filesystem::path& place);

/// Whether it is a folder, or a link to one.
bool is_folder(const std::filesystem::path& place);

/// Whether it is a regular file, or a link to one.
bool is_file(const std::filesystem::path& place);

/// Whether both lead to the same file or folder; false where that can't be told. Follows links.
bool is_same(const std::filesystem::path& one, const std::filesystem::path& other);

/// In bytes; 0 where it can't be told.
std::int64_t size_of(const std::filesystem::path& file);

/// 1970 where it can't be told.
Time modified_at(const std::filesystem::path& place);

/// Makes a folder and those above it that are missing. Throws std::system_error.
void make_folders(const std::filesystem::path& folder);

/// Removes a folder with what is in it, as far as that may be done: of links only the links.
void remove_folder(const std::filesystem::path& folder);

}  // namespace demur
