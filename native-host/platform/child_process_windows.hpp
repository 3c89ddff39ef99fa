#pragma once
#include <filesystem>

namespace demur {

/// Whether a program that reads what is untrusted lives in an AppContainer here: that one can be made is not enough,
/// what is started in it may still die on its way to its first line. Tried with nothing to read, and once in each
/// process, so that no file decides how strictly the next one is read.
bool lives_in_container(const std::filesystem::path& program);

}  // namespace demur
