#pragma once
#include <functional>
#include <string>
#include <vector>

#include "mail_fixtures.hpp"

namespace demur::test {

/// A shape in which a provider or a mail program leaves a mail of Meta's, or one about it.
struct RealShape {
  std::string name;
  std::function<std::string(const MailText&)> make;
  /// What may be read of a text of this kind.
  std::function<std::vector<std::string>(const std::string& kind)> right;
  /// Whether a confirmation in it may be recorded without the person.
  bool may_be_certain = false;
};

std::vector<RealShape> real_shapes();

}  // namespace demur::test
