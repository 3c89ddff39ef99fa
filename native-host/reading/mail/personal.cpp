#include "reading/mail/personal.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "embedded/mail_words.hpp"
#include "embedded/mailboxes_json.hpp"
#include "embedded/recognition_json.hpp"
#include "reading/charsets.hpp"
#include "reading/mail/headers.hpp"
#include "reading/mail/links.hpp"
#include "reading/mail/mail_facts.hpp"
#include "reading/mail/mail_providers.hpp"
#include "reading/mail/transfer.hpp"
#include "reading/mail/written_phrases.hpp"
#include "reading/urls.hpp"
#include "text/characters.hpp"
#include "text/folded.hpp"

namespace demur::reading {
namespace {

using Words = std::set<std::string, std::less<>>;

/// Shorter ones are too often ordinary words.
constexpr std::size_t min_name = 3;
/// A name this long is looked for within words too, "annaberg85".
constexpr std::size_t min_name_within = 5;
/// Names have endings in many languages: "Annas", "Annalle".
constexpr std::size_t min_name_with_ending = 4, max_ending = 3;
constexpr std::size_t min_token = 6, longest_word = 30;
constexpr std::string_view other_name = "Name", other_host = "host.example";

/// Whether a character is part of a word: a letter or a digit of any alphabet, or a combining accent.
bool is_word_character(char32_t c) {
  constexpr char32_t first_foreign = 0xC0, multiplication = 0xD7, division = 0xF7;
  constexpr char32_t first_mark = 0x2000, last_mark = 0x20CF, first_symbol = 0x2190, last_symbol = 0x2BFF;
  constexpr char32_t first_wide_mark = 0x3000, last_wide_mark = 0x303F;
  if (c < first_foreign) return is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
  if (c == multiplication || c == division) return false;
  if ((c >= first_mark && c <= last_mark) || (c >= first_symbol && c <= last_symbol)) return false;
  return c < first_wide_mark || c > last_wide_mark;
}

/// The length of the word at the beginning; 0 where there is none.
std::size_t word_length(std::string_view text) {
  std::size_t length = 0;
  char32_t character{};
  for (auto step = next_character(text, character); step > 0 && (is_word_character(character) || character == U'_');
       step = next_character(text.substr(length), character))
    length += step;
  return length;
}

/// Calls `take` with each word, and `pass` with what is between.
template <typename Take, typename Pass>
void for_each_word(std::string_view text, Take take, Pass pass) {
  while (!text.empty()) {
    const auto length = word_length(text);
    if (length > 0) {
      take(text.substr(0, length));
      text.remove_prefix(length);
      continue;
    }
    char32_t character{};
    const auto step = std::max<std::size_t>(next_character(text, character), 1);
    pass(text.substr(0, step));
    text.remove_prefix(step);
  }
}

/// As names do, in all alphabets that have capital letters.
bool begins_with_capital(std::string_view word) {
  char32_t first{};
  const auto length = next_character(word, first);
  return length > 0 && utf8proc_toupper(static_cast<utf8proc_int32_t>(first)) == static_cast<utf8proc_int32_t>(first) &&
         utf8proc_tolower(static_cast<utf8proc_int32_t>(first)) != static_cast<utf8proc_int32_t>(first);
}

void add_words(Words& words, std::string_view text) {
  for_each_word(
      text, [&](std::string_view word) { words.insert(folded(word)); }, [](std::string_view) {});
}

/// The words in all texts within a value.
void collect(Words& words, const nlohmann::json& value) {
  if (value.is_string())
    each_phrase(value.get_ref<const std::string&>(), [&](std::string_view phrase) { add_words(words, phrase); });
  if (value.is_structured())
    for (const auto& inner : value) collect(words, inner);
}

/// For each language the words by which Meta's mails are recognised: none of these is removed from a mail as a name.
const std::map<std::string, Words>& vocabularies() {
  static const auto read = [] {
    std::map<std::string, Words> all;
    const auto recognition = nlohmann::json::parse(recognition_json);
    for (const auto& [language, text] : mail_words) {
      auto& words = all[std::string{language}];
      collect(words, nlohmann::json::parse(text));
      collect(words, recognition.at("languages").value(std::string{language}, nlohmann::json{}));
      for (const auto& product : mail_facts().products) add_words(words, product);
      for (const auto& companion : mail_facts().companions) add_words(words, companion);
    }
    return all;
  }();
  return read;
}

/// Domains at which anybody can have an address.
const Words& public_domains() {
  static const auto read = [] {
    Words domains;
    const auto collect = [&](const auto& self, const nlohmann::json& value) -> void {
      if (value.is_string()) domains.insert(value.get<std::string>());
      if (value.is_structured())
        for (const auto& inner : value) self(self, inner);
    };
    collect(collect, nlohmann::json::parse(mailboxes_json));
    return domains;
  }();
  return read;
}

bool is_providers(std::string_view host) {
  const auto& providers = mail_providers();
  return std::any_of(providers.begin(), providers.end(),
                     [host](const auto& one) { return one.has_host(host) || contains(one.names, host); }) ||
         public_domains().contains(host);
}

std::string zeroed(std::string_view text) {
  std::string plain(text);
  std::replace_if(plain.begin(), plain.end(), is_digit, '0');
  return plain;
}

/// "aBcDeFgHiJ": random letters.
bool looks_random(std::string_view word) {
  constexpr int most_changes = 2;
  int changes = 0;
  for (std::size_t i = 1; i < word.size(); ++i)
    changes += lower(word[i - 1]) == word[i - 1] && lower(word[i]) != word[i] ? 1 : 0;
  return changes > most_changes || word.size() > longest_word;
}

bool is_token(std::string_view word) {
  const bool is_ascii =
      std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
  return is_ascii && !is_number && ((has_digit(word) && word.size() >= min_token) || looks_random(word));
}

bool is_known_form_id(std::string_view text) {
  const auto& forms = mail_facts().forms;
  return std::any_of(forms.begin(), forms.end(), [text](const auto& form) { return form.id == text; });
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF", plain = "-._~";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_letter(c) || is_digit(c) || plain.find(c) != std::string_view::npos)
      encoded += c;
    else
      encoded += {'%', digits[byte / 16], digits[byte % 16]};
  }
  return encoded;
}

constexpr std::string_view address_ends = " \t\r\n<>()[]{}\"',;:|&=?/";

bool is_address_part(char c) {
  return address_ends.find(c) == std::string_view::npos && static_cast<unsigned char>(c) > ' ';
}

/// The address around an @; empty where there is none.
std::string_view address_around(std::string_view text, std::size_t at) {
  auto start = at, end = at + 1;
  while (start > 0 && is_address_part(text[start - 1])) --start;
  while (end < text.size() && is_address_part(text[end]) && text[end] != '@') ++end;
  while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '!')) --end;
  const auto address = text.substr(start, end - start);
  return start < at && address.substr(at - start).find('.') != std::string_view::npos ? address : std::string_view{};
}

