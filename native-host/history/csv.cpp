#include "history/csv.hpp"

#include <string_view>

#include "history/export_parts.hpp"

namespace demur::history {
namespace {

/// Whether a spreadsheet would run the cell as a formula (https://owasp.org/www-community/attacks/CSV_Injection). An
/// apostrophe in front makes it text.
bool looks_like_formula(const std::string& text) {
  return !text.empty() && std::string_view{"=+-@\t\r\n"}.find(text.front()) != std::string_view::npos;
}

}  // namespace

std::string csv_field(const std::string& text) {
  std::string quoted = looks_like_formula(text) ? "\"'" : "\"";
  for (const char c : without_controls(text)) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace demur::history
