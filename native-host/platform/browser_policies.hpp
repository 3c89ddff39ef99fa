#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "platform/browsers.hpp"

namespace demur {

/// What keeps a browser from using all of Demur, according to the policies of whoever manages the computer.
enum class Policy : std::uint8_t {
  allows,
  forbids_extension,
  forbids_program,       ///< Native messaging, or this host.
  forbids_own_manifest,  ///< Only system-wide host manifests count.
};

/// All policies of whoever manages the computer, by their names; what can't be read is ignored, as browsers do. They
/// are in files, or in the registry.
nlohmann::json policies_of(const Browser& browser);

/// What the browser's policies say about Demur.
/// https://chromeenterprise.google/policies/ (NativeMessaging…, ExtensionInstall…, ExtensionSettings) and
/// https://mozilla.github.io/policy-templates/#extensionsettings
Policy policy_of(const Browser& browser);

}  // namespace demur
