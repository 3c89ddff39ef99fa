#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "embedded/errors.hpp"

namespace demur {

/// A fault that is reported to the other side. It never contains personal data.
class Error : public std::runtime_error {
 public:
  using Detail = std::pair<std::string, std::variant<std::string, std::int64_t>>;

  explicit Error(ErrorKind kind, std::vector<Detail> details = {})
      : std::runtime_error("demur::Error"), kind_(kind), details_(std::move(details)) {}

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  /// The parameters that protocol.json lists for this kind, by name.
  [[nodiscard]] const std::vector<Detail>& details() const { return details_; }

 private:
  ErrorKind kind_;
  std::vector<Detail> details_;
};

}  // namespace demur
