#pragma once
#include <functional>
#include <string_view>

#include "platform/streams.hpp"
#include "reading/downloads/finding.hpp"
#include "reading/downloads/json.hpp"

namespace demur::reading {

/// Reads HTML as downloads have it, in memory that does not grow with the file, and gives what it says. A record is the
/// largest block that has one address of an item in it (`is_item` knows them); the classes of Meta's pages say nothing
/// that lasts. The first text of a table's row is the label of the others. Times are left out: they are written in the
/// person's language, without a zone. Of a file as a whole only e-mail addresses are kept, under the text that stands
/// before them. Its faults: empty, too-deep, too-large. FileFault of the source goes through.
Reading read_download_html(ByteSource& source, Grain grain, const std::function<bool(std::string_view)>& is_item,
                           const std::function<void(Finding)>& take);

}  // namespace demur::reading
