#include "reading/mail/canonical.hpp"

#include <algorithm>

#include "reading/mail/headers.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::string_view line_end = "\r\n";

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// Takes a line without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view name_of(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  const auto name = trimmed(line.substr(0, colon));
  return std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F; }) ? name : std::string_view{};
}

/// Runs of blanks as one space, without any at the end.
std::string with_single_blanks(std::string_view line) {
  std::string result;
  bool is_after_blank = false;
  for (const char c : line) {
    if (is_blank(c)) {
      is_after_blank = true;
      continue;
    }
    if (is_after_blank) result += ' ';
    is_after_blank = false;
    result += c;
  }
  return result;
}

}  // namespace

std::optional<RawMessage> read_raw(std::string_view message) {
  RawMessage raw;
  while (!message.empty()) {
    const auto* const start = message.data();
    const auto line = take_line(message);
    if (line.empty()) break;
    if (is_blank(line.front())) {
      if (raw.headers.empty()) return std::nullopt;
      auto& last = raw.headers.back().text;
      last = {last.data(), static_cast<std::size_t>(line.data() + line.size() - last.data())};
    } else {
      const auto name = name_of(line);
      if (name.empty() || raw.headers.size() == max_headers) return std::nullopt;
      raw.headers.push_back({lower_case(name), {start, line.size()}});
    }
    if (raw.headers.back().text.size() > max_header) return std::nullopt;
  }
  raw.body = message;
  return raw;
}

std::string canonical_header(std::string_view text, Canonical form) {
  if (form == Canonical::simple) {
    std::string lines;
    while (!text.empty()) {
      if (!lines.empty()) lines += line_end;
      lines += take_line(text);
    }
    return lines;
  }
  const auto colon = std::min(text.find(':'), text.size());
  std::string value;
  auto rest = text.substr(std::min(colon + 1, text.size()));
  while (!rest.empty()) value += take_line(rest);
  const auto plain = with_single_blanks(value);
  return lower_case(trimmed(text.substr(0, colon))) + ":" +
         std::string(std::string_view(plain).substr(plain.starts_with(' ') ? 1 : 0));
}

std::size_t canonical_body(std::string_view body, Canonical form, const std::function<void(std::string_view)>& take) {
  std::size_t length = 0, empty_lines = 0;
  const auto give = [&](std::string_view piece) {
    take(piece);
    length += piece.size();
  };
  while (!body.empty()) {
    const auto line = take_line(body);
    const auto text = form == Canonical::relaxed ? with_single_blanks(line) : std::string(line);
    if (text.empty()) {
      ++empty_lines;
      continue;
    }
    for (; empty_lines > 0; --empty_lines) give(line_end);
    give(text);
    give(line_end);
  }
  // An empty body is one empty line in the simple form, and nothing in the relaxed one.
  if (length == 0 && form == Canonical::simple) give(line_end);
  return length;
}

}  // namespace demur::reading
