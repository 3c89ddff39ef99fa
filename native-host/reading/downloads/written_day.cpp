#include "reading/downloads/written_day.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "embedded/written_days_json.hpp"
#include "reading/sentences.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using std::chrono::year_month_day;

/// The last year that has four digits.
constexpr int last_year = 9999;
/// The longest text that is a day, in bytes: with a long month's name and that of a part of the day.
constexpr std::size_t max_day_text = 120;

/// Words and numbers, even where nothing separates them: "7月9日".
WordList tokens_of(std::string_view text) {
  WordList tokens;
  for (const auto& word : folded_words(text))
    for (std::size_t begin = 0; begin < word.size();) {
      const auto is_other = [&](char c) { return is_digit(c) != is_digit(word[begin]); };
      const auto end = std::find_if(word.begin() + static_cast<std::ptrdiff_t>(begin), word.end(), is_other);
      tokens.emplace_back(word.begin() + static_cast<std::ptrdiff_t>(begin), end);
      begin = static_cast<std::size_t>(end - word.begin());
    }
  return tokens;
}

struct LanguageWords {
  std::array<std::vector<WordList>, 12> months;
  WordList others;
};

/// manifests/written-days.json.
struct WrittenDays {
  int first_year;
  std::vector<LanguageWords> languages;
};

WrittenDays read_manifest() {
  const auto manifest = nlohmann::json::parse(written_days_json);
  WrittenDays days{manifest.at("firstYear"), {}};
  for (const auto& entry : manifest.at("languages")) {
    LanguageWords words;
    for (std::size_t month = 0; month < words.months.size(); ++month)
      for (const auto& name : entry.at("months").at(month))
        words.months.at(month).push_back(tokens_of(name.get<std::string>()));
    for (const auto& other : entry.at("words"))
      for (auto& token : tokens_of(other.get<std::string>())) words.others.push_back(std::move(token));
    days.languages.push_back(std::move(words));
  }
  return days;
}

const WrittenDays& written_days() {
  static const auto days = read_manifest();
  return days;
}

/// For the first word of a month's name, the languages that have it.
std::unordered_map<std::string, std::set<std::size_t>> index_languages() {
  std::unordered_map<std::string, std::set<std::size_t>> by_word;
  const auto& languages = written_days().languages;
  for (std::size_t language = 0; language < languages.size(); ++language)
    for (const auto& names : languages[language].months)
      for (const auto& name : names) by_word[name.front()].insert(language);
  return by_word;
}

/// Those in which one of these words may be a month: for most texts none.
std::vector<const LanguageWords*> languages_of(const WordList& tokens) {
  static const auto by_word = index_languages();
  std::set<std::size_t> found;
  for (const auto& token : tokens)
    if (const auto place = by_word.find(token); place != by_word.end())
      found.insert(place->second.begin(), place->second.end());
  std::vector<const LanguageWords*> languages;
  languages.reserve(found.size());
  for (const auto language : found) languages.push_back(&written_days().languages[language]);
  return languages;
}

/// A number of at most four digits; nothing for a word.
std::optional<int> number_of(const std::string& token) {
  int number = 0;
  const auto* const end = token.data() + token.size();
  const auto [rest, error] = std::from_chars(token.data(), end, number);
  return error == std::errc{} && rest == end && token.size() <= 4 ? std::optional{number} : std::nullopt;
}

/// A month and its place among the tokens.
struct Month {
  unsigned number;
  std::ptrdiff_t begin, end;
};

/// The month that begins at a token, by the longest of its names.
std::optional<Month> month_at(const WordList& tokens, std::ptrdiff_t begin, const LanguageWords& words) {
  std::optional<Month> found;
  for (std::size_t month = 0; month < words.months.size(); ++month)
    for (const auto& name : words.months.at(month)) {
      const auto end = begin + std::ssize(name);
      const bool stands_here =
          end <= std::ssize(tokens) && std::equal(name.begin(), name.end(), tokens.begin() + begin);
      if (stands_here && (!found || end > found->end)) found = Month{static_cast<unsigned>(month + 1), begin, end};
    }
  return found;
}

