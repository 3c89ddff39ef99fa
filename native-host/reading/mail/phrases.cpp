#include "reading/mail/phrases.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace demur::reading {
namespace {

/// The most words that "…" stands for.
constexpr std::size_t max_gap = 25;

}  // namespace

Phrase::Phrase(std::string_view text) : rows_(1) {
  constexpr std::string_view gap = "…";
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word == gap) {
      rows_.emplace_back();
      continue;
    }
    const bool is_beginning = word.ends_with('*');
    if (is_beginning) word.remove_suffix(1);
    rows_.back().push_back({std::string(word), is_beginning});
  }
}

bool Phrase::Part::matches(std::string_view word) const {
  return is_beginning ? word.starts_with(text) : word == text;
}

bool Phrase::stands_at(const Row& row, const Sentence& sentence, std::size_t at) {
  if (at + row.size() > sentence.words.size() || sentence.clauses[at] != sentence.clauses[at + row.size() - 1])
    return false;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!row[i].matches(sentence.words[at + i])) return false;
  return true;
}

std::optional<Span> Phrase::find_at(const Sentence& sentence, std::size_t first) const {
  if (!stands_at(rows_.front(), sentence, first)) return std::nullopt;
  auto next = first + rows_.front().size();
  for (auto row = rows_.begin() + 1; row != rows_.end(); ++row) {
    const auto end = std::min(next + max_gap, sentence.words.size());
    const auto is_within = [&] { return next < end && sentence.clauses[next] == sentence.clauses[first]; };
    while (is_within() && !stands_at(*row, sentence, next)) ++next;
    if (!is_within()) return std::nullopt;
    next += row->size();
  }
  return Span{first, next - 1};
}

bool Phrase::is_word(std::string_view word) const {
  return rows_.size() == 1 && rows_.front().size() == 1 && rows_.front().front().matches(word);
}

Phrases::Phrases(std::vector<Phrase> phrases) : phrases_(std::move(phrases)) {
  const auto has_key = [](const Phrase& phrase) {
    return !phrase.has_open_beginning() || phrase.beginning().size() >= sizeof(Key);
  };
  const auto rest = std::stable_partition(phrases_.begin(), phrases_.end(), has_key);
  short_.assign(std::make_move_iterator(rest), std::make_move_iterator(phrases_.end()));
  phrases_.erase(rest, phrases_.end());
  std::stable_sort(phrases_.begin(), phrases_.end(), [](const auto& one, const auto& other) {
    return key_of(one.beginning()) < key_of(other.beginning());
  });
  for (const auto& phrase : phrases_) {
    keys_.push_back(key_of(phrase.beginning()));
    filter_.set(keys_.back() % filter_size);
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
