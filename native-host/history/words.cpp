#include "history/words.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "store/tokens.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

template <typename Value>
void add(Database& database, const char* which, const Value& value) {
  Statement{database, std::string("INSERT INTO objection_words (rowid, words) SELECT position, words FROM "
                                  "objection_texts WHERE position IN (SELECT position FROM objections WHERE ") +
                          which + ")"}
      .bind(value)
      .run();
}

template <typename Value>
void take_out(Database& database, const char* which, const Value& value) {
  Statement{
      database,
      std::string("DELETE FROM objection_words WHERE rowid IN (SELECT position FROM objections WHERE ") + which + ")"}
      .bind(value)
      .run();
}

/// The signs before marks, of letters for private use: nobody's words begin so.
constexpr std::string_view stage_sign = "\xEE\x80\x81", platform_sign = "\xEE\x80\x82", outcome_sign = "\xEE\x80\x83";

/// At the end of what is looked for a joint joins nothing yet.
std::string without_loose_joints(const std::string& word) {
  const auto first = word.find_first_not_of(store::word_joints);
  return first == std::string::npos ? "" : word.substr(first, word.find_last_not_of(store::word_joints) - first + 1);
}

/// A word as FTS5 reads it (https://www.sqlite.org/fts5.html#fts5_strings): there is no quotation mark in a token.
std::string in_quotes(std::string_view word) {
  return '"' + std::string(word) + '"';
}

/// What finds nothing.
constexpr const char* nothing = "\"\"";

bool is_mark(std::string_view word) {
  return word.starts_with(stage_sign.substr(0, 2));
}

std::string mark(std::string_view sign, const std::string& name) {
  constexpr std::size_t letters = 2;
  return in_quotes(std::string(sign) + name.substr(0, letters));
}

}  // namespace

void renew_words(Database& database, const std::string& objection_id) {
  take_out(database, "id = ?", objection_id);
  add(database, "id = ?", objection_id);
}

void renew_words_since(Database& database, std::int64_t first_sequence) {
  constexpr const char* which = "id IN (SELECT objection_id FROM events WHERE sequence >= ?)";
  take_out(database, which, first_sequence);
  add(database, which, first_sequence);
}

void renew_words_of_account(Database& database, const std::string& account_id) {
  take_out(database, "account_id = ?", account_id);
  add(database, "account_id = ?", account_id);
}

void remove_words(Database& database, const std::string& objection_id) {
  take_out(database, "id = ?", objection_id);
}

void erase_removed_words(Database& database) {
  database.execute("INSERT INTO objection_words (objection_words) VALUES ('optimize')");
}

std::string match_of(Database& database, const std::string& query) {
  std::set<std::string> words;
  for (const auto& token : store::tokens_of(database, query)) words.insert(without_loose_joints(token));
  words.erase("");
  if (words.empty() || std::any_of(words.begin(), words.end(), is_mark)) return nothing;
  std::string match;
  for (const auto& word : words) match += (match.empty() ? "" : " AND ") + in_quotes(word) + " *";
  return match;
}

std::string match_of_stage(const std::string& stage) {
  return mark(stage_sign, stage);
}

std::string match_of_platform(const std::string& platform) {
  return mark(platform_sign, platform);
}

std::string match_of_outcome(const std::string& outcome) {
  return mark(outcome_sign, outcome);
}

}  // namespace demur::history
