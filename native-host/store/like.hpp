#pragma once
#include <string>

namespace demur::store {

/// What to bind to `LIKE ? ESCAPE '\'` to find this text anywhere in another: "50%" looks for just that.
/// https://www.sqlite.org/lang_expr.html#like
std::string like_pattern(const std::string& text);

}  // namespace demur::store
