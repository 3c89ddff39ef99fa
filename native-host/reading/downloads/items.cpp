#include "reading/downloads/items.hpp"

#include <algorithm>
#include <array>

#include "reading/charsets.hpp"
#include "reading/downloads/facts.hpp"
#include "reading/item_addresses.hpp"
#include "reading/links.hpp"
#include "reading/shown_text.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// Names are shorter, in letters and words. Facebook's own limit is 50 for each of three names.
constexpr std::size_t longest_person = 100, most_words = 8;

/// An address on the platform, as browsers write it and as read_line believes it.
struct Place {
  std::string url, key;  ///< The key tells what it is the address of: see reading/item_addresses.hpp.
  bool is_profile;
  [[nodiscard]] bool is_item() const { return !key.starts_with("page "); }
};

/// Bytes that browsers write otherwise are escaped.
std::string escaped(std::string_view url) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = c > ' ' && c <= '~' && c != '"' && c != '\\' && c != '<' && c != '>';
    if (is_plain)
      text += c;
    else
      text.append(1, '%').append(1, digits[byte / 16U]).append(1, digits[byte % 16U]);
  }
  return text;
}

std::optional<Place> read_place(std::string_view text, std::string_view platform) {
  const auto address = read_address(text);
  if (!address || address->host.empty()) return std::nullopt;
  auto url = escaped("https://" + address->host + address->path + (address->query.empty() ? "" : "?" + address->query));
  const auto item = item_address(platform, url);
  if (!item) return std::nullopt;
  // A short host of the platform's becomes its usual one.
  if (!is_on_platform(url, platform)) url = item->url;
  if (!is_on_platform(url, platform)) return std::nullopt;
  const auto profile = profile_address(platform, url);
  const bool is_profile = item->key.starts_with("page ") && profile && profile->key.starts_with("profile ");
  return Place{std::move(url), item->key, is_profile};
}

bool is_address(std::string_view text) {
  const auto start = trimmed(text);
  return start.find("://") != std::string_view::npos || starts_ignoring_case(start, "www.");
}

/// Of the Latin alphabet, or of any other.
bool is_letter(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
}

/// Whether a text can be someone's name, by what it is made of.
bool can_be_name(std::string_view text) {
  const auto letters =
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return !text.empty() && static_cast<std::size_t>(letters) <= longest_person &&
         std::count(text.begin(), text.end(), ' ') < static_cast<std::ptrdiff_t>(most_words) &&
         text.find('\n') == std::string_view::npos && text.find('@') == std::string_view::npos && !is_address(text) &&
         std::any_of(text.begin(), text.end(), is_letter);
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

/// The one that all are; nothing where they differ.
std::optional<std::string> only(const std::vector<std::string>& names) {
  const bool is_one = !names.empty() &&
                      std::all_of(names.begin(), names.end(), [&](const auto& name) { return name == names.front(); });
  return is_one ? std::optional{names.front()} : std::nullopt;
}

/// Who shared it. A label that is known to stand before names decides; else the only text that can be one, first among
/// those without digits, which dates have.
std::optional<std::string> name_in(const Finding& finding) {
  std::vector<std::string> labelled, plain, any;
  for (const auto& statement : finding.statements) {
    if (!can_be_name(trimmed(statement.text))) continue;
    auto name = shown_text(statement.text, longest_name);
    if (name.empty()) continue;
    if (is_label(statement.label, download_facts().name_labels)) labelled.push_back(name);
    if (!statement.is_value) continue;
    if (!has_digit(name)) plain.push_back(name);
    any.push_back(std::move(name));
  }
  if (!labelled.empty()) return labelled.front();
  return plain.empty() ? only(any) : only(plain);
}

std::optional<std::string> time_of(const Finding& finding, Time now) {
  using std::chrono::seconds;
  // Milliseconds where seconds would be the year 5138.
  constexpr std::int64_t most_seconds = 100'000'000'000, thousand = 1000;
  if (!finding.seconds) return std::nullopt;
  const auto count = *finding.seconds > most_seconds ? *finding.seconds / thousand : *finding.seconds;
  if (count <= 0 || count > most_seconds) return std::nullopt;
  const Time time{seconds{count}};
  if (time > now + std::chrono::days{1}) return std::nullopt;
  return to_rfc3339(time);
}

bool says(const Finding& finding, const std::vector<Stem>& stems) {
  return std::any_of(finding.statements.begin(), finding.statements.end(), [&](const auto& statement) {
    const auto words = folded_words(statement.text);
    return std::any_of(stems.begin(), stems.end(), [&](const auto& stem) { return stem.is_spread_over(words); });
  });
}

/// The kind of an item; empty for what doesn't include the person.
std::string kind_of(const Finding& finding, const Place& place, Tells tells) {
  std::string tag = place.key.starts_with("photo ") ? "photo" : "tag";
  if (tells != Tells::notices) return tag;
  if (says(finding, download_facts().tagged)) return tag;
  return says(finding, download_facts().mentioned) ? "mention" : "";
}

}  // namespace

FoundItem read_item(const Finding& finding, const KnownFile& file, Time now) {
  std::vector<Place> places;
  for (const auto& statement : finding.statements)
    if (auto place = read_place(statement.text, file.platform)) places.push_back(std::move(*place));
  if (places.empty()) return {};
  const auto item = std::find_if(places.begin(), places.end(), [](const auto& place) { return place.is_item(); });
  const auto profile = std::find_if(places.begin(), places.end(), [](const auto& place) { return place.is_profile; });
  // In the list of tagged photos every entry is one, also where its address is of a shape that isn't known yet.
  if (item == places.end() && file.tells != Tells::tagged) return {true, std::nullopt};
  const auto& place = item == places.end() ? places.front() : *item;
  auto kind = kind_of(finding, place, file.tells);
  if (kind.empty()) return {true, std::nullopt};
  ItemRecord record{file.platform, place.url, std::move(kind), std::nullopt, std::nullopt, time_of(finding, now)};
  if (file.tells == Tells::tagged) record.name = name_in(finding);
  if (file.tells == Tells::tagged && item != places.end() && profile != places.end()) record.profile = profile->url;
  return {true, std::move(record)};
}

bool is_item_address(std::string_view text, std::string_view platform) {
  const auto place = read_place(text, platform);
  return place && place->is_item();
}

}  // namespace demur::reading