/// The only month; nothing where there is none, or more than one.
std::optional<Month> month_in(const WordList& tokens, const LanguageWords& words) {
  std::optional<Month> month;
  for (std::ptrdiff_t at = 0; at < std::ssize(tokens);) {
    const auto here = month_at(tokens, at, words);
    if (here && month) return std::nullopt;
    if (here) month = here;
    at = here ? here->end : at + 1;
  }
  return month;
}

/// The numbers on one side of the month, the nearest first; nothing where there is anything else.
std::optional<std::vector<int>> numbers_in(const WordList& tokens, const WordList& others) {
  std::vector<int> numbers;
  for (const auto& token : tokens) {
    const auto number = number_of(token);
    if (!number && !contains(others, token)) return std::nullopt;
    if (number) numbers.push_back(*number);
  }
  return numbers;
}

bool is_year(int number) {
  return number >= written_days().first_year && number <= last_year;
}

bool is_day(int number) {
  return number >= 1 && number <= 31;
}

bool begins_with_day(const std::vector<int>& numbers) {
  return !numbers.empty() && is_day(numbers.front());
}

bool has_year(const std::vector<int>& numbers) {
  return std::any_of(numbers.begin(), numbers.end(), is_year);
}

/// The numbers on the side of the month where the day is. Where a time of day is on the other, the year shows which is
/// which; nothing where it doesn't.
std::vector<int>* side_of_day(std::vector<int>& before, std::vector<int>& after) {
  const bool can_be_before = begins_with_day(before), can_be_after = begins_with_day(after);
  if (can_be_before != can_be_after) return can_be_before ? &before : &after;
  if (!can_be_before || has_year(before) == has_year(after)) return nullptr;
  return has_year(before) ? &before : &after;
}

/// Hours and minutes, perhaps with seconds.
bool can_be_clock(const std::vector<int>& numbers) {
  constexpr int sixty = 60;
  return (numbers.size() == 2 || numbers.size() == 3) &&
         std::all_of(numbers.begin(), numbers.end(), [](int number) { return number < sixty; });
}

/// Besides the day there are a year and perhaps a time of day.
std::optional<year_month_day> day_of(unsigned month, std::vector<int> before, std::vector<int> after) {
  auto* const side = side_of_day(before, after);
  if (side == nullptr) return std::nullopt;
  const auto day = static_cast<unsigned>(side->front());
  side->erase(side->begin());
  before.insert(before.end(), after.begin(), after.end());
  const auto year = std::find_if(before.begin(), before.end(), is_year);
  if (year == before.end()) return std::nullopt;
  const year_month_day found{std::chrono::year{*year}, std::chrono::month{month}, std::chrono::day{day}};
  before.erase(year);
  const bool is_clock = before.empty() || can_be_clock(before);
  return is_clock && found.ok() ? std::optional{found} : std::nullopt;
}

std::optional<year_month_day> read_in(const WordList& tokens, const LanguageWords& words) {
  const auto month = month_in(tokens, words);
  if (!month) return std::nullopt;
  const auto before = numbers_in({std::reverse_iterator{tokens.begin() + month->begin}, tokens.rend()}, words.others);
  const auto after = numbers_in({tokens.begin() + month->end, tokens.end()}, words.others);
  return before && after ? day_of(month->number, *before, *after) : std::nullopt;
}

}  // namespace

std::optional<year_month_day> written_day(std::string_view text) {
  if (text.size() > max_day_text || std::none_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  const auto tokens = tokens_of(text);
  std::optional<year_month_day> day;
  for (const auto* const words : languages_of(tokens)) {
    const auto here = read_in(tokens, *words);
    if (here && day && *here != *day) return std::nullopt;
    if (here) day = here;
  }
  return day;
}

}  // namespace demur::reading
