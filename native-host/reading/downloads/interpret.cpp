#include "reading/downloads/interpret.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "reading/downloads/download_facts.hpp"
#include "reading/downloads/limits.hpp"
#include "reading/downloads/written_day.hpp"
#include "reading/urls.hpp"
#include "text/characters.hpp"
#include "text/folded.hpp"
#include "text/shown_text.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

/// Names are shorter, in characters and words. Facebook's own limit is 50 for each of three names.
constexpr std::size_t max_name_characters = 100, max_name_words = 8;

/// A URL on the platform, as browsers write it and as `read_line` accepts it.
struct PlatformUrl {
  std::string url, key;  ///< The key says what it is the URL of: see reading/urls.hpp.
  bool is_profile;
  std::int64_t others;  ///< How many more items it names.
  [[nodiscard]] bool is_item() const { return !key.starts_with("page "); }
};

/// Escapes the characters that browsers escape.
std::string escaped(std::string_view url) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (needs_no_escaping({&c, 1}))
      text += c;
    else
      text.append(1, '%').append(1, digits[byte / 16U]).append(1, digits[byte % 16U]);
  }
  return text;
}

std::optional<PlatformUrl> read_platform_url(std::string_view text, std::string_view platform) {
  const auto parts = read_url(text);
  if (!parts || parts->host.empty()) return std::nullopt;
  auto url = escaped("https://" + parts->host + parts->path + (parts->query.empty() ? "" : "?" + parts->query));
  const auto item = item_url(platform, url);
  if (!item) return std::nullopt;
  // The platform's short host becomes its usual one.
  if (!is_on_platform(url, platform)) url = item->url;
  if (!is_on_platform(url, platform)) return std::nullopt;
  const auto profile = profile_url(platform, url);
  const bool is_profile = item->key.starts_with("page ") && profile && profile->key.starts_with("profile ");
  return PlatformUrl{std::move(url), item->key, is_profile, item->others};
}

bool is_url(std::string_view text) {
  const auto start = trimmed(text);
  return start.find("://") != std::string_view::npos || starts_ignoring_case(start, "www.");
}

/// Latin, or of any other alphabet.
bool is_letter_of_any_alphabet(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80U;
}

/// Whether a text can be someone's name, judging by what it is made of.
bool can_be_name(std::string_view text) {
  return !text.empty() && count_characters(text) <= max_name_characters &&
         std::count(text.begin(), text.end(), ' ') < static_cast<std::ptrdiff_t>(max_name_words) &&
         text.find('\n') == std::string_view::npos && text.find('@') == std::string_view::npos && !is_url(text) &&
         std::any_of(text.begin(), text.end(), is_letter_of_any_alphabet);
}

/// The name, if all are the same; nothing where they differ.
std::optional<std::string> only(const std::vector<std::string>& names) {
  const bool is_one = !names.empty() &&
                      std::all_of(names.begin(), names.end(), [&](const auto& name) { return name == names.front(); });
  return is_one ? std::optional{names.front()} : std::nullopt;
}

/// The name among these fields. A known label for names decides; else the only text that can be a name, preferably
/// among those without digits, which dates have.
std::optional<std::string> name_among(const std::vector<Field>& fields) {
  std::vector<std::string> labelled, plain, any;
  for (const auto& field : fields) {
    if (!can_be_name(trimmed(field.text)) || written_day(field.text)) continue;
    auto name = composed(shown_text(field.text, max_name));
    if (name.empty()) continue;
    if (is_label(field.label, download_facts().name_labels)) labelled.push_back(name);
    if (!field.is_value) continue;
    if (!has_digit(name)) plain.push_back(name);
    any.push_back(std::move(name));
  }
  if (!labelled.empty()) return labelled.front();
  return plain.empty() ? only(any) : only(plain);
}

/// A profile that a record links to, and where in the record it is.
struct Profile {
  std::string url, key;
  std::size_t group;
};

std::vector<Profile> profiles_in(const DownloadRecord& record, std::string_view platform) {
  std::vector<Profile> profiles;
  for (const auto& field : record.fields) {
    const auto url = read_platform_url(field.text, platform);
    if (url && url->is_profile) profiles.push_back({url->url, profile_url(platform, url->url)->key, field.group});
  }
  return profiles;
}

