#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace demur {

/// The errors that the protocol knows, by the names in `components.errors` of manifests/protocol.json.
enum class ErrorKind : std::uint8_t {
  parse_error,
  invalid_request,
  method_not_found,
  invalid_params,
  internal_error,
  not_found,
  store_newer,
  store_corrupt,
  store_full,
  store_read_only,
  store_busy,
  store_unavailable,
  file_unreadable,
  reader_failed,
  download_unreadable,
  cancelled,
  chooser_missing,
  import_running,
};

/// A fault that the person's program is told about. It never holds personal data.
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