/// Calls `take` with each address in a text, except Meta's.
void for_each_address(std::string_view text, const std::function<void(std::string_view)>& take) {
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const auto address = address_around(text, at);
    if (!address.empty() && !is_metas(lower_case(domain_of(address)))) take(address);
  }
}

std::size_t url_length(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"})
    if (starts_ignoring_case(text, scheme)) {
      auto end = std::min(text.find_first_of(" \t\r\n<>\"()[]|"), text.size());
      while (end > scheme.size() && std::string_view{".,;!"}.find(text[end - 1]) != std::string_view::npos) --end;
      return end;
    }
  return 0;
}

/// The length of "mail.example.org" at the beginning; 0 where there is no host.
std::size_t host_length(std::string_view text) {
  auto end = std::min(
      static_cast<std::size_t>(
          std::find_if_not(text.begin(), text.end(),
                           [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }) -
          text.begin()),
      text.size());
  while (end > 0 && text[end - 1] == '.') --end;
  const auto host = text.substr(0, end);
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return 0;
  const auto top = host.substr(dot + 1);
  constexpr std::size_t shortest = 2;
  return top.size() >= shortest && std::all_of(top.begin(), top.end(), is_letter) ? end : 0;
}

std::size_t count_words(std::string_view line) {
  std::size_t count = 0;
  for_each_word(
      line, [&](std::string_view) { ++count; }, [](std::string_view) {});
  return count;
}

}  // namespace

