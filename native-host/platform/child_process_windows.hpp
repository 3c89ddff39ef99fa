#pragma once
#include <filesystem>

namespace demur {

/// Whether a program that reads untrusted input can live in an AppContainer here: being able to make one is not enough,
/// since what is started in it may still die before its first line. Tried with empty input, and once per process, so
/// that no file decides how strictly the next one is read.
bool lives_in_container(const std::filesystem::path& program);

}  // namespace demur
