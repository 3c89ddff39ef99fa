#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace demur::service {

/// The import that is under way: one at a time, since each takes as much memory as the host may have. Any thread may
/// call.
class Imports {
 public:
  /// Holds the place of the one import until it is destroyed.
  class Slot {
   public:
    Slot(Imports& imports, std::stop_token stop) : imports_(imports), stop_(std::move(stop)) {}
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot();
    [[nodiscard]] const std::stop_token& stop() const { return stop_; }
    /// From now on the import can't be stopped. False if it was asked to stop before.
    [[nodiscard]] bool keep();

   private:
    Imports& imports_;
    std::stop_token stop_;
  };

  /// Throws import-running. `cancel` identifies it by the token.
  std::shared_ptr<Slot> begin(std::optional<std::string> token);

  /// Asks the import with this token to stop. False where there is none, or all but its answer is done.
  bool cancel(const std::string& token);

  /// Asks whichever import is under way to stop.
  void stop();

 private:
  struct Running {
    std::optional<std::string> token;
    std::stop_source stop = {};
    bool is_kept = false;
  };
  std::mutex mutex_;
  std::optional<Running> running_;
};

}  // namespace demur::service
