#pragma once
#include <string_view>

namespace demur::reading {

/// What a file is that people take for an e-mail and that holds none as it was sent: "outlook", "pdf" or "other", by
/// its beginning; empty for what may be mail or words.
std::string_view foreign_form(std::string_view head);

}  // namespace demur::reading
