#include "service/imports.hpp"

#include "platform/error.hpp"

namespace demur::service {

Imports::Slot::~Slot() {
  const std::lock_guard lock{imports_.mutex_};
  imports_.running_.reset();
}

bool Imports::Slot::keep() {
  const std::lock_guard lock{imports_.mutex_};
  imports_.running_->is_kept = !stop_.stop_requested();
  return imports_.running_->is_kept;
}

std::shared_ptr<Imports::Slot> Imports::begin(std::optional<std::string> token) {
  const std::lock_guard lock{mutex_};
  if (running_) throw Error(ErrorKind::import_running);
  running_ = Running{std::move(token)};
  return std::make_shared<Slot>(*this, running_->stop.get_token());
}

bool Imports::cancel(const std::string& token) {
  const std::lock_guard lock{mutex_};
  if (!running_ || running_->token != token || running_->is_kept) return false;
  running_->stop.request_stop();
  return true;
}

void Imports::stop() {
  const std::lock_guard lock{mutex_};
  if (running_) running_->stop.request_stop();
}

}  // namespace demur::service
