#pragma once
#include <filesystem>
#include <stop_token>
#include <vector>

namespace demur {

/// Opens the system's own file chooser for archives (.zip), beginning in this folder, and gives what the person has
/// chosen. The words in it are the system's, in its language; what is chosen is not remembered. Throws demur::Error:
/// chooser-missing, cancelled when it was closed or asked to stop.
std::vector<std::filesystem::path> choose_archives(const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace demur
