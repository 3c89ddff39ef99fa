#pragma once
#include <string>
#include <vector>

namespace demur {

/// The program's arguments without its own name, in UTF-8, from what `main` was given. From then on standard output
/// takes every byte as it is.
std::vector<std::string> take_arguments(int count, char** values);

}  // namespace demur
