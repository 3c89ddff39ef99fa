#include "history/mbox_quotes.hpp"

#include <algorithm>

namespace demur::history {
namespace {

constexpr std::string_view mark = "From ";

}  // namespace

std::string without_mbox_quotes(std::string_view mail) {
  std::string plain;
  plain.reserve(mail.size());
  while (!mail.empty()) {
    auto line = mail.substr(0, std::min(mail.find('\n'), mail.size() - 1) + 1);
    mail.remove_prefix(line.size());
    const auto quotes = std::min(line.find_first_not_of('>'), line.size());
    if (quotes > 0 && line.substr(quotes).starts_with(mark)) line.remove_prefix(1);
    plain += line;
  }
  return plain;
}

bool ends_with_separator(std::string_view before) {
  if (!before.ends_with('\n')) return false;
  before.remove_suffix(1);
  const auto end = before.rfind('\n');
  return before.substr(end == std::string_view::npos ? 0 : end + 1).starts_with(mark);
}

}  // namespace demur::history
