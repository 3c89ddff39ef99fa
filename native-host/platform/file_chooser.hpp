#pragma once
#include <filesystem>
#include <stop_token>
#include <vector>

namespace demur {

/// Opens the system's own file chooser for archives (.zip), starting in this folder, and returns what the person chose.
/// Its texts are the system's, in the system's language; the choice is not remembered. Throws demur::Error:
/// chooser-missing, cancelled when it was closed or asked to stop.
std::vector<std::filesystem::path> choose_archives(const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace demur
