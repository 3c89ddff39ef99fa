#pragma once
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::service {

/// One connection: answers the methods of manifests/protocol.json. The database is opened by the first call that needs
/// it.
class Session {
 public:
  Session(std::filesystem::path data_directory, Clock clock);

  /// Throws demur::Error: method-not-found, invalid-params, not-found and the store's errors.
  nlohmann::json answer(const std::string& method, const nlohmann::json& params);

  [[nodiscard]] store::Database& database();
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  std::filesystem::path data_directory_;
  Clock clock_;
  std::unique_ptr<store::Database> database_;
};

}  // namespace demur::service
