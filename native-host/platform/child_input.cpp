#include "platform/child_input.hpp"

#include <array>

namespace demur {
namespace {

void pour(ByteSource& source, ByteSink& sink) {
  std::array<char, 16384> piece{};
  for (auto count = source.read(piece); count > 0; count = source.read(piece))
    if (!sink.write({piece.data(), count})) return;
}

}  // namespace

bool is_fed(const ChildInput& input) {
  return !std::holds_alternative<Descriptor>(input);
}

void feed(const ChildInput& input, ByteSink& pipe) {
  if (const auto* bytes = std::get_if<std::string_view>(&input)) pipe.write(*bytes);
  if (const auto* source = std::get_if<ByteSource*>(&input)) pour(**source, pipe);
}

}  // namespace demur
