#pragma once
#include <string_view>
#include <vector>

#include "reading/sentences.hpp"

namespace demur::reading {

/// What Meta says in these sentences, by the words of manifests/mail.json: announcement, confirmation, declined,
/// asked-for-more or unrelated.
std::string_view kind_of(const std::vector<WordList>& sentences);

}  // namespace demur::reading
