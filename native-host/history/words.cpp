#include "history/words.hpp"

#include <algorithm>
#include <vector>

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

/// The pieces that the index holds, in characters.
constexpr std::size_t piece_length = 3;
/// So many pieces of what is looked for are asked for: each makes the search longer, and few leave hardly any objection
/// in which the rest does not stand.
constexpr std::size_t most_pieces = 4;

/// The columns of the index, as `objection_texts` has them.
constexpr const char* columns = "email, message, label, beginnings, marks";

template <typename Value>
void add(Database& database, const char* which, const Value& value) {
  Statement{database, std::string("INSERT INTO objection_words (rowid, ") + columns + ") SELECT position, " + columns +
                          " FROM objection_texts WHERE position IN (SELECT position FROM objections WHERE " + which +
                          ")"}
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

/// The characters of a text in UTF-8.
std::vector<std::string> characters_of(const std::string& text) {
  std::vector<std::string> characters;
  for (const char c : text) {
    const bool goes_on = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!goes_on || characters.empty()) characters.emplace_back();
    characters.back() += c;
  }
  return characters;
}

/// A text as FTS5 reads it (https://www.sqlite.org/fts5.html#fts5_strings).
std::string quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += c;
    // It would end the expression.
    if (c != '\0') quoted += c;
  }
  return quoted + "\"";
}

std::string mark(char sign, const std::string& name) {
  return quoted(sign + name.substr(0, piece_length - 1));
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

bool is_beginning(const std::string& query) {
  return characters_of(query).size() < piece_length;
}

std::string match_of(const std::string& query) {
  const auto characters = characters_of(query);
  if (characters.size() < piece_length) return quoted(std::string(piece_length - characters.size(), '\x01') + query);
  std::string match;
  const auto last = characters.size() - piece_length;
  for (std::size_t piece = 0; piece < most_pieces && piece * piece_length < last + piece_length; ++piece) {
    const auto from = std::min(piece * piece_length, last);
    match += (piece == 0 ? "" : " AND ") + quoted(characters[from] + characters[from + 1] + characters[from + 2]);
  }
  return match;
}

std::string match_of_stage(const std::string& stage) {
  return mark('\x02', stage);
}

std::string match_of_platform(const std::string& platform) {
  return mark('\x03', platform);
}

std::string match_of_outcome(const std::string& outcome) {
  return mark('\x04', outcome);
}

}  // namespace demur::history
