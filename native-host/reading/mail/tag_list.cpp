#include "reading/mail/tag_list.hpp"

#include <algorithm>

#include "reading/mail/transfer.hpp"
#include "text/characters.hpp"

namespace demur::reading {

std::optional<TagList> read_tag_list(std::string_view text) {
  constexpr std::size_t max_tags = 50;
  TagList tags;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    const auto piece = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    // A semicolon may end the list.
    if (piece.empty() && trimmed(text).empty()) break;
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos || tags.size() == max_tags) return std::nullopt;
    const auto name = trimmed(piece.substr(0, equals));
    if (name.empty() || !tags.try_emplace(std::string(name), trimmed(piece.substr(equals + 1))).second)
      return std::nullopt;
  }
  return tags;
}

std::string_view tag_of(const TagList& tags, std::string_view name) {
  const auto found = tags.find(name);
  return found == tags.end() ? std::string_view{} : found->second;
}

std::string bytes_of(const TagList& tags, std::string_view name) {
  const auto value = tag_of(tags, name);
  const auto is_allowed = [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '=' || is_space(c);
  };
  return std::all_of(value.begin(), value.end(), is_allowed) ? decode_base64(value) : std::string{};
}

}  // namespace demur::reading
