#include "reading/mail/headers.hpp"

#include <algorithm>
#include <array>

#include "reading/charsets.hpp"
#include "reading/mail/transfer.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t max_mailboxes = 200;

std::string_view next_line(std::string_view text) {
  const auto end = text.find('\n');
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The name of a header line; empty where it isn't one. https://www.rfc-editor.org/rfc/rfc5322#section-2.2
std::string_view header_name(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  // Old programs write spaces before the colon.
  const auto name = trimmed(line.substr(0, colon));
  const auto is_allowed = [](char c) { return c > ' ' && c < 0x7F; };
  return std::all_of(name.begin(), name.end(), is_allowed) ? name : std::string_view{};
}

void append_line(std::string& value, std::string_view line) {
  if (value.size() < max_header) value += line.substr(0, max_header - value.size());
}

/// Decodes one "=?charset?encoding?text?=" at the beginning of `text`. Returns its length; 0 where there is none.
std::size_t decode_word(std::string_view text, std::string& bytes, std::string& charset) {
  if (!text.starts_with("=?")) return 0;
  const auto first = text.find('?', 2);
  if (first == std::string_view::npos || first + 3 > text.size() || text[first + 2] != '?') return 0;
  const auto end = text.find("?=", first + 3);
  if (end == std::string_view::npos) return 0;
  // A language may follow the character set (RFC 2231).
  charset = lower_case(text.substr(2, std::min(text.find('*'), first) - 2));
  const auto content = text.substr(first + 3, end - first - 3);
  const char encoding = lower(text[first + 1]);
  if (encoding == 'b') {
    bytes = decode_base64(content);
  } else if (encoding == 'q') {
    std::string spaced(content);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    bytes = decode_quoted_printable(spaced);
  } else {
    return 0;
  }
  return end + 2;
}

/// The length of the space before another encoded word, which is not shown; 0 where none follows.
std::size_t hidden_space(std::string_view text) {
  const auto end = text.find_first_not_of(" \t\r\n");
  return end != std::string_view::npos && text.substr(end).starts_with("=?") ? end : 0;
}

std::string unquoted(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  std::string result;
  for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    result += text[i];
  }
  return result;
}

/// A name as it is shown: without quotes, with words decoded. Some programs encode inside quotes.
std::string shown_name(std::string_view name) {
  return decoded_words(unquoted(trimmed(name)));
}

/// The position of a character outside quotes.
std::size_t find_outside_quotes(std::string_view text, char wanted) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && is_quoted)
      ++i;
    else if (text[i] == '"')
      is_quoted = !is_quoted;
    else if (text[i] == wanted && !is_quoted)
      return i;
  }
  return std::string_view::npos;
}

