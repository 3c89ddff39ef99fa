#pragma once
#include <string_view>
#include <vector>

#include "reading/words.hpp"

namespace demur::reading {

/// What Meta says in these sentences, by the words of manifests/mail.json: announcement, confirmation, declined,
/// asked-for-more or unrelated.
std::string_view kind_of(const std::vector<Words>& sentences);

}  // namespace demur::reading
