#include "store/tokens.hpp"

#include <sqlite3.h>

#include <array>
#include <memory>

namespace demur::store {
namespace {

constexpr const char* tokenizer_name = "unicode61";
/// As the newest schema has it.
constexpr std::array<const char*, 4> tokenizer_options{"remove_diacritics", "2", "tokenchars", word_separators};

void check(Database& database, int code) {
  if (code != SQLITE_OK) Database::fail(code, database.handle());
}

/// FTS5's interface for extensions.
fts5_api& api_of(Database& database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* raw = nullptr;
  check(database, sqlite3_prepare_v2(database.handle(), "SELECT fts5(?)", -1, &raw, nullptr));
  const Prepared statement{raw};
  // The type of the pointer is checked by its name. NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  check(database, sqlite3_bind_pointer(raw, 1, reinterpret_cast<void*>(&api), "fts5_api_ptr", nullptr));
  sqlite3_step(raw);
  if (api == nullptr) Database::fail(SQLITE_ERROR, database.handle());
  return *api;
}

int keep_token(void* kept, int /*flags*/, const char* token, int size, int /*start*/, int /*end*/) {
  try {
    static_cast<std::vector<std::string>*>(kept)->emplace_back(token, static_cast<std::size_t>(size));
    return SQLITE_OK;
  } catch (const std::exception&) {
    // An exception must not pass through C code.
    return SQLITE_NOMEM;
  }
}

}  // namespace

std::vector<std::string> tokens_of(Database& database, std::string_view text) {
  auto& api = api_of(database);
  void* context = nullptr;
  fts5_tokenizer methods{};
  check(database, api.xFindTokenizer(&api, tokenizer_name, &context, &methods));
  auto options = tokenizer_options;
  Fts5Tokenizer* raw = nullptr;
  check(database, methods.xCreate(context, options.data(), static_cast<int>(options.size()), &raw));
  const std::unique_ptr<Fts5Tokenizer, decltype(methods.xDelete)> tokenizer{raw, methods.xDelete};
  std::vector<std::string> tokens;
  check(database,
        methods.xTokenize(raw, &tokens, FTS5_TOKENIZE_QUERY, text.data(), static_cast<int>(text.size()), keep_token));
  return tokens;
}

}  // namespace demur::store