std::optional<Mailbox> read_mailbox(std::string_view text) {
  const auto open = find_outside_quotes(text, '<');
  if (open == std::string_view::npos) {
    const auto address = lower_case(trimmed(without_comments(text)));
    if (address.find('@') == std::string::npos) return std::nullopt;
    return Mailbox{{}, address};
  }
  const auto close = text.find('>', open);
  const auto length = close == std::string_view::npos ? close : close - open - 1;
  return Mailbox{shown_name(text.substr(0, open)), lower_case(trimmed(text.substr(open + 1, length)))};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::optional<unsigned> month_number(std::string_view name) {
  constexpr std::string_view months = "janfebmaraprmayjunjulaugsepoctnovdec";
  const auto found = months.find(lower_case(name.substr(0, 3)));
  if (name.size() < 3 || found == std::string_view::npos || found % 3 != 0) return std::nullopt;
  return static_cast<unsigned>(found / 3 + 1);
}

/// A named zone of the United States, and by how many hours it is behind UTC.
struct NamedZone {
  std::string_view name;
  int hours_behind;
};
constexpr std::array<NamedZone, 8> named_zones{
    {{"edt", 4}, {"est", 5}, {"cdt", 5}, {"cst", 6}, {"mdt", 6}, {"mst", 7}, {"pdt", 7}, {"pst", 8}}};

/// "+0130" or "EST"; all other names count as UTC: https://www.rfc-editor.org/rfc/rfc5322#section-4.3
std::chrono::minutes zone_offset(std::string_view zone) {
  const auto* const named = std::find_if(named_zones.begin(), named_zones.end(),
                                         [&](const auto& one) { return equal_ignoring_case(one.name, zone); });
  if (named != named_zones.end()) return std::chrono::hours{-named->hours_behind};
  if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) return {};
  const auto hours = read_number<int>(zone.substr(1, 2)), minutes = read_number<int>(zone.substr(3, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return {};
  const std::chrono::minutes offset{*hours * 60 + *minutes};
  return zone[0] == '-' ? -offset : offset;
}

/// "14:32" or "14:32:05".
std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  const auto parts = split_outside_quotes(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto hours = read_number<int>(parts[0]), minutes = read_number<int>(parts[1]);
  const auto seconds = parts.size() == 3 ? read_number<int>(parts[2]) : std::optional{0};
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + std::chrono::seconds{*seconds};
}

/// "07", "99" and "2026". https://www.rfc-editor.org/rfc/rfc5322#section-4.3
std::optional<int> full_year(std::string_view text) {
  const auto year = read_number<int>(text);
  if (!year || *year > 9999) return std::nullopt;
  if (text.size() == 2) return *year + (*year < 50 ? 2000 : 1900);
  return *year < 1900 ? std::nullopt : year;
}

/// Whether most messages have such a header.
bool is_usual(std::string_view name) {
  constexpr std::array<std::string_view, 12> usual{
      "from",         "to",         "subject",      "date",         "received",         "return-path",
      "delivered-to", "message-id", "mime-version", "content-type", "x-mozilla-status", "authentication-results"};
  return contains(usual, name);
}

bool is_usual_header(std::string_view text) {
  return is_usual(lower_case(header_name(without_line_end(next_line(text)))));
}

/// `passes_over` says, by what follows a line that is not a header line, whether the header continues there.
template <typename Test>
Entity read_headers(std::string_view text, Test passes_over) {
  Entity entity;
  while (!text.empty()) {
    const auto whole_line = next_line(text);
    const auto line = without_line_end(whole_line);
    const bool is_continued = !line.empty() && (line.front() == ' ' || line.front() == '\t');
    const auto name = is_continued ? std::string_view{} : header_name(line);
    if (!is_continued && name.empty()) {
      if (!line.empty() && passes_over(text.substr(whole_line.size()))) {
        text.remove_prefix(whole_line.size());
        continue;
      }
      if (line.empty()) text.remove_prefix(whole_line.size());
      break;
    }
    if (is_continued && !entity.headers.empty())
      append_line(entity.headers.back().value, line);
    else if (!is_continued && entity.headers.size() < max_headers)
      append_line(entity.headers.emplace_back(Header{lower_case(name), {}}).value, line.substr(line.find(':') + 1));
    text.remove_prefix(whole_line.size());
  }
  entity.body = text;
  return entity;
}

/// A piece of a parameter's value: of "boundary*1*" the name, the number, and whether it is encoded.
struct Piece {
  std::string name;
  std::size_t number = 0;
  bool is_encoded = false;
};

Piece read_piece(std::string_view name) {
  Piece piece;
  piece.is_encoded = name.ends_with('*');
  if (piece.is_encoded) name.remove_suffix(1);
  const auto star = name.find('*');
  if (star != std::string_view::npos) piece.number = read_number<std::size_t>(name.substr(star + 1)).value_or(0);
  piece.name = lower_case(name.substr(0, star));
  return piece;
}

/// "utf-8'en'a%20b" without the character set: what Demur reads of parameters is plain ASCII.
std::string decoded_piece(std::string_view value, bool is_first) {
  const auto language = value.find('\''),
             text = language == std::string_view::npos ? language : value.find('\'', language + 1);
  if (is_first && text != std::string_view::npos) value.remove_prefix(text + 1);
  return percent_decoded(value);
}

}  // namespace

bool begins_with_header(std::string_view text) {
  const bool is_continued = !text.empty() && is_space(text.front());
  return !is_continued && !header_name(without_line_end(next_line(text))).empty();
}

Entity read_entity(std::string_view text) {
  return read_headers(text, [](std::string_view) { return false; });
}

Entity read_message(std::string_view text) {
  bool is_first = true;
  return read_headers(text, [&](std::string_view rest) {
    const bool is_passed = is_first && is_usual_header(rest);
    is_first = false;
    return is_passed;
  });
}

bool begins_like_a_message(std::string_view text) {
  const auto headers = read_message(text.substr(0, max_header)).headers;
  return std::any_of(headers.begin(), headers.end(), [](const auto& header) { return is_usual(header.name); });
}

std::string_view value_of(const Headers& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.name == name; });
  return found == headers.end() ? std::string_view{} : trimmed(found->value);
}

