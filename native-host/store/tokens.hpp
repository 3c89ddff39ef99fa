#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace demur::store {

/// The words of a text as an index reads them that has the tokenizer of `objection_words`: in small letters, without
/// accents. What joins the parts of an address is part of a word.
/// https://www.sqlite.org/fts5.html#custom_tokenizers
std::vector<std::string> tokens_of(Database& database, std::string_view text);

}  // namespace demur::store
