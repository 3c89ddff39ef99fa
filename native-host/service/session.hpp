#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::service {

/// Tells the other half something that it has not asked for in so many words, such as `progress`.
using Notify = std::function<void(const std::string& method, const nlohmann::json& params)>;

/// One connection: answers the methods of manifests/protocol.json. The database is opened by the first call that needs
/// it.
class Session {
 public:
  Session(std::filesystem::path data_directory, Clock clock, Notify notify = {});

  /// Throws demur::Error: method-not-found, invalid-params, not-found and the store's errors.
  nlohmann::json answer(const std::string& method, const nlohmann::json& params);

  [[nodiscard]] store::Database& database();
  [[nodiscard]] const Clock& clock() const { return clock_; }
  /// Nothing where nobody listens.
  void notify(const std::string& method, const nlohmann::json& params) const;

 private:
  std::filesystem::path data_directory_;
  Clock clock_;
  Notify notify_;
  std::unique_ptr<store::Database> database_;
};

}  // namespace demur::service
