#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/time.hpp"

/// How it is known that something happened. It is kept and hashed as compact JSON, its members sorted by name.
namespace demur::history {

/// Seen on Meta's page.
std::string page_source();

/// How it is known that a mail is Meta's, and what it says.
struct MailOrigin {
  std::string authentication;                          ///< signed, provider, fail or none.
  bool is_key_added = false;                           ///< It is signed, by a key that the person has added.
  bool has_others_words = false;                       ///< Meta sent it, and other people can write into such mails.
  std::optional<std::string> sentence = std::nullopt;  ///< Meta's words that decided.
};

/// Read in a mail.
std::string mail_source(const MailOrigin& origin);

/// Entered by the person. `kept`: how the mail was judged that is kept with it.
std::string person_source(Time entered_at, const std::optional<MailOrigin>& kept = std::nullopt);

/// Whether a text is what one of these could have written.
bool is_source(std::string_view text);

/// Whether it says that the page showed it.
bool is_by_page(std::string_view source);

/// Whether it says that a mail showed it.
bool is_by_mail(std::string_view source);

/// Whether it says how a mail was judged: the one that showed it, or one that is kept with what the person entered.
bool judges_mail(std::string_view source);

/// Whether it says that a mail's signature is Meta's.
bool claims_signature(std::string_view source);

/// What a source says in short.
struct SourceNames {
  std::string by;                             ///< page, mail, person, or unrecorded where there is none.
  std::optional<std::string> authentication;  ///< How a mail was judged.
};

SourceNames names_in(std::string_view source);

/// A source that judges a mail, and names no better authentication than what the mail proves by itself. The mail alone
/// tells whether other people can write into such mails.
std::string with_proof(std::string_view source, const MailOrigin& proven);

/// Where what is known of an entry comes from.
struct Provenance {
  std::optional<std::string> source = std::nullopt;  ///< Nothing where an earlier version kept it.
  std::string chain = {};                            ///< The chain that it belongs to.
  /// When it came with the history of another computer, empty where that was not noted; nothing where it was recorded
  /// here.
  std::optional<std::string> came_at = std::nullopt;
};

}  // namespace demur::history
