#include "history/collected.hpp"

#include <nlohmann/json.hpp>

#include "history/csv.hpp"

namespace demur::history {
namespace {

using nlohmann::ordered_json;

CollectedValue value_of(const std::optional<std::string>& text) {
  return text ? CollectedValue{*text} : CollectedValue{};
}

ordered_json to_json(const CollectedValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

std::string to_csv(const CollectedValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return csv_field(*text);
  return {};
}

void add_personal(std::vector<CollectedCell>& cells, const CollectedPerson& person) {
  cells.insert(cells.end(), {{"file_name", person.file_name},
                             {"objection_id", person.objection_id},
                             {"account_id", value_of(person.account_id)},
                             {"name", value_of(person.name)},
                             {"address", person.address},
                             {"sent_at", person.sent_at},
                             {"language", value_of(person.language)},
                             {"message", value_of(person.message)},
                             {"seal_signer", value_of(person.seal_signer)}});
}

template <typename Text>
std::string joined(const std::vector<CollectedCell>& cells, Text text) {
  std::string row;
  for (const auto& cell : cells) row += (&cell == &cells.front() ? "" : ",") + text(cell);
  return row + csv_end_of_row;
}

}  // namespace

std::vector<CollectedCell> cells_of(const CollectedObjection& objection, PersonalData personal) {
  std::vector<CollectedCell> cells{{"as_of", objection.as_of},
                                   {"file", objection.file},
                                   {"file_sha256", objection.file_sha256},
                                   {"objector", objection.objector},
                                   {"platform", objection.platform},
                                   {"form", objection.form},
                                   {"sent_on", objection.sent_on},
                                   {"sent_known_by", objection.sent_known_by},
                                   {"status", objection.status},
                                   {"status_since", value_of(objection.status_since)},
                                   {"status_known_by", objection.status_known_by},
                                   {"authentication", value_of(objection.authentication)},
                                   {"mail", value_of(objection.mail)},
                                   {"mail_key", value_of(objection.mail_key)},
                                   {"answer_due_on", objection.answer_due_on},
                                   {"is_whole", objection.is_whole},
                                   {"fault", value_of(objection.fault)},
                                   {"seal", value_of(objection.seal)},
                                   {"sealed_since", value_of(objection.sealed_since)}};
  if (personal == PersonalData::included) add_personal(cells, objection.person);
  return cells;
}

std::string json_line(const std::vector<CollectedCell>& cells) {
  auto object = ordered_json::object();
  for (const auto& [column, value] : cells) object[std::string(column)] = to_json(value);
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string csv_heading(PersonalData personal) {
  return joined(cells_of({}, personal), [](const auto& cell) { return csv_field(std::string(cell.column)); });
}

std::string csv_row(const std::vector<CollectedCell>& cells) {
  return joined(cells, [](const auto& cell) { return to_csv(cell.value); });
}

}  // namespace demur::history
