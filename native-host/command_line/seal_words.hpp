#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "history/seal_mails.hpp"

/// What a seal shows, in words and as JSON.
namespace demur::command_line {

/// Whose history it is: in somebody else's a provider's word proves less, since whoever keeps an e-mail can write it.
enum class HistoryOf : bool { own, anybody };

/// A sentence. `is_whole`: nothing else is wrong with the history.
std::string words_for(const history::SealMail& seal, bool is_whole, HistoryOf whose);

/// With what is known of its witness.
nlohmann::ordered_json to_json(const history::SealMail& seal);

}  // namespace demur::command_line
