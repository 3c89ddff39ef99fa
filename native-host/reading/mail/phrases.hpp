#pragma once
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentences.hpp"

namespace demur::reading {

/// Consecutive words of a sentence, by the places of the first and the last.
struct Span {
  std::size_t first, last;
};

/// Words in a row within one clause, as manifests/mail-words writes them: "set*" is the beginning of a word, and "…"
/// stands for any words in between.
class Phrase {
 public:
  explicit Phrase(std::string_view text);
  /// Its place, where it begins with this word of the sentence.
  [[nodiscard]] std::optional<Span> find_at(const Sentence& sentence, std::size_t first) const;
  /// Whether it consists of one word, and this is it.
  [[nodiscard]] bool is_word(std::string_view word) const;
  /// Of the first word.
  [[nodiscard]] std::string_view beginning() const { return rows_.front().front().text; }
  /// Whether the first word may go on after that.
  [[nodiscard]] bool has_open_beginning() const { return rows_.front().front().is_beginning; }

 private:
  struct Part {
    std::string text;
    bool is_beginning;  ///< Of a word.
    [[nodiscard]] bool matches(std::string_view word) const;
  };
  using Row = std::vector<Part>;  ///< Words without others between.

  static bool stands_at(const Row& row, const Sentence& sentence, std::size_t at);

  std::vector<Row> rows_;
};

/// A list of phrases, quick to look up: a mailbox may contain a hundred thousand mails.
class Phrases {
 public:
  Phrases() = default;
  explicit Phrases(std::vector<Phrase> phrases);

  /// All places of all phrases, from the first word on.
  [[nodiscard]] std::vector<Span> places_in(const Sentence& sentence) const;
  [[nodiscard]] bool stand_in(const Sentence& sentence) const;
  /// Whether one of them is this word.
  [[nodiscard]] bool hold(std::string_view word) const;

 private:
  /// Calls `visit` with each phrase that may begin with this word, until one call returns true.
  template <typename Visit>
  bool any_like(std::string_view word, Visit visit) const;

  /// The first bytes of a word.
  using Key = std::uint32_t;
  static Key key_of(std::string_view word) {
    Key key = 0;
    for (std::size_t i = 0; i < sizeof(Key); ++i)
      key = key << 8U | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0U);
    return key;
  }

  /// A bit that isn't set means that no phrase has such a key: most words of a mail begin none.
  static constexpr std::size_t filter_size = 8191;
  std::bitset<filter_size> filter_;
  std::vector<Phrase> phrases_;  ///< Sorted by their keys.
  std::vector<Key> keys_;
  std::vector<Phrase> short_;  ///< Those that begin with the beginning of a word that is shorter than a key.
};

}  // namespace demur::reading
