#pragma once
#include <functional>
#include <string>
#include <vector>

#include "mail_fixtures.hpp"

namespace demur::test {

/// A shape that a provider or a mail program gives to Meta's mail, or to one about it.
struct RealShape {
  std::string name;
  std::function<std::string(const MailText&)> make;
  /// What a text of this kind may be read as.
  std::function<std::vector<std::string>(const std::string& kind)> right;
  /// Whether a confirmation in it may be recorded without asking the person.
  bool may_be_certain = false;
};

std::vector<RealShape> real_shapes();

}  // namespace demur::test