bool is_greeting(std::string_view line) {
  constexpr std::size_t most_words = 6;
  line = trimmed(line);
  const auto count = count_words(line);
  return count > 0 && count <= most_words && (line.ends_with(',') || line.ends_with('!'));
}

Personal::Personal(std::string_view words) {
  std::vector<std::string> spoken;
  for_each_word(
      words, [&](std::string_view word) { spoken.push_back(folded(word)); }, [](std::string_view) {});
  std::ptrdiff_t most = -1;
  for (const auto& entry : vocabularies()) {
    const auto& known = entry.second;
    const auto count =
        std::count_if(spoken.begin(), spoken.end(), [&](const auto& one) { return known.contains(one); });
    if (count <= most) continue;
    most = count;
    vocabulary_ = &known;
  }
}

bool Personal::is_common(std::string_view word) const {
  return vocabulary_->contains(folded(word));
}

void Personal::add_pieces(std::string_view name) {
  for_each_word(
      name,
      [this](std::string_view word) {
        auto plain = folded(word);
        std::erase(plain, '_');
        if (plain.size() >= min_name && !has_digit(plain)) names_.insert(std::move(plain));
      },
      [](std::string_view) {});
}

void Personal::add_name(std::string_view name) {
  add_pieces(name);
  for_each_word(
      name,
      [this](std::string_view word) {
        const auto plain = folded(word);
        const bool is_metas = contains(mail_facts().products, plain) || contains(mail_facts().companions, plain);
        if (!is_metas) certain_.insert(plain);
      },
      [](std::string_view) {});
}

void Personal::add_address(std::string_view address) {
  const auto at = address.rfind('@');
  const auto domain = lower_case(domain_of(address));
  if (at == std::string_view::npos || is_metas(domain)) return;
  std::string local(address.substr(0, at));
  std::replace_if(
      local.begin(), local.end(), [](char c) { return is_digit(c) || c == '_'; }, ' ');
  add_pieces(local);
  if (!is_providers(domain)) domains_.insert(domain);
}

void Personal::add_addresses(std::string_view text) {
  for_each_address(text, [this](std::string_view address) { add_address(address); });
}

void Personal::add_from(std::string_view text) {
  for_each_address(text, [&](std::string_view address) {
    add_address(address);
    const auto start = static_cast<std::size_t>(address.data() - text.data());
    if (start == 0 || text[start - 1] != '<') return;
    const auto before = text.substr(0, start - 1);
    const auto begin = before.find_last_of("\n:,;<>");
    add_name(begin == std::string_view::npos ? before : before.substr(begin + 1));
  });
}

void Personal::add_greeted(std::string_view text) {
  for (int count = 0; count < lines_that_greet && !text.empty();) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (trimmed(line).empty()) continue;
    ++count;
    if (!is_greeting(line)) continue;
    bool is_first = count_words(line) > 1;
    for_each_word(
        trimmed(line),
        [&](std::string_view word) {
          if (!is_first && begins_with_capital(word) && !is_common(word)) add_pieces(word);
          is_first = false;
        },
        [](std::string_view) {});
  }
}

