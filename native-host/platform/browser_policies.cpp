#include "platform/browser_policies.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "platform/files.hpp"

namespace demur {
namespace {

using nlohmann::json;
using std::filesystem::path;

json read(const path& file) {
  try {
    return json::parse(read_file(file), nullptr, false);
  } catch (const std::system_error&) {
    return json::value_t::discarded;
  }
}

/// All policies together. Of one that stands in several files the last one counts.
json all_policies(const Browser& browser) {
  std::vector<path> files;
  std::error_code unreadable;
  for (const auto& folder : browser.policies)
    for (const auto& file : std::filesystem::directory_iterator(folder, unreadable))
      if (file.path().extension() == ".json") files.push_back(file.path());
  std::sort(files.begin(), files.end());
  json policies = json::object();
  for (const auto& file : files) {
    auto found = read(file);
    if (found.is_object() && browser.family == BrowserFamily::firefox) found = found.value("policies", json::object());
    if (found.is_object()) policies.update(found);
  }
  return policies;
}

/// Whether a list of the policies has the name. A forced extension stands with its source: "id;url".
bool lists(const json& policies, const char* policy, const std::string& name) {
  const auto list = policies.value(policy, json::array());
  return list.is_array() && std::any_of(list.begin(), list.end(), [&name](const json& entry) {
           return entry.is_string() && (entry == name || entry.get_ref<const std::string&>().starts_with(name + ";"));
         });
}

bool blocks(const json& policies, const char* blocklist, const char* allowlist, const std::string& name) {
  return (lists(policies, blocklist, "*") || lists(policies, blocklist, name)) && !lists(policies, allowlist, name);
}

/// What the settings of the extension say, or else those of all.
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
  const auto policies = all_policies(browser);
  if (forbids_extension(policies, browser.family)) return Policy::forbids_extension;
  // Firefox has no policy for native messaging.
  if (browser.family == BrowserFamily::firefox) return Policy::allows;
  if (blocks(policies, "NativeMessagingBlocklist", "NativeMessagingAllowlist", host_name()))
    return Policy::forbids_program;
  return policies.value("NativeMessagingUserLevelHosts", json(true)) == false ? Policy::forbids_own_manifest
                                                                              : Policy::allows;
}

}  // namespace demur
