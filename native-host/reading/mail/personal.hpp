#pragma once
#include <set>
#include <string>
#include <string_view>

/// What in a mail is about the person, and what replaces it where the mail is to be shared.
namespace demur::reading {

/// The person's names, addresses and domains, and words that replace them. Everything that a method takes and returns
/// is UTF-8.
class Personal {
 public:
  /// `words` are those of the mail: they show its language, whose common words are nobody's name.
  explicit Personal(std::string_view words);

  /// Notes the words of a name.
  void add_name(std::string_view name);
  /// Notes an address, the names in it, and its domain unless that is a mail provider's. Ignores Meta's addresses.
  void add_address(std::string_view address);
  /// Notes the addresses in a text, and the names before them: "Anna <anna@example.org>".
  void add_from(std::string_view text);
  /// Notes the addresses in a text with other words before them: "with ESMTPS for <anna@example.org>".
  void add_addresses(std::string_view text);
  /// Notes who is greeted in the first lines of a text: "Hi Anna,".
  void add_greeted(std::string_view text);

  /// A text with other names, addresses and numbers, and with URLs without what identifies a person.
  [[nodiscard]] std::string text(std::string_view text) const;
  /// The same for a text with lines; quoted ones and a signature ("-- ") are masked.
  [[nodiscard]] std::string lines(std::string_view text) const;
  /// A URL whose host and path stay, except where they name a person.
  [[nodiscard]] std::string url(std::string_view url) const;
  /// An address: Meta's keep their kind and domain, anybody else's is replaced.
  [[nodiscard]] std::string address(std::string_view address) const;
  /// A host: Meta's, a mail provider's and those that name nobody stay. `is_strict`: only the first two.
  [[nodiscard]] std::string host(std::string_view host, bool is_strict) const;
  /// Every letter and digit replaced.
  [[nodiscard]] static std::string masked(std::string_view text);

 private:
  using Words = std::set<std::string, std::less<>>;

  void add_pieces(std::string_view name);
  [[nodiscard]] bool is_common(std::string_view word) const;
  [[nodiscard]] bool is_name(std::string_view word) const;
  [[nodiscard]] bool names_somebody(std::string_view text) const;
  [[nodiscard]] std::string word(std::string_view word) const;
  [[nodiscard]] std::string path_piece(std::string_view piece) const;
  [[nodiscard]] std::string query(std::string_view query) const;
  [[nodiscard]] std::string greeting(std::string_view line) const;

  const Words* vocabulary_ = nullptr;
  Words names_;    ///< Possible names, folded.
  Words certain_;  ///< Those found where names belong.
  Words domains_;
};

/// How many lines may greet, not counting empty ones.
inline constexpr int lines_that_greet = 4;

/// Whether somebody is greeted in a line: a few words, and a comma or an exclamation mark.
bool is_greeting(std::string_view line);

}  // namespace demur::reading
