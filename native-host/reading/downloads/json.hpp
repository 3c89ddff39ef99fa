#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "platform/streams.hpp"
#include "reading/downloads/finding.hpp"

namespace demur::reading {

/// How much of a file is one finding.
enum class Grain : std::uint8_t {
  record,  ///< Every object that has a time, an id, labelled values or an address of its own.
  file,    ///< All of it.
};

/// Reads JSON as downloads have it, in memory that does not grow with the file, and gives what it says: a list of
/// records, a single one, or either below any names. Only texts that `wants` wants are kept. Its faults: empty,
/// malformed, too-deep, too-large. FileFault of the source goes through.
Reading read_download_json(ByteSource& source, Grain grain, const std::function<bool(std::string_view)>& wants,
                           const std::function<void(Finding)>& take);

/// Facebook and Instagram write each byte of UTF-8 as a letter of its own: "JÃ¶rg". Gives the letters back where that
/// is certain: all of them can be bytes, and together they are UTF-8.
std::string repaired(std::string_view text);

}  // namespace demur::reading
