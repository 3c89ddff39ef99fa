#pragma once
#include <string>
#include <vector>

namespace demur {

/// What the program was started with, its own name left out, in UTF-8, from what `main` was given. Standard output
/// takes every byte as it is from then on.
std::vector<std::string> take_arguments(int count, char** values);

}  // namespace demur
