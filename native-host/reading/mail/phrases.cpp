#include "reading/mail/phrases.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace demur::reading {
namespace {

/// The most words that "…" stands for.
constexpr std::size_t max_gap = 25;

/// Takes what stands before the separator off the text.
std::string_view take_until(std::string_view separator, std::string_view& text) {
  const auto end = std::min(text.find(separator), text.size());
  const auto taken = text.substr(0, end);
  text.remove_prefix(std::min(end + separator.size(), text.size()));
  return taken;
}

/// A row of words that stand without others between.
std::string_view take_row(std::string_view& phrase) {
  return take_until(" … ", phrase);
}

std::string_view take_word(std::string_view& row) {
  return take_until(" ", row);
}

/// A word as it is, or its beginning.
bool matches(std::string_view pattern, std::string_view word) {
  if (!pattern.ends_with('*')) return word == pattern;
  pattern.remove_suffix(1);
  return word.starts_with(pattern);
}

/// Where a row of words that stands there ends.
std::optional<std::size_t> end_of_row(std::string_view row, const Sentence& sentence, std::size_t first) {
  auto at = first;
  for (; !row.empty(); ++at) {
    const bool is_there = at < sentence.words.size() && sentence.clauses[at] == sentence.clauses[first] &&
                          matches(take_word(row), sentence.words[at]);
    if (!is_there) return std::nullopt;
  }
  return at;
}

}  // namespace

template <typename Take>
std::optional<Span> Phrase::find_rows(const Sentence& sentence, std::size_t first, Take take) const {
  std::string_view rest = text_;
  auto row = take_row(rest);
  auto end = end_of_row(row, sentence, first);
  if (!end) return std::nullopt;
  take(row, first);
  auto next = *end;
  while (!rest.empty()) {
    row = take_row(rest);
    const auto limit = std::min(next + max_gap, sentence.words.size());
    const auto is_within = [&] { return next < limit && sentence.clauses[next] == sentence.clauses[first]; };
    while (is_within() && !(end = end_of_row(row, sentence, next))) ++next;
    if (!is_within()) return std::nullopt;
    take(row, next);
    next = *end;
  }
  return Span{first, next - 1};
}

std::optional<Span> Phrase::find_at(const Sentence& sentence, std::size_t first) const {
  return find_rows(sentence, first, [](std::string_view, std::size_t) {});
}

void Phrase::mark_at(const Sentence& sentence, std::size_t first, std::vector<bool>& marked) const {
  if (!find_at(sentence, first)) return;
  find_rows(sentence, first, [&](std::string_view row, std::size_t at) {
    for (; !row.empty(); take_word(row)) marked[at++] = true;
  });
}

bool Phrase::is_word(std::string_view word) const {
  return text_.find(' ') == std::string::npos && matches(text_, word);
}

std::string_view Phrase::beginning() const {
  std::string_view rest = text_;
  auto word = take_word(rest);
  if (word.ends_with('*')) word.remove_suffix(1);
  return word;
}

bool Phrase::has_open_beginning() const {
  std::string_view rest = text_;
  return take_word(rest).ends_with('*');
}

Phrases::Phrases(std::vector<Phrase> phrases) {
  std::vector<std::pair<Key, Phrase>> keyed;
  for (auto& phrase : phrases) {
    const auto beginning = phrase.beginning();
    if (phrase.has_open_beginning() && beginning.size() < sizeof(Key))
      short_.push_back(std::move(phrase));
    else
      keyed.emplace_back(key_of(beginning), std::move(phrase));
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  for (auto& [key, phrase] : keyed) {
    keys_.push_back(key);
    phrases_.push_back(std::move(phrase));
    filter_.set(key % filter_size);
  }
}

template <typename Visit>
bool Phrases::any_like(std::string_view word, Visit visit) const {
  for (const auto& phrase : short_)
    if (visit(phrase)) return true;
  const auto key = key_of(word);
  if (!filter_.test(key % filter_size)) return false;
  const auto first = std::lower_bound(keys_.begin(), keys_.end(), key);
  auto phrase = phrases_.begin() + (first - keys_.begin());
  for (auto known = first; known != keys_.end() && *known == key; ++known, ++phrase)
    if (visit(*phrase)) return true;
  return false;
}

std::vector<Span> Phrases::places_in(const Sentence& sentence) const {
  std::vector<Span> places;
  for (std::size_t at = 0; at < sentence.words.size(); ++at)
    any_like(sentence.words[at], [&](const Phrase& phrase) {
      if (const auto place = phrase.find_at(sentence, at)) places.push_back(*place);
      return false;
    });
  return places;
}

void Phrases::mark_in(const Sentence& sentence, std::vector<bool>& marked) const {
  for (std::size_t at = 0; at < sentence.words.size(); ++at)
    any_like(sentence.words[at], [&](const Phrase& phrase) {
      phrase.mark_at(sentence, at, marked);
      return false;
    });
}

bool Phrases::stand_in(const Sentence& sentence) const {
  for (std::size_t at = 0; at < sentence.words.size(); ++at)
    if (any_like(sentence.words[at], [&](const Phrase& phrase) { return phrase.find_at(sentence, at).has_value(); }))
      return true;
  return false;
}

bool Phrases::hold(std::string_view word) const {
  return any_like(word, [&](const Phrase& phrase) { return phrase.is_word(word); });
}

}  // namespace demur::reading
