#pragma once

namespace demur::reading {

/// Thrown where nobody reads the output any more, and caught where the reading began.
struct OutputClosed {};

}  // namespace demur::reading
