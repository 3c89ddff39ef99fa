#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/time.hpp"
#include "reading/downloads/catalogue.hpp"
#include "reading/downloads/records.hpp"
#include "reading/record.hpp"

/// What the records of a download mean. What is ambiguous is left out: no name or address is better than a wrong one.
namespace demur::reading {

/// What a record says about an item that includes the person.
struct ItemInRecord {
  bool has_url = false;  ///< Whether it is about something on the platform.
  std::int64_t unread =
      0;  ///< Items that it should tell but that can't be read, or that its URL names beside the first.
  std::optional<ItemRecord> item;  ///< Nothing where it isn't about the person, as in most notices.
};

/// Reads a record by its shape: the URL, the time or the written day, and the one text that can be the name of whoever
/// shared the item. A time that can't be right, such as one after `now`, is left out.
ItemInRecord read_item(const DownloadRecord& record, const KnownFile& file, Time now);

/// Whether a text is a URL on the platform.
bool is_platform_url(std::string_view text, std::string_view platform);

/// Whether a text is the URL of an item on the platform.
bool is_item_url(std::string_view text, std::string_view platform);

/// The e-mail addresses of the account among the fields of a file, each once, in lower case: those with a label known
/// for them; else all, if they share one label. Nothing where several labels could be right.
std::optional<std::vector<std::string>> account_emails(const std::vector<Field>& fields);

}  // namespace demur::reading
