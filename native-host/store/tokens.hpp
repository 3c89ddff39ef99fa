#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace demur::store {

/// What joins the parts of an address into one word, as the newest schema has it.
inline constexpr const char* word_joints = ".@-_+";

/// The words of a text as an index reads them that has the tokenizer of `objection_words`: in small letters, without
/// accents.
/// https://www.sqlite.org/fts5.html#custom_tokenizers
std::vector<std::string> tokens_of(Database& database, std::string_view text);

}  // namespace demur::store
