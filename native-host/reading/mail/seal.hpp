#pragma once
#include <string_view>

#include "reading/mail/headers.hpp"
#include "reading/record.hpp"

/// Mails with the line of a seal in them (text/seal_line.hpp), which somebody sent so that their provider is a witness.
namespace demur::reading {

/// What stands in the subject of such a mail, and in the line itself: whoever has neither is not looked at any closer.
inline constexpr std::string_view seal_name = "Demur seal";

/// A mail that may be one.
struct SealMailView {
  std::string_view message;  ///< As it came.
  const Headers& headers;
  std::string_view text;  ///< What can be read in it.
  bool is_attached;       ///< To another mail.
};

/// Notes the first seal in a mail, and who says since when it was there: the signature of whomever, where its key is
/// known, or else the person's own provider, which has found such a signature. Without either it proves nothing.
/// Changes nothing where there is no seal.
void note_seal(MailRecord& mail, const SealMailView& view);

/// The same for words alone, which nobody is a witness of.
void note_seal(MailRecord& mail, std::string_view words);

}  // namespace demur::reading