bool Personal::is_name(std::string_view word) const {
  const auto plain = folded(word);
  if (names_.contains(plain)) return true;
  return std::any_of(names_.begin(), names_.end(), [&](const auto& name) {
    if (name.size() >= min_name_with_ending && plain.starts_with(name) && plain.size() <= name.size() + max_ending)
      return true;
    return name.size() >= min_name_within && plain.find(name) != std::string::npos;
  });
}

bool Personal::names_somebody(std::string_view text) const {
  const auto plain = folded(text);
  return std::any_of(names_.begin(), names_.end(), [&](const auto& name) {
    return name.size() >= min_name_with_ending && !is_common(name) && plain.find(name) != std::string::npos;
  });
}

std::string Personal::word(std::string_view word) const {
  // In many languages a name is also a word: "anna" means "give" in Finnish.
  const bool is_certain = begins_with_capital(word) && certain_.contains(folded(word));
  if (is_certain || (!is_common(word) && is_name(word))) return std::string{other_name};
  return is_token(word) ? masked(word) : zeroed(word);
}

std::string Personal::masked(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    char32_t character{};
    const auto step = std::max<std::size_t>(next_character(text, character), 1);
    if (step == 1)
      plain += is_letter(text.front()) ? 'x' : is_digit(text.front()) ? '0' : text.front();
    else if (is_word_character(character))
      plain += 'x';
    else
      plain += text.substr(0, step);
    text.remove_prefix(step);
  }
  return plain;
}

std::string Personal::host(std::string_view host, bool is_strict) const {
  const auto plain = lower_case(host);
  if (is_metas(plain) || is_providers(plain)) return std::string{host};
  const bool is_personal =
      std::any_of(domains_.begin(), domains_.end(), [&](const auto& domain) { return is_within(plain, domain); });
  if (is_strict || is_personal || names_somebody(plain)) return std::string{other_host};
  return zeroed(host);
}

std::string Personal::address(std::string_view address) const {
  const auto at = address.rfind('@');
  const auto local = address.substr(0, at);
  const auto domain = lower_case(domain_of(address));
  if (!is_metas(domain)) return "somebody@example.org";
  const auto end = std::min(local.find('+'), local.size());
  const auto kind = local.substr(0, end);
  const bool is_kind =
      std::all_of(kind.begin(), kind.end(), [](char c) { return is_letter(c) || c == '-' || c == '_' || c == '.'; }) &&
      kind.size() <= longest_word && !names_somebody(kind);
  return (is_kind ? std::string{kind} : masked(kind)) + masked(local.substr(end)) + "@" + domain;
}

std::string Personal::path_piece(std::string_view piece) const {
  if (is_known_form_id(piece)) return std::string{piece};
  const auto plain = percent_decoded(piece);
  const bool is_plain =
      std::all_of(piece.begin(), piece.end(), [](char c) { return is_letter(c) || c == '-' || c == '_' || c == '.'; });
  const bool may_stay = is_plain && !looks_random(piece) && !names_somebody(plain);
  return may_stay ? std::string{piece} : masked(plain);
}

std::string Personal::query(std::string_view query) const {
  constexpr std::size_t longest = 12;
  std::string plain;
  for (const auto& [name, value] : read_query(query)) {
    const auto meant = percent_decoded(value);
    const bool is_kind = value.size() <= longest && path_piece(value) == value && lower_case(value) == value;
    if (!plain.empty()) plain += '&';
    plain += path_piece(name);
    if (query.find('=') == std::string_view::npos) continue;
    plain += '=';
    plain += url_length(meant) > 0 ? percent_encoded(url(meant)) : is_kind ? value : masked(meant);
  }
  std::replace(plain.begin(), plain.end(), ' ', '+');
  return plain;
}

