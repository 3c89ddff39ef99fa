#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace demur::reading {

/// "v=1; a=rsa-sha256; d=example.org": the form of signatures and of keys (RFC 6376, section 3.2). Values are as
/// written, without the space around them.
using TagList = std::map<std::string, std::string_view, std::less<>>;

/// Nothing where it isn't such a list, or a tag appears twice.
std::optional<TagList> read_tag_list(std::string_view text);

/// The value of a tag; empty where it is missing.
std::string_view tag_of(const TagList& tags, std::string_view name);

/// The bytes of a base64 value, which may be folded. Empty where it contains anything else.
std::string bytes_of(const TagList& tags, std::string_view name);

}  // namespace demur::reading
