#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "history/added_keys.hpp"
#include "history/seal.hpp"
#include "reading/record.hpp"
#include "store/database.hpp"

/// E-mails that came back with the line of a seal. They are kept beside the entries, and show since when these are
/// unchanged.
namespace demur::history {

/// What an e-mail with a seal says, and what it proves by its own bytes.
struct SealMail {
  SealLine line;
  reading::SealRecord record;
  Likeness likeness = Likeness::differs;  ///< How the history compares with the seal.
  [[nodiscard]] bool is_there() const { return likeness != Likeness::differs; }
};

/// One that is kept.
struct KeptSeal {
  std::string id;  ///< The SHA-256 of the e-mail, in hexadecimal digits.
  SealMail mail;
};

/// Why an e-mail is not kept.
enum class SealRefusal : std::uint8_t {
  no_seal,   ///< It contains no seal.
  differs,   ///< Its seal is another history's, or this history was changed.
  too_long,  ///< Only part of it could be kept, which no signature can be checked on.
  too_many,  ///< As many as allowed are kept already.
};

/// As it was read, not yet compared. A witness from before the newest entry does not count.
SealMail to_seal_mail(reading::SealRecord record);

/// A line that somebody kept from earlier, with no e-mail here as a witness.
SealMail given_seal(const SealLine& line, Likeness likeness);

/// Has demur-reader read an e-mail. Nothing where there is no seal in it. Throws demur::Error: reader-failed, where
/// there is no reader.
std::optional<SealMail> read_seal_mail(std::string_view mail, const std::vector<AddedKey>& added);

/// Keeps an e-mail; keeping it twice is the same as once. Throws as `read_seal_mail` does, and the store's errors.
std::variant<KeptSeal, SealRefusal> keep_seal_mail(store::Database& database, const std::string& mail);

/// Adds an e-mail; one too many is left out. Within a transaction that ends with `note_seal_mails`.
void insert_seal_mail(store::Database& database, const std::string& mail);

/// Notes, for those that were added, what entries there are now.
void note_seal_mails(store::Database& database);

/// The kept ones, each read and compared with the history anew.
std::vector<KeptSeal> kept_seals(store::Database& database);

/// Just the seals.
std::vector<SealMail> seals_in(const std::vector<KeptSeal>& kept);

/// Forgets one. False where there is none.
bool remove_seal_mail(store::Database& database, const std::string& id);

}  // namespace demur::history
