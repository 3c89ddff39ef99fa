#include <chrono>

#include "history/objections.hpp"
#include "history/search_index.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using store::Statement;

/// The places that a filter leaves. In a search they come from the index of words, which knows the facets of a row, so
/// that no row is read in vain; otherwise from `objections o`.
class Selection {
 public:
  Selection(store::Database& database, const Filter& filter, Time now) : is_search_(filter.query.has_value()) {
    if (filter.query) match_ = match_of(database, *filter.query);
    // The index of addresses or accounts leaves fewer rows than the others.
    if (filter.platform)
      add_facet(filter.email || filter.account_id ? "+o.platform" : "o.platform", *filter.platform,
                match_of_platform(*filter.platform));
    if (filter.email) add_column("email_folded", lower_case(*filter.email));
    if (filter.account_id) add_column("account_id", *filter.account_id);
    if (filter.status) add_status(*filter.status, now);
    for (const auto& id : filter.without)
      add(place() + " <> ifnull((SELECT position FROM objections WHERE id = ?), 0)", {id});
  }

  /// After an objection that is there, or was.
  void begin_behind(const ObjectionCursor& cursor) {
    const auto time = from_rfc3339(cursor.submitted_at);
    add(place() + " < ifnull((SELECT position FROM objections WHERE id = ?), " +
            std::to_string(time ? first_position({*time}) : 0) + ")",
        {cursor.id});
  }

  /// FROM and WHERE.
  [[nodiscard]] std::string sql() const {
    return (is_search_ ? " FROM objection_words WHERE objection_words MATCH ?" : " FROM objections o WHERE TRUE") +
           conditions_;
  }
  /// The same with the rows of `objections o`.
  [[nodiscard]] std::string sql_with_rows() const {
    const std::string from = is_search_ ? " FROM objection_words CROSS JOIN objections o ON o.position = "
                                          "objection_words.rowid"
                                        : " FROM objections o";
    return from + provenance_of_objection + (is_search_ ? " WHERE objection_words MATCH ?" : " WHERE TRUE") +
           conditions_;
  }
  /// What the list is sorted by.
  [[nodiscard]] std::string place() const { return is_search_ ? "objection_words.rowid" : "o.position"; }

  void bind_to(Statement& statement) const {
    if (is_search_) statement.bind(match_);
    for (const auto& value : values_) statement.bind(value);
  }

 private:
  void add(const std::string& sql, std::vector<std::string> values) {
    conditions_ += " AND " + sql;
    std::move(values.begin(), values.end(), std::back_inserter(values_));
  }
  void add_column(const std::string& column, std::string value) {
    add(is_search_ ? place() + " IN (SELECT position FROM objections WHERE " + column + " = ?)"
                   : "o." + column + " = ?",
        {std::move(value)});
  }
  void add_facet(const std::string& column, const std::string& value, const std::string& match) {
    if (is_search_)
      match_ += " AND " + match;
    else
      add(column + " = ?", {value});
  }
  void add_stage(const std::string& stage) { add_facet("o.stage", stage, match_of_stage(stage)); }
  void from(Time time) { add(place() + " >= " + std::to_string(first_position({time})), {}); }
  void before(Time time) { add(place() + " < " + std::to_string(first_position({time})), {}); }

  /// The rules of `status_of`: the deadlines follow from the time of sending, as the places do, so a range of places is
  /// late.
  void add_status(const std::string& status, Time now) {
    const auto expected_since = now - confirmation_time;
    if (status == "overdue" || status == "confirmation-late") {
      add_stage("open");
      const auto due_since = first_not_overdue(now);
      if (status == "confirmation-late") from(due_since);
      before(status == "overdue" ? due_since : expected_since);
    } else if (status == "received") {
      add_facet("o.outcome_kind", status, match_of_outcome(status));
      from(expected_since);
    } else if (status == "submitted") {
      if (is_search_)
        match_ += " AND " + match_of_outcome("none");
      else
        add("o.outcome_kind IS NULL", {});
      from(expected_since);
    } else {
      add_stage(status);
    }
  }

  bool is_search_;
  std::string match_;
  std::string conditions_;
  std::vector<std::string> values_;
};

}  // namespace

std::vector<ObjectionNow> Objections::list(const Filter& filter, const std::optional<ObjectionCursor>& after,
                                           std::int64_t limit) {
  const auto now = clock_();
  Selection selection{database_, filter, now};
  if (after) selection.begin_behind(*after);
  Statement rows{database_, "SELECT " + columns_now() + selection.sql_with_rows() + " ORDER BY " + selection.place() +
                                " DESC LIMIT ?"};
  selection.bind_to(rows);
  rows.bind(limit);
  std::vector<ObjectionNow> objections;
  while (rows.step()) objections.push_back(read_now(rows, now));
  return objections;
}

std::int64_t Objections::count(const Filter& filter, std::int64_t max) {
  const Selection selection{database_, filter, clock_()};
  Statement row{database_, "SELECT count(*) FROM (SELECT 1" + selection.sql() + " LIMIT ?)"};
  selection.bind_to(row);
  row.bind(max + 1).step();
  return row.number(0);
}

}  // namespace demur::history
