#pragma once
#include <string>
#include <string_view>
#include <vector>

/// What is known about mail providers, from manifests/mail-providers.json, where each member is described.
namespace demur::reading {

enum class ResultsPlace { top, under, unknown };

struct MailProvider {
  std::vector<std::string> hosts, inner_hosts;
  std::vector<std::string> names;  ///< In Authentication-Results; empty where it writes no such header.
  ResultsPlace place = ResultsPlace::unknown;
  bool has_several_headers = false, is_always_there = false, has_dmarc = false, names_no_signer = false;

  /// Whether its verdict can be distinguished from one that the sender wrote.
  [[nodiscard]] bool can_be_believed() const {
    return !names.empty() && is_always_there && place != ResultsPlace::unknown;
  }
  /// Whether a host of a Received line is certainly its own.
  [[nodiscard]] bool has_host(std::string_view host) const;
  /// Whether it may be one of those that pass a mail on internally.
  [[nodiscard]] bool has_inner_host(std::string_view host) const;
};

/// Read once, from the manifest that is compiled in.
const std::vector<MailProvider>& mail_providers();

}  // namespace demur::reading
