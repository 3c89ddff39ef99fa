#include <algorithm>
#include <chrono>

#include "history/objections.hpp"
#include "history/words.hpp"
#include "store/like.hpp"

namespace demur::history {
namespace {

using store::Statement;

/// The rows of `objections o` that a filter leaves. Where something is searched the index of words leads, and knows the
/// marks of the row, so that no row has to be looked at in vain; else the indexes of the table do.
class Selection {
 public:
  Selection(const Filter& filter, Time now) : is_search_(filter.query.has_value()) {
    if (filter.query) search(*filter.query);
    // Of several indexes the one of address or account leaves fewer rows.
    if (filter.platform)
      add_mark(filter.email || filter.account_id ? "+o.platform" : "o.platform", *filter.platform,
               match_of_platform(*filter.platform));
    if (filter.email) add("o.email_folded = ?", {folded(*filter.email)});
    if (filter.account_id) add("o.account_id = ?", {*filter.account_id});
    if (filter.status) add_status(*filter.status, now);
    for (const auto& id : filter.without) add("o.id <> ?", {id});
  }

  /// Behind an objection that is there, or was.
  void begin_behind(const Cursor& cursor) {
    const auto time = from_rfc3339(cursor.submitted_at);
    add(place() + " < ifnull((SELECT position FROM objections WHERE id = ?), " +
            std::to_string(time ? first_position(*time) : 0) + ")",
        {cursor.id});
  }

  /// FROM and WHERE.
  [[nodiscard]] std::string sql() const {
    const std::string from =
        is_search_ ? " FROM objection_words CROSS JOIN objections o ON o.position = objection_words.rowid WHERE "
                     "objection_words MATCH ?"
                   : " FROM objections o WHERE TRUE";
    return from + conditions_;
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
  void add_mark(const std::string& column, const std::string& value, const std::string& match) {
    if (is_search_)
      match_ += " AND " + match;
    else
      add(column + " = ?", {value});
  }
  void add_stage(const std::string& stage) { add_mark("o.stage", stage, match_of_stage(stage)); }
  void from(Time time) { add(place() + " >= " + std::to_string(first_position(time)), {}); }
  void before(Time time) { add(place() + " < " + std::to_string(first_position(time)), {}); }

  void search(const std::string& query) {
    match_ = match_of(query);
    if (is_beginning(query)) return;
    const auto pattern = store::like_pattern(query);
    add("(o.email LIKE ? ESCAPE '\\' OR o.message LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM accounts a WHERE a.id = "
        "o.account_id AND a.label LIKE ? ESCAPE '\\'))",
        {pattern, pattern, pattern});
  }

  /// The rules of `status_of`: the deadlines follow from the time of sending, and so does what is late.
  void add_status(const std::string& status, Time now) {
    const auto expected_since = now - confirmation_time;
    if (status == "overdue" || status == "confirmation-late") {
      add_stage("open");
      const auto due_since = first_not_overdue(now);
      if (status == "confirmation-late") from(due_since);
      before(status == "overdue" ? due_since : expected_since);
    } else if (status == "received") {
      add_mark("o.outcome_kind", status, match_of_outcome(status));
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

std::int64_t most_counted(const Filter& filter) {
  constexpr std::int64_t of_search = 100, of_list = 1000;
  return filter.query ? of_search : of_list;
}

std::vector<ObjectionNow> Objections::list(const Filter& filter, const std::optional<Cursor>& after,
                                           std::int64_t limit) {
  const auto now = clock_();
  Selection selection{filter, now};
  if (after) selection.begin_behind(*after);
  Statement rows{database_,
                 "SELECT " + columns_now() + selection.sql() + " ORDER BY " + selection.place() + " DESC LIMIT ?"};
  selection.bind_to(rows);
  rows.bind(limit);
  std::vector<ObjectionNow> objections;
  while (rows.step()) objections.push_back(read_now(rows, now));
  return objections;
}

std::int64_t Objections::count(const Filter& filter) {
  const Selection selection{filter, clock_()};
  Statement row{database_, "SELECT count(*) FROM (SELECT 1" + selection.sql() + " LIMIT ?)"};
  selection.bind_to(row);
  row.bind(most_counted(filter) + 1).step();
  return row.number(0);
}

}  // namespace demur::history
