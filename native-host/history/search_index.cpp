#include "history/search_index.hpp"

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

/// The sign before each facet, a private-use character (https://www.unicode.org/faq/private_use.html): nobody's words
/// begin with one.
constexpr std::string_view stage_sign = "\xEE\x80\x81", platform_sign = "\xEE\x80\x82", outcome_sign = "\xEE\x80\x83";

/// A separator at the beginning or end of a query separates nothing yet.
std::string without_loose_separators(const std::string& word) {
  const auto first = word.find_first_not_of(store::word_separators);
  return first == std::string::npos ? ""
                                    : word.substr(first, word.find_last_not_of(store::word_separators) - first + 1);
}

/// A word as FTS5 reads it (https://www.sqlite.org/fts5.html#fts5_strings): there is no quotation mark in a token.
std::string in_quotes(std::string_view word) {
  return '"' + std::string(word) + '"';
}

/// A query that finds nothing.
constexpr const char* nothing = "\"\"";

bool is_facet(std::string_view word) {
  return word.starts_with(stage_sign.substr(0, 2));
}

std::string facet(std::string_view sign, const std::string& name, std::size_t length = 2) {
  return in_quotes(std::string(sign) + name.substr(0, length));
}

}  // namespace

void reindex(Database& database, const std::string& objection_id) {
  take_out(database, "id = ?", objection_id);
  add(database, "id = ?", objection_id);
}

void reindex_since(Database& database, std::int64_t first_sequence) {
  constexpr const char* which = "id IN (SELECT objection_id FROM events WHERE sequence >= ?)";
  take_out(database, which, first_sequence);
  add(database, which, first_sequence);
}

void reindex_account(Database& database, const std::string& account_id) {
  take_out(database, "account_id = ?", account_id);
  add(database, "account_id = ?", account_id);
}

void remove_from_index(Database& database, const std::string& objection_id) {
  take_out(database, "id = ?", objection_id);
}

void purge_index(Database& database) {
  database.execute("INSERT INTO objection_words (objection_words) VALUES ('optimize')");
}

std::string match_of(Database& database, const std::string& query) {
  std::set<std::string> words;
  for (const auto& token : store::tokens_of(database, query)) words.insert(without_loose_separators(token));
  words.erase("");
  if (words.empty() || std::any_of(words.begin(), words.end(), is_facet)) return nothing;
  std::string match;
  for (const auto& word : words) match += (match.empty() ? "" : " AND ") + in_quotes(word) + " *";
  return match;
}

std::string match_of_stage(const std::string& stage) {
  constexpr std::size_t length = 5;
  return facet(stage_sign, stage, length);
}

std::string match_of_platform(const std::string& platform) {
  return facet(platform_sign, platform);
}

std::string match_of_outcome(const std::string& outcome) {
  return facet(outcome_sign, outcome);
}

}  // namespace demur::history