std::string decoded_words(std::string_view value) {
  std::string text, bytes, charset;
  // A character may be split between two words: bytes in one character set are joined before they are decoded.
  std::string pending, pending_charset;
  const auto flush = [&] {
    text += to_utf8(pending, pending_charset);
    pending.clear();
  };
  while (!value.empty()) {
    const auto length = decode_word(value, bytes, charset);
    if (length > 0) {
      if (charset != pending_charset) flush();
      pending_charset = charset;
      pending += bytes;
      value.remove_prefix(length);
      value.remove_prefix(hidden_space(value));
      continue;
    }
    flush();
    const auto next = std::min(value.find("=?", 1), value.size());
    text += to_utf8(value.substr(0, next), {});
    value.remove_prefix(next);
  }
  flush();
  return text;
}

Parameterised read_parameterised(std::string_view value) {
  const auto plain = without_comments(value);
  const auto pieces = split_outside_quotes(plain, ';');
  Parameterised result{lower_case(unquoted(trimmed(pieces.front()))), {}};
  std::map<std::string, std::map<std::size_t, std::string>> joined;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto equals = pieces[i].find('=');
    if (equals == std::string_view::npos) continue;
    const auto piece = read_piece(trimmed(pieces[i].substr(0, equals)));
    const auto text = unquoted(trimmed(pieces[i].substr(equals + 1)));
    joined[piece.name].try_emplace(piece.number, piece.is_encoded ? decoded_piece(text, piece.number == 0) : text);
  }
  for (const auto& [name, texts] : joined)
    for (const auto& [number, text] : texts) result.parameters[name] += text;
  return result;
}

std::vector<Mailbox> read_mailboxes(std::string_view value) {
  std::vector<Mailbox> mailboxes;
  for (const auto piece : split_outside_quotes(value, ',')) {
    if (mailboxes.size() == max_mailboxes) break;
    if (auto mailbox = read_mailbox(piece)) mailboxes.push_back(std::move(*mailbox));
  }
  return mailboxes;
}

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
}

std::optional<Time> read_date(std::string_view value) {
  const auto plain = without_comments(value);
  const auto comma = plain.find(',');
  const auto words = words_of(std::string_view(plain).substr(comma == std::string::npos ? 0 : comma + 1));
  if (words.size() < 4) return std::nullopt;
  const auto day = read_number<int>(words[0]), year = full_year(words[2]);
  const auto month = month_number(words[1]);
  const auto clock = time_of_day(words[3]);
  if (!day || !month || !year || !clock) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  const Time time =
      std::chrono::sys_days{date} + *clock - zone_offset(words.size() > 4 ? words[4] : std::string_view{});
  return is_in_range(time) ? std::optional{time} : std::nullopt;
}

std::string without_comments(std::string_view value) {
  std::string plain;
  int depth = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\\' && i + 1 < value.size()) {
      if (depth == 0) plain += value.substr(i, 2);
      ++i;
      continue;
    }
    if (c == '"' && depth == 0) is_quoted = !is_quoted;
    if (c == '(' && !is_quoted) ++depth;
    if (depth == 0) plain += c;
    if (c == ')' && depth > 0) --depth;
  }
  return plain;
}

std::vector<std::string_view> split_outside_quotes(std::string_view value, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto end = find_outside_quotes(value, separator);
    pieces.push_back(value.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    value.remove_prefix(end + 1);
  }
}

}  // namespace demur::reading
