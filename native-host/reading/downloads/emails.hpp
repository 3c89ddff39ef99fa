#pragma once
#include <optional>
#include <string>
#include <vector>

#include "reading/downloads/finding.hpp"

namespace demur::reading {

/// The addresses of the account among what a file says, each once, in small letters. Those under a label that is known
/// to stand before them; else all, where they share one label. Nothing where several could be, rather than a wrong one.
std::optional<std::vector<std::string>> account_emails(const std::vector<Statement>& statements);

}  // namespace demur::reading
