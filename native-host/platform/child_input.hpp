#pragma once
#include "platform/child_process.hpp"

namespace demur {

/// Whether a child is given this piece by piece, through a pipe; an open file it reads itself.
bool is_fed(const ChildInput& input);

/// Writes it into the pipe, as far as the child reads.
void feed(const ChildInput& input, ByteSink& pipe);

}  // namespace demur
