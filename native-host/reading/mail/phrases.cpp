#include "reading/mail/phrases.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace demur::reading {
namespace {

/// The most words that "…" stands for.
constexpr std::size_t max_phrase_gap = 25;
constexpr std::string_view gap = "…";

std::string_view take_word(std::string_view& phrase) {
  const auto end = std::min(phrase.find(' '), phrase.size());
  const auto word = phrase.substr(0, end);
  phrase.remove_prefix(std::min(end + 1, phrase.size()));
  return word;
}

/// A word as it is, or its beginning.
bool matches(std::string_view pattern, std::string_view word) {
  if (!pattern.ends_with('*')) return word == pattern;
  pattern.remove_suffix(1);
  return word.starts_with(pattern);
}

/// Takes a row of words that stand without others between, up to the next gap, off the phrase, if it stands there.
/// Returns where it ends.
std::optional<std::size_t> take_row(std::string_view& phrase, const Sentence& sentence, std::size_t first) {
  auto rest = phrase;
  auto at = first;
  for (; !rest.empty(); ++at) {
    const auto pattern = take_word(rest);
    if (pattern == gap) break;
    const bool is_there = at < sentence.words.size() && sentence.clauses[at] == sentence.clauses[first] &&
                          matches(pattern, sentence.words[at]);
    if (!is_there) return std::nullopt;
  }
  phrase = rest;
  return at;
}

/// The place of a phrase that begins with this word. Calls `take` with where each of its rows begins and ends, also
/// where a later one is missing.
template <typename Take>
std::optional<Span> find_rows(std::string_view phrase, const Sentence& sentence, std::size_t first, Take take) {
  auto end = take_row(phrase, sentence, first);
  if (!end) return std::nullopt;
  take(first, *end);
  while (!phrase.empty()) {
    auto next = *end;
    const auto limit = std::min(next + max_phrase_gap, sentence.words.size());
    const auto is_within = [&] { return next < limit && sentence.clauses[next] == sentence.clauses[first]; };
    while (is_within() && !(end = take_row(phrase, sentence, next))) ++next;
    if (!is_within()) return std::nullopt;
    take(next, *end);
  }
  return Span{first, *end - 1};
}

/// Spreads the bits of both; the number is the golden ratio's.
std::uint64_t mixed(std::uint64_t key, std::uint64_t next) {
  constexpr std::uint64_t spread = 0x9E3779B97F4A7C15;
  const auto all = (key * spread ^ next) * spread;
  return all ^ all >> 32U;
}

/// Longer beginnings of words are looked for by this part of them.
constexpr std::size_t max_bytes = 6;
/// The key of "*", and of what isn't there.
constexpr std::uint64_t any_word = 0;

/// Calls `visit` with the key of each beginning of the word, the shortest first, and returns the key of the whole.
template <typename Visit>
std::uint64_t each_beginning(std::string_view word, Visit visit) {
  auto key = any_word;
  for (std::size_t i = 0; i < word.size(); ++i) {
    key = mixed(key, static_cast<unsigned char>(word[i]));
    if (i < max_bytes) visit(key);
  }
  constexpr unsigned whole = 0x100;  // No byte.
  return mixed(key, whole);
}

/// Calls `visit` with the key of each pattern that may match the word.
template <typename Visit>
void each_key(std::string_view word, Visit visit) {
  visit(any_word);
  visit(each_beginning(word, visit));
}

std::uint64_t key_of(std::string_view pattern) {
  auto longest = any_word;
  const bool is_open = pattern.ends_with('*');
  if (is_open) pattern.remove_suffix(1);
  const auto whole = each_beginning(pattern, [&](std::uint64_t key) { longest = key; });
  return is_open ? longest : whole;
}

}  // namespace

void PhraseIndex::reserve(std::size_t phrases, std::size_t bytes) {
  entries_.reserve(phrases);
  texts_.reserve(bytes);
}

void PhraseIndex::add(std::size_t list, std::string_view text) {
  Key key = 0;
  auto rest = text;
  for (std::size_t depth = 0; depth < key_words; ++depth) {
    const auto pattern = take_word(rest);
    // What follows a gap may stand anywhere.
    if (pattern == gap) rest = {};
    key = mixed(key, pattern.empty() || pattern == gap ? any_word : key_of(pattern));
    beginnings_[key % filter_size] = true;
  }
  entries_.push_back({key, static_cast<std::uint32_t>(list), static_cast<std::uint32_t>(texts_.size()),
                      static_cast<std::uint32_t>(text.size())});
  texts_ += text;
}

void PhraseIndex::finish() {
  starts_.assign(bucket_count + 1, 0);
  for (const auto& entry : entries_) ++starts_[bucket_of(entry.key) + 1];
  for (std::size_t i = 0; i < bucket_count; ++i) starts_[i + 1] += starts_[i];
  auto next = starts_;
  std::vector<Entry> sorted(entries_.size());
  for (const auto& entry : entries_) sorted[next[bucket_of(entry.key)]++] = entry;
  entries_ = std::move(sorted);
}

void PhraseIndex::find_with(Key key, const Sentence& sentence, std::size_t at, std::vector<FoundPhrase>& found) const {
  const auto bucket = bucket_of(key);
  for (auto i = starts_[bucket]; i < starts_[bucket + 1]; ++i) {
    const auto& entry = entries_[i];
    if (entry.key != key) continue;
    const auto text = text_of(entry);
    const auto place = find_rows(text, sentence, at, [](std::size_t, std::size_t) {});
    if (place) found.push_back({entry.list, text, *place});
  }
}

void PhraseIndex::find_from(Key key, std::size_t depth, const Sentence& sentence, std::size_t at,
                            std::vector<FoundPhrase>& found) const {
  if (depth == key_words) return find_with(key, sentence, at, found);
  const auto go_on = [&](std::uint64_t next) {
    const auto longer = mixed(key, next);
    if (beginnings_[longer % filter_size]) find_from(longer, depth + 1, sentence, at, found);
  };
  if (at + depth < sentence.words.size())
    each_key(sentence.words[at + depth], go_on);
  else
    go_on(any_word);
}

std::vector<FoundPhrase> PhraseIndex::find_in(const Sentence& sentence) const {
  std::vector<FoundPhrase> found;
  for (std::size_t at = 0; at < sentence.words.size(); ++at) find_from(0, 0, sentence, at, found);
  // Within a list and place, as they were added.
  const auto order = [](const FoundPhrase& phrase) {
    return std::tuple{phrase.list, phrase.place.first, phrase.text.data()};
  };
  std::sort(found.begin(), found.end(), [&](const auto& one, const auto& other) { return order(one) < order(other); });
  found.shrink_to_fit();
  return found;
}

void mark(const FoundPhrase& phrase, const Sentence& sentence, Marks& marked) {
  find_rows(phrase.text, sentence, phrase.place.first, [&](std::size_t first, std::size_t end) {
    for (auto at = first; at < end; ++at) marked[at] = true;
  });
}

}  // namespace demur::reading
