#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "history/status.hpp"

/// The rows that histories of many people are collected into. docs/for-organisations.md describes the columns.
namespace demur::history {

/// Whether addresses, names, messages and ids are wanted.
enum class PersonalData : bool { left_out, included };

/// What is personal data about an objection, or leads to a person.
struct CollectedPerson {
  std::string file_name, objection_id;
  std::optional<std::string> account_id, name;
  std::string address, sent_at;
  std::optional<std::string> language, message, seal_signer;
};

/// An objection in somebody's history. Days are dates in UTC, except that of the answer, which is a date in Ireland.
struct CollectedObjection {
  std::string as_of;
  std::int64_t file = 0;  ///< The number of the file, from 1.
  std::string file_sha256;
  std::int64_t objector = 0;  ///< The number of the account, or else the address, within the file; from 1.
  std::string platform, form;
  std::string sent_on, sent_known_by;
  std::string status;
  std::optional<std::string> status_since;
  std::string status_known_by;
  std::optional<std::string> authentication, mail, mail_key;
  std::string answer_due_on;
  bool is_whole = true;
  std::optional<std::string> fault, seal, sealed_since;
  CollectedPerson person;
};

using CollectedValue = std::variant<std::monostate, bool, std::int64_t, std::string>;

struct CollectedCell {
  std::string_view column;
  CollectedValue value;
};

/// In the order of the columns.
std::vector<CollectedCell> cells_of(const CollectedObjection& objection, PersonalData personal);

/// One object on one line; null for what is absent.
std::string json_line(const std::vector<CollectedCell>& cells);

/// The names of the columns as the first row of a CSV file.
std::string csv_heading(PersonalData personal);

/// A row of a CSV file. What is absent is left empty, without quotes, as databases do.
std::string csv_row(const std::vector<CollectedCell>& cells);

}  // namespace demur::history
