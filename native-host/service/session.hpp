#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>

#include "history/arriving_file.hpp"
#include "platform/file_chooser.hpp"
#include "platform/time.hpp"
#include "service/imports.hpp"
#include "store/database.hpp"
#include "wire/json_rpc.hpp"

namespace demur::service {

/// Sends the extension something that is not an answer, such as `progress`. Any thread may call it.
using Notify = std::function<void(const std::string& method, const nlohmann::json& params)>;

/// One connection: answers the methods of manifests/protocol.json. The database is opened by the first call that needs
/// it.
class Session {
 public:
  Session(std::filesystem::path data_directory, Clock clock, Notify notify = {});

  /// Throws demur::Error: method-not-found, invalid-params, not-found and the store's errors. Long work is returned, to
  /// be done on any thread while the session goes on answering, and at the latest when it ends.
  std::variant<nlohmann::json, wire::Work> begin(const std::string& method, const nlohmann::json& params);
  /// The same, with all of it done.
  nlohmann::json answer(const std::string& method, const nlohmann::json& params);

  [[nodiscard]] store::Database& database();
  [[nodiscard]] const std::filesystem::path& data_directory() const { return data_directory_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Imports& imports() { return imports_; }
  [[nodiscard]] FileChooser& chooser() { return chooser_; }
  /// The history of another computer that is arriving in pieces; null where there is none.
  [[nodiscard]] std::unique_ptr<history::ArrivingFile>& arriving() { return arriving_; }
  /// The same for one that is only previewed.
  [[nodiscard]] std::unique_ptr<history::ArrivingFile>& previewed() { return previewed_; }
  /// Does nothing where nobody listens.
  void notify(const std::string& method, const nlohmann::json& params) const;

 private:
  std::filesystem::path data_directory_;
  Clock clock_;
  Notify notify_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<history::ArrivingFile> arriving_, previewed_;
  Imports imports_;
  FileChooser chooser_;
};

}  // namespace demur::service
