#pragma once
#include <optional>

#include "platform/time.hpp"
#include "reading/downloads/catalogue.hpp"
#include "reading/downloads/finding.hpp"
#include "reading/record.hpp"

namespace demur::reading {

/// What a finding in a file says about an item that includes the person.
struct FoundItem {
  bool has_address = false;        ///< It is about something on the platform.
  std::optional<ItemRecord> item;  ///< Nothing where it isn't about the person, as most notices.
};

/// Reads a finding by its shape: the address, the time, and the one text that can be the name of who shared the item.
/// Where several could be and no label decides, there is no name rather than a wrong one. A time that can't be right,
/// such as one after `now`, is left out.
FoundItem read_item(const Finding& finding, const KnownFile& file, Time now);

/// Whether a text is the address of an item on the platform.
bool is_item_address(std::string_view text, std::string_view platform);

}  // namespace demur::reading