/// Who shared an item.
struct Owner {
  std::optional<std::string> name, profile;
};

/// The text beside a profile's URL is its name, whatever its label says. With several profiles nothing shows whose it
/// is.
Owner owner_in(const DownloadRecord& record, std::string_view platform) {
  const auto profiles = profiles_in(record, platform);
  if (profiles.empty()) return {name_among(record.fields), std::nullopt};
  const auto& first = profiles.front();
  if (std::any_of(profiles.begin(), profiles.end(), [&](const auto& other) { return other.key != first.key; }))
    return {};
  std::vector<Field> beside;
  std::copy_if(record.fields.begin(), record.fields.end(), std::back_inserter(beside),
               [&](const auto& field) { return first.group != 0 && field.group == first.group; });
  auto name = name_among(beside);
  return {name ? std::move(name) : name_among(record.fields), first.url};
}

void name_owner(ItemRecord& item, const DownloadRecord& record, bool has_known_url) {
  // Nothing shows whether a URL of unknown shape is a profile's.
  auto owner = has_known_url ? owner_in(record, item.platform) : Owner{name_among(record.fields), std::nullopt};
  item.name = std::move(owner.name);
  item.profile = std::move(owner.profile);
}

/// What a notice says: its longest text.
std::optional<std::string> notice_in(const DownloadRecord& record) {
  std::string_view longest;
  for (const auto& field : record.fields)
    if (!is_url(field.text) && field.text.size() > longest.size()) longest = field.text;
  auto notice = shown_text(longest, max_notice);
  return notice.empty() ? std::nullopt : std::optional{std::move(notice)};
}

/// Noon of the day that is written in a record, which is that day nearly everywhere. The pages of a download give a
/// time of day, too, but not its zone. The day nearest to the URL counts, since the page itself has one as well.
/// Nothing where two are equally near.
std::optional<Time> written_time_of(const DownloadRecord& record) {
  std::optional<std::chrono::year_month_day> day;
  std::size_t nearest = SIZE_MAX;
  bool is_doubtful = false;
  for (const auto& field : record.fields) {
    const auto here = field.distance <= nearest ? written_day(field.text) : std::nullopt;
    if (!here) continue;
    is_doubtful = field.distance == nearest && (is_doubtful || *here != *day);
    day = here;
    nearest = field.distance;
  }
  constexpr std::chrono::hours noon{12};
  return day && !is_doubtful ? std::optional{std::chrono::sys_days{*day} + noon} : std::nullopt;
}

std::optional<Time> told_time_of(const DownloadRecord& record) {
  using std::chrono::seconds;
  // Milliseconds where seconds would be the year 5138.
  constexpr std::int64_t max_seconds = 100'000'000'000, thousand = 1000;
  if (!record.seconds) return written_time_of(record);
  const auto count = *record.seconds > max_seconds ? *record.seconds / thousand : *record.seconds;
  if (count <= 0 || count > max_seconds) return std::nullopt;
  return Time{seconds{count}};
}

std::optional<std::string> time_of(const DownloadRecord& record, Time now) {
  const auto time = told_time_of(record);
  return time && *time <= now + std::chrono::days{1} ? std::optional{to_rfc3339(*time)} : std::nullopt;
}

/// The words of each text in a notice.
std::vector<WordList> words_in(const DownloadRecord& record) {
  std::vector<WordList> texts;
  for (const auto& field : record.fields)
    if (!is_url(field.text)) texts.push_back(folded_words(field.text));
  return texts;
}

/// Whether a notice says this, by the mark in its URL or in words.
bool says(const std::vector<WordList>& texts, const std::string* mark, const NoticeFacts& known) {
  if (mark != nullptr && contains(known.marks, *mark)) return true;
  return std::any_of(texts.begin(), texts.end(), [&](const auto& words) {
    return std::any_of(known.wordings.begin(), known.wordings.end(),
                       [&](const auto& wording) { return wording.stands_in(words); });
  });
}

/// What a notice says about the item at a URL, if it says where it is: tag, photo or mention; else nothing.
std::string kind_in_notice(const DownloadRecord& record, const PlatformUrl* url) {
  const auto texts = words_in(record);
  const auto query = read_query(url == nullptr ? std::string{} : read_url(url->url).value().query);
  const auto* const mark = find_parameter(query, download_facts().notice_parameter);
  if (says(texts, mark, download_facts().tagged)) return "tag";
  return says(texts, mark, download_facts().mentioned) ? "mention" : "";
}

