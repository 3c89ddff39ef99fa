#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentences.hpp"

namespace demur::reading {

/// Consecutive words of a sentence, by the places of the first and the last.
struct Span {
  std::size_t first, last;
};

/// Marks of each word of a sentence.
using Marks = std::vector<bool>;

/// A phrase that stands in a sentence.
struct FoundPhrase {
  std::size_t list;  ///< The number of its list.
  std::string_view text;
  Span place;
};

/// Phrases of many lists, as manifests/mail-words writes them: words in a row within one clause; "set*" is the
/// beginning of a word, and "…" stands for any words in between. All are looked for at once: there are a quarter
/// of a million of them, a mailbox may contain a hundred thousand mails, and most words of a mail begin no phrase.
class PhraseIndex {
 public:
  /// Makes room for this many phrases, of this many bytes together.
  void reserve(std::size_t phrases, std::size_t bytes);
  /// Adds a phrase. None can be found before `finish`.
  void add(std::size_t list, std::string_view text);
  void finish();
  /// The phrases that stand in the sentence, list by list, in each from the first word on. They are valid as long as
  /// the index is.
  [[nodiscard]] std::vector<FoundPhrase> find_in(const Sentence& sentence) const;

 private:
  /// Made of the first words of a phrase, or of their beginnings.
  using Key = std::uint64_t;
  static constexpr std::size_t key_words = 3;
  struct Entry {
    Key key;
    std::uint32_t list, begin, size;  ///< Its text, within `texts_`.
  };

  [[nodiscard]] std::string_view text_of(const Entry& entry) const {
    return std::string_view{texts_}.substr(entry.begin, entry.size);
  }
  /// Adds those that begin at this word and whose keys go on like this.
  void find_from(Key key, std::size_t depth, const Sentence& sentence, std::size_t at,
                 std::vector<FoundPhrase>& found) const;
  void find_with(Key key, const Sentence& sentence, std::size_t at, std::vector<FoundPhrase>& found) const;

  /// Where the entries of a bucket begin: those whose keys end with the same bits.
  static constexpr std::size_t bucket_count = std::size_t{1} << 17U;
  static std::size_t bucket_of(Key key) { return key % bucket_count; }

  std::string texts_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> starts_;
  /// A bit that isn't set means that no phrase begins so: most words of a mail begin none.
  static constexpr std::size_t filter_size = std::size_t{1} << 21U;
  std::vector<bool> beginnings_ = std::vector<bool>(filter_size);
};

/// Marks the words that the phrase consists of, but not those that "…" stands for.
void mark(const FoundPhrase& phrase, const Sentence& sentence, Marks& marked);

}  // namespace demur::reading
