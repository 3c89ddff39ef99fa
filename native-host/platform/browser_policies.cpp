#include "platform/browser_policies.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace demur {
namespace {

using nlohmann::json;

/// Whether a policy's list has the name. A forced extension is listed with its source: "id;url".
bool lists(const json& policies, const char* policy, const std::string& name) {
  const auto list = policies.value(policy, json::array());
  return list.is_array() && std::any_of(list.begin(), list.end(), [&name](const json& entry) {
           return entry.is_string() && (entry == name || entry.get_ref<const std::string&>().starts_with(name + ";"));
         });
}

bool blocks(const json& policies, const char* blocklist, const char* allowlist, const std::string& name) {
  return (lists(policies, blocklist, "*") || lists(policies, blocklist, name)) && !lists(policies, allowlist, name);
}

/// What the settings for this extension say, or else those for all extensions.
bool is_blocked_in_settings(const json& policies, const std::string& id) {
  const auto settings = policies.value("ExtensionSettings", json::object());
  if (!settings.is_object()) return false;
  for (const auto& name : {id, std::string{"*"}}) {
    const auto entry = settings.value(name, json::object());
    if (!entry.is_object() || !entry.contains("installation_mode")) continue;
    return entry.at("installation_mode") == "blocked" || entry.at("installation_mode") == "removed";
  }
  return false;
}

bool forbids_extension(const json& policies, BrowserFamily family) {
  const auto id = extension_id(family);
  if (is_blocked_in_settings(policies, id)) return true;
  return family == BrowserFamily::chromium && !lists(policies, "ExtensionInstallForcelist", id) &&
         blocks(policies, "ExtensionInstallBlocklist", "ExtensionInstallAllowlist", id);
}

}  // namespace

Policy policy_of(const Browser& browser) {
  const auto policies = policies_of(browser);
  if (forbids_extension(policies, browser.family)) return Policy::forbids_extension;
  // Firefox has no policy for native messaging.
  if (browser.family == BrowserFamily::firefox) return Policy::allows;
  if (blocks(policies, "NativeMessagingBlocklist", "NativeMessagingAllowlist", host_name()))
    return Policy::forbids_program;
  return policies.value("NativeMessagingUserLevelHosts", json(true)) == false ? Policy::forbids_own_manifest
                                                                              : Policy::allows;
}

}  // namespace demur
