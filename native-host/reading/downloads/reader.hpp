#pragma once
#include <functional>
#include <string_view>

#include "platform/random_access.hpp"
#include "reading/record.hpp"

namespace demur::reading {

/// Reads a download, a zip archive, and gives what it tells about the account and about items that include the person.
/// Only the archive's directory and the files that are needed are read. The last line is the end, or why it can't be
/// read. `write` gives false when nobody reads any more.
void read_download(RandomAccess& archive, const std::function<bool(const Line&)>& write);

/// Reads one file of an unpacked download, by the name that the catalogue gives it.
void read_download_file(RandomAccess& file, std::string_view name, const std::function<bool(const Line&)>& write);

}  // namespace demur::reading
