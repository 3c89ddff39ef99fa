#pragma once
#include <cstdint>

#include "platform/browsers.hpp"

namespace demur {

/// What keeps a browser from using Demur as a whole, by the policies of whoever manages the computer.
enum class Policy : std::uint8_t {
  allows,
  forbids_extension,
  forbids_program,       ///< Native messaging, or this host of it.
  forbids_own_manifest,  ///< Only host manifests for everybody count.
};

/// What the policies in the browser's folders say of Demur. A file that is no JSON says nothing, as in the browsers.
/// https://chromeenterprise.google/policies/ (NativeMessaging…, ExtensionInstall…, ExtensionSettings) and
/// https://mozilla.github.io/policy-templates/#extensionsettings
Policy policy_of(const Browser& browser);

}  // namespace demur