std::string Personal::url(std::string_view url) const {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    // "mailto:" and the like.
    const auto colon = url.find(':');
    return colon == std::string_view::npos ? masked(url)
                                           : std::string{url.substr(0, colon + 1)} + masked(url.substr(colon + 1));
  }
  const auto start = scheme + 3;
  const auto authority_end = std::min(url.find_first_of("/?#\\", start), url.size());
  auto authority = url.substr(start, authority_end - start);
  const auto user = authority.rfind('@');
  std::string plain(url.substr(0, start));
  // Kept because having one makes a link suspicious.
  if (user != std::string_view::npos) plain += masked(authority.substr(0, user + 1));
  plain += host(authority.substr(user == std::string_view::npos ? 0 : user + 1), false);
  const auto query_start = std::min(url.find_first_of("?#", authority_end), url.size());
  auto path = url.substr(authority_end, query_start - authority_end);
  while (!path.empty()) {
    const auto end = std::min(path.find_first_of("/\\", 0), path.size());
    plain += path_piece(path.substr(0, end));
    if (end < path.size()) plain += path[end];
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  const auto rest = url.substr(query_start);
  const auto fragment = std::min(rest.find('#'), rest.size());
  if (rest.starts_with('?')) plain += "?" + query(rest.substr(1, fragment - 1));
  return plain + masked(rest.substr(fragment));
}

std::string Personal::text(std::string_view text) const {
  std::string plain;
  bool is_after_name = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const bool is_word_start = at == 0 || !is_address_part(text[at - 1]);
    if (const auto length = url_length(rest); length > 0) {
      plain += url(rest.substr(0, length));
      at += length;
      continue;
    }
    const auto part =
        static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_address_part) - rest.begin());
    const auto sign = is_word_start ? rest.substr(0, part).find('@') : std::string_view::npos;
    if (sign != std::string_view::npos) {
      const auto address_text = address_around(rest, sign);
      // "@anna" is somebody's name, too.
      const auto length = address_text.empty() ? part
                                               : sign + address_text.size() -
                                                     static_cast<std::size_t>(rest.data() + sign - address_text.data());
      plain += address_text.empty() ? masked(rest.substr(0, part)) : address(address_text);
      at += length;
      continue;
    }
    if (const auto length = is_word_start ? host_length(rest) : 0;
        length > 0 &&
        (is_metas(lower_case(rest.substr(0, length))) || host(rest.substr(0, length), false) == other_host)) {
      plain += host(rest.substr(0, length), false);
      at += length;
      continue;
    }
    const auto length = word_length(rest);
    if (length == 0) {
      char32_t character{};
      const auto step = std::max<std::size_t>(next_character(rest, character), 1);
      // A surname follows after a space.
      is_after_name = is_after_name && rest.front() == ' ';
      plain += rest.substr(0, step);
      at += step;
      continue;
    }
    const auto one = rest.substr(0, length);
    auto other = word(one);
    if (is_after_name && begins_with_capital(one) && !is_common(one)) other = other_name;
    is_after_name = other == other_name;
    plain += other;
    at += length;
  }
  return plain;
}

std::string Personal::greeting(std::string_view line) const {
  std::string plain;
  bool is_first = count_words(line) > 1;
  for_each_word(
      line,
      [&](std::string_view one) {
        const bool is_somebody = !is_first && begins_with_capital(one) && !is_common(one);
        plain += is_somebody || names_.contains(folded(one)) ? std::string{other_name} : word(one);
        is_first = false;
      },
      [&](std::string_view between) { plain += between; });
  return plain;
}

std::string Personal::lines(std::string_view text) const {
  std::string plain;
  int count = 0;
  bool is_signature = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    is_signature = is_signature || line == "-- " || line == "-- \r";
    const bool is_blank_line = trimmed(line).empty();
    count += is_blank_line ? 0 : 1;
    const bool greets = count <= lines_that_greet && !is_blank_line && is_greeting(line) &&
                        line.find('@') == std::string_view::npos && line.find("://") == std::string_view::npos;
    if (is_signature || trimmed(line).starts_with('>'))
      plain += masked(line);
    else
      plain += greets ? greeting(line) : this->text(line);
    if (end < text.size()) plain += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return plain;
}

}  // namespace demur::reading
