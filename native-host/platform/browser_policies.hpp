#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "platform/browsers.hpp"

namespace demur {

/// What keeps a browser from using Demur as a whole, by the policies of whoever manages the computer.
enum class Policy : std::uint8_t {
  allows,
  forbids_extension,
  forbids_program,       ///< Native messaging, or this host of it.
  forbids_own_manifest,  ///< Only host manifests for everybody count.
};

/// All policies of whoever manages the computer, by their names; what can't be read says nothing, as in the browsers.
/// They stand in files, or in the registry.
nlohmann::json policies_of(const Browser& browser);

/// What the browser's policies say of Demur.
/// https://chromeenterprise.google/policies/ (NativeMessaging…, ExtensionInstall…, ExtensionSettings) and
/// https://mozilla.github.io/policy-templates/#extensionsettings
Policy policy_of(const Browser& browser);

}  // namespace demur