/// The kind of an item; empty where it does not include the person.
std::string kind_of(const DownloadRecord& record, const PlatformUrl* url, FileContent content) {
  auto kind = content == FileContent::notices ? kind_in_notice(record, url) : "tag";
  const bool is_photo = url != nullptr && url->key.starts_with("photo ");
  return kind == "tag" && is_photo ? "photo" : kind;
}

struct Candidate {
  std::string label, email;
  bool is_labelled;  ///< Whether it has a label for the account's addresses.
};

bool is_email_label(std::string_view label) {
  const auto words = folded_words(label);
  const auto& known = download_facts().email_labels;
  return std::any_of(known.begin(), known.end(), [&](const auto& stem) { return stem.stands_in(words); });
}

/// Whether nobody has this address any more.
bool is_dead(std::string_view email) {
  return contains(download_facts().dead_domains, lower_case(email.substr(email.find('@') + 1)));
}

std::vector<Candidate> candidates_in(const std::vector<Field>& fields) {
  std::vector<Candidate> candidates;
  for (const auto& field : fields) {
    const auto email = trimmed(field.text);
    if (!is_email(email) || is_dead(email) || is_label(field.label, download_facts().not_own_email_labels)) continue;
    candidates.push_back({field.label, lower_case(email), is_email_label(field.label)});
  }
  return candidates;
}

}  // namespace

ItemInRecord read_item(const DownloadRecord& record, const KnownFile& file, Time now) {
  const bool is_tagged = file.content == FileContent::tagged, is_notice = file.content == FileContent::notices;
  if (record.fields.empty()) return {false, 1, std::nullopt};
  std::vector<PlatformUrl> urls;
  for (const auto& field : record.fields)
    if (auto url = read_platform_url(field.text, file.platform)) urls.push_back(std::move(*url));
  const auto item = std::find_if(urls.begin(), urls.end(), [](const auto& url) { return url.is_item(); });
  // In the list of tagged photos every entry is one, even where its URL has a shape that isn't known yet.
  const auto* const url = item != urls.end() ? &*item : is_tagged && !urls.empty() ? &urls.front() : nullptr;
  auto kind = kind_of(record, url == nullptr && !urls.empty() ? &urls.front() : url, file.content);
  // Others' posts have no URL of their own where they are only text.
  const auto leads_on = [&] {
    return std::any_of(urls.begin(), urls.end(), [](const auto& one) { return !one.is_profile; });
  };
  if (url == nullptr) {
    const bool is_unread = is_tagged || (is_notice ? !kind.empty() : leads_on());
    return {!urls.empty(), is_unread ? 1 : 0, std::nullopt};
  }
  if (kind.empty()) return {true, 0, std::nullopt};
  ItemRecord found{file.platform, url->url, std::move(kind), {}, {}, time_of(record, now)};
  if (is_tagged) name_owner(found, record, item != urls.end());
  if (is_notice) found.notice = notice_in(record);
  return {true, url->others, std::move(found)};
}

bool is_platform_url(std::string_view text, std::string_view platform) {
  return read_platform_url(text, platform).has_value();
}

bool is_item_url(std::string_view text, std::string_view platform) {
  const auto url = read_platform_url(text, platform);
  return url && url->is_item();
}

std::optional<std::vector<std::string>> account_emails(const std::vector<Field>& fields) {
  auto candidates = candidates_in(fields);
  const auto labelled =
      std::find_if(candidates.begin(), candidates.end(), [](const auto& candidate) { return candidate.is_labelled; });
  // Former addresses come later, with a label that isn't known in every language.
  const bool is_decided = labelled != candidates.end();
  const auto label = is_decided ? labelled->label : candidates.empty() ? std::string{} : candidates.front().label;
  std::vector<std::string> emails;
  for (auto& candidate : candidates) {
    const bool is_known = contains(emails, candidate.email);
    if (candidate.label == label && !is_known && emails.size() < max_emails)
      emails.push_back(std::move(candidate.email));
    if (candidate.label != label && !is_decided && !is_known) return std::nullopt;
  }
  return emails;
}

}  // namespace demur::reading
