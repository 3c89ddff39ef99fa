#include "reading/html_tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "reading/charsets.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t longest_target = 8192;

/// The names of U+00A0 to U+00FF, in their order. https://html.spec.whatwg.org/#named-character-references
constexpr std::array<std::string_view, 96> latin_names{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Named {
  std::string_view name;
  char32_t letter;
};
constexpr std::array<Named, 19> other_names{{{"amp", U'&'},
                                             {"lt", U'<'},
                                             {"gt", U'>'},
                                             {"quot", U'"'},
                                             {"apos", U'\''},
                                             {"euro", U'€'},
                                             {"ndash", U'–'},
                                             {"mdash", U'—'},
                                             {"lsquo", U'‘'},
                                             {"rsquo", U'’'},
                                             {"sbquo", U'‚'},
                                             {"ldquo", U'“'},
                                             {"rdquo", U'”'},
                                             {"bdquo", U'„'},
                                             {"hellip", U'…'},
                                             {"zwnj", U'\u200C'},
                                             {"zwj", U'\u200D'},
                                             {"scaron", U'š'},
                                             {"Scaron", U'Š'}}};

char32_t numbered_letter(std::string_view digits) {
  const int base = !digits.empty() && lower(digits.front()) == 'x' ? 16 : 10;
  if (base == 16) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
  const bool is_letter = error == std::errc{} && rest == end && value > 0 && value <= 0x10FFFF;
  return is_letter && (value < 0xD800 || value > 0xDFFF) ? char32_t{value} : U'\0';
}

char32_t named_letter(std::string_view name) {
  if (name.starts_with('#')) return numbered_letter(name.substr(1));
  const auto* const latin = std::find(latin_names.begin(), latin_names.end(), name);
  if (latin != latin_names.end()) return static_cast<char32_t>(0xA0 + (latin - latin_names.begin()));
  const auto* const other =
      std::find_if(other_names.begin(), other_names.end(), [&](const auto& named) { return named.name == name; });
  return other == other_names.end() ? U'\0' : other->letter;
}

}  // namespace

Tag read_tag(std::string_view content) {
  const auto name_end = std::min(content.find_first_of(" \t\r\n/", 1), content.size());
  return {lower_case(content.substr(0, name_end)), content.substr(name_end)};
}

std::string decoded_html(std::string_view text) {
  constexpr std::size_t longest_name = 10;
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const auto start = std::min(text.find('&'), text.size());
    plain += text.substr(0, start);
    text.remove_prefix(start);
    if (text.empty()) break;
    const auto end = text.substr(0, longest_name).find(';');
    const auto letter = end == std::string_view::npos ? U'\0' : named_letter(text.substr(1, end - 1));
    if (letter == U'\0')
      plain += '&';
    else
      append_utf8(plain, letter);
    text.remove_prefix(letter == U'\0' ? 1 : end + 1);
  }
  return plain;
}

std::string attribute(std::string_view attributes, std::string_view wanted) {
  while (!attributes.empty()) {
    const auto start = attributes.find_first_not_of(" \t\r\n/");
    if (start == std::string_view::npos) break;
    attributes.remove_prefix(start);
    const auto name_end = std::min(attributes.find_first_of("= \t\r\n/", 1), attributes.size());
    const auto name = attributes.substr(0, name_end);
    attributes = trimmed(attributes.substr(name_end));
    std::string_view value;
    if (attributes.starts_with('=')) {
      attributes = trimmed(attributes.substr(1));
      const bool is_quoted = attributes.starts_with('"') || attributes.starts_with('\'');
      const auto end = is_quoted ? attributes.find(attributes.front(), 1) : attributes.find_first_of(" \t\r\n");
      value = attributes.substr(is_quoted ? 1 : 0, end == std::string_view::npos ? end : end - (is_quoted ? 1 : 0));
      attributes.remove_prefix(std::min(end == std::string_view::npos ? end : end + 1, attributes.size()));
    }
    if (equal_ignoring_case(name, wanted)) return decoded_html(value.substr(0, longest_target));
  }
  return {};
}

std::size_t tag_end(std::string_view html) {
  char quote = '\0';
  for (std::size_t i = 1; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != '\0')
      quote = c == quote ? '\0' : quote;
    else if ((c == '"' || c == '\'') && html[i - 1] == '=')
      quote = c;
    else if (c == '>')
      return i;
  }
  return std::string_view::npos;
}

bool is_tag(std::string_view html) {
  const char c = html.size() > 1 ? lower(html[1]) : '\0';
  return (c >= 'a' && c <= 'z') || c == '/' || c == '!' || c == '?';
}

}  // namespace demur::reading
