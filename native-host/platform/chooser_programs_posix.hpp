#pragma once
#include <filesystem>
#include <stop_token>
#include <vector>

namespace demur {

/// Whether there is a screen, and a program that shows a file chooser on it.
bool has_chooser();

/// As FileChooser::choose, in this process.
std::vector<std::filesystem::path> choose_archives(const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace demur
