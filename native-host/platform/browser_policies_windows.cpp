#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <string>

#include "platform/browser_policies.hpp"
#include "platform/registry_windows.hpp"
#include "platform/wide_text.hpp"

namespace demur {
namespace {

using nlohmann::json;
using std::filesystem::path;

/// Numbers are switches here. A text may hold a list or settings, as JSON.
json policy_from(const registry::Content& content) {
  if (const auto* number = std::get_if<DWORD>(&content)) return *number != 0;
  const auto text = from_wide(std::get<std::wstring>(content));
  auto parsed = json::parse(text, nullptr, false);
  return parsed.is_structured() ? parsed : json(text);
}

bool is_number(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// A key whose values are numbered is a list.
json policies_in(const registry::Root& root, const path& key) {
  json found = json::object();
  for (const auto& [name, content] : registry::values_in(root, key)) found[from_wide(name)] = policy_from(content);
  for (const auto& name : registry::keys_in(root, key))
    found[from_wide(name)] = policies_in(root, key.native() + L'\\' + name);
  const auto items = found.items();
  if (found.empty() || !std::all_of(items.begin(), items.end(), [](const auto& one) { return is_number(one.key()); }))
    return found;
  json list = json::array();
  for (auto& one : found) list.push_back(std::move(one));
  return list;
}

}  // namespace

/// How Chromium's family and Firefox keep them there:
/// https://textslashplain.com/2022/03/22/edge-chrome-policy-registry-entries/ and the policy templates of both.
json policies_of(const Browser& browser) {
  json policies = json::object();
  // What holds for everybody counts before what holds for the person.
  for (const auto& key : browser.policies)
    for (const auto& root : {registry::own, registry::everybodys})
      if (const auto found = policies_in(root, key); found.is_object()) policies.update(found);
  return policies;
}

}  // namespace demur
