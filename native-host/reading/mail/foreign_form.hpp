#pragma once
#include <string_view>

namespace demur::reading {

/// The kind of a file that people think is an e-mail but that contains none as it was sent: "outlook", "pdf" or
/// "other", by its beginning; empty for what may be mail or words.
std::string_view foreign_form(std::string_view head);

}  // namespace demur::reading
