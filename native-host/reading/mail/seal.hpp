#pragma once
#include <string_view>

#include "reading/mail/headers.hpp"
#include "reading/record.hpp"

/// Mails with the line of a seal in them (text/seal_line.hpp), which somebody sent to have their provider as a witness.
namespace demur::reading {

/// What such a mail has in its subject, or in the line itself: a mail with neither is not looked at any closer.
inline constexpr std::string_view seal_name = "Demur seal";

/// A mail that may be one.
struct SealMailView {
  std::string_view message;  ///< As it came.
  const Headers& headers;
  std::string_view text;  ///< Its readable text.
  bool is_attached;       ///< Whether it is attached to another mail.
};

/// Notes the first seal in a mail, and who says since when it has existed: anybody's signature, where its key is known,
/// or else the person's own provider, which has found such a signature. Without either it proves nothing. Changes
/// nothing where there is no seal.
void note_seal(MailRecord& mail, const SealMailView& view);

/// The same for mere words, which have no witness.
void note_seal(MailRecord& mail, std::string_view words);

}  // namespace demur::reading
