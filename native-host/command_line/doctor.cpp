#include "command_line/doctor.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command_line/commands.hpp"
#include "embedded/version.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

using nlohmann::ordered_json;

const char* name_of(State state) {
  if (state == State::ok) return "ok";
  return state == State::note ? "note" : "problem";
}

std::vector<Check> all_checks() {
  auto checks = check_data();
  const auto browsers = known_browsers();
  for (const auto& more : {check_reader(), check_browsers(browsers), check_extensions(browsers, extension_sources())})
    checks.insert(checks.end(), more.begin(), more.end());
  return checks;
}

void print_text(const std::vector<Check>& checks) {
  for (const auto& check : checks) {
    fmt::print("{:<8} {}: {}\n", name_of(check.state), check.name, check.text);
    if (!check.place.empty()) fmt::print("         {}\n", check.place);
    if (!check.advice.empty()) fmt::print("         To do: {}\n", check.advice);
  }
}

void print_json(const std::vector<Check>& checks, bool is_well) {
  ordered_json report{{"version", demur_version}, {"system", system_name()}, {"ok", is_well}};
  for (const auto& check : checks) {
    ordered_json object{{"name", check.name}, {"state", name_of(check.state)}, {"finding", check.finding}};
    if (!check.place.empty()) object["place"] = check.place;
    if (!check.advice.empty()) object["advice"] = check.advice;
    if (check.milliseconds) object["milliseconds"] = *check.milliseconds;
    report["checks"].push_back(std::move(object));
  }
  fmt::print("{}\n", report.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace

std::string shown(const std::filesystem::path& place) {
  const auto home = home_directory();
  const auto inside = home.empty() ? std::filesystem::path{} : place.lexically_relative(home);
  if (inside == ".") return "~";
  const bool is_inside = !inside.empty() && *inside.begin() != "..";
  return is_inside ? (std::filesystem::path{"~"} / inside).string() : place.string();
}

ExitCode doctor(ReportFormat format) {
  const auto checks = all_checks();
  const bool is_well =
      std::none_of(checks.begin(), checks.end(), [](const Check& check) { return check.state == State::problem; });
  if (format == ReportFormat::json)
    print_json(checks, is_well);
  else
    print_text(checks);
  return is_well ? success : failure;
}

}  // namespace demur::command_line
