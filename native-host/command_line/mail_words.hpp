#pragma once
#include <array>
#include <string_view>

#include "history/mail.hpp"

/// What the commands that read e-mails say in common.
namespace demur::command_line {

/// Whose e-mails are, and who says so.
struct SenderWords {
  std::string_view code;  ///< As history::sender_code returns it.
  std::string_view of_several, of_one;
};
inline constexpr std::array<SenderWords, 6> sender_words{
    {{"signed", "Meta's signature was checked here", "Meta's signature was checked here"},
     {"added-key", "the signature was checked with a key that you added",
      "the signature was checked with a key that you added"},
     {"provider", "the mail provider says that they are Meta's", "the mail provider says that it is Meta's"},
     {"others-words", "they came from Meta's servers, but others can write into such e-mails",
      "from Meta's servers, but others can write into such e-mails"},
     {"none", "Demur can't tell whether Meta sent them; Demur's page says why",
      "Demur can't tell whether Meta sent it"},
     {"fail", "they are not Meta's", "it is not Meta's"}}};

/// Draws a percentage anew on one line of a terminal; nothing without a terminal.
history::OnProgress percentage_for_person();

}  // namespace demur::command_line
