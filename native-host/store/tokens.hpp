#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace demur::store {

/// What separates the parts of an address within one word, as the newest schema has it.
inline constexpr const char* word_separators = ".@-_+";

/// The words of a text as an index with the tokenizer of `objection_words` reads them: in lower case, without accents.
/// https://www.sqlite.org/fts5.html#custom_tokenizers
std::vector<std::string> tokens_of(Database& database, std::string_view text);

}  // namespace demur::store
