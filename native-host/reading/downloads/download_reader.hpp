#pragma once
#include <functional>
#include <string_view>

#include "platform/streams.hpp"
#include "reading/record.hpp"

namespace demur::reading {

/// Reads a download, a zip archive, and writes what it says about the account and about items that include the person.
/// Only the archive's directory and the needed files are read. The last line is the end, or why the download can't be
/// read. `write` returns false once nobody reads any more.
void read_download(RandomAccess& archive, const std::function<bool(const Line&)>& write);

/// Reads one file of an unpacked download, likewise. `name` is the file's name in the catalogue.
void read_download_file(RandomAccess& file, std::string_view name, const std::function<bool(const Line&)>& write);

}  // namespace demur::reading
