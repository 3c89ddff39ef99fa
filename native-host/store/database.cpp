#include "store/database.hpp"

#include <sqlite3.h>

#include <chrono>
#include <mutex>
#include <system_error>
#include <thread>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/log.hpp"
#include "store/journal.hpp"
#include "store/migrations.hpp"
#include "text/folded.hpp"

namespace demur::store {
namespace {

/// By default the library allocates twenty pages of cache at once for each database, though a starting host needs
/// three, and counts its memory under a lock. https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
void configure_library() {
  // The variadic interface is SQLite's.
  sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);              // NOLINT(cppcoreguidelines-pro-type-vararg)
}

/// How often to look whether another host's write is over, with a millisecond between: SQLite's own waiting grows to a
/// tenth of a second, and would miss the pauses of a long import. https://www.sqlite.org/c3ref/busy_handler.html
constexpr int busy_limit = 5000;

int wait_for_write(void* /*nothing*/, int count) {
  if (count >= busy_limit) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds{1});
  return 1;
}

/// What keeps the promises: erased means gone (secure_delete, and no part of a pending change in the system's folder
/// for temporary files: temp_store), and the schema is not trusted more than its data. None of them makes SQLite read
/// the schema, so opening stays cheap. `PRAGMA synchronous` would: where it matters it is set with the journal,
/// otherwise it is FULL from the start. https://www.sqlite.org/pragma.html
constexpr const char* settings =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA temp_store = MEMORY;";

/// folded(text) for SQL, so that a search in it finds what the program folds. https://www.sqlite.org/appfunc.html
void fold_value(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(*values));  // NOLINT
  if (text == nullptr) return sqlite3_result_null(context);
  try {
    const auto result = folded({text, static_cast<std::size_t>(sqlite3_value_bytes(*values))});
    sqlite3_result_text(context, result.data(), static_cast<int>(result.size()), SQLITE_TRANSIENT);
  } catch (const std::exception&) {
    // An exception must not pass through C code.
    sqlite3_result_error_nomem(context);
  }
}

/// `fault` is the system's last error.
ErrorKind kind_of(int code, std::error_code fault) {
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorKind::store_corrupt;
    case SQLITE_FULL:
      return ErrorKind::store_full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ErrorKind::store_read_only;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::store_busy;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return store_error(fault);
    default:
      return ErrorKind::internal_error;
  }
}

void make_directory(const std::filesystem::path& directory) {
  try {
    make_folders(directory);
  } catch (const std::system_error& error) {
    throw Error(store_error(error.code()));
  }
}

/// Where only some of the files can be written, SQLite would create others beside them that would be read-only, too.
void check_writable(const std::filesystem::path& file) {
  // In this order: another host may create the file meanwhile.
  const bool is_allowed = is_writable(file.parent_path()) && (is_gone(file) || is_writable(file));
  if (!is_allowed) throw Error(ErrorKind::store_read_only);
}

}  // namespace

void CloseConnection::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

bool Database::has_moved() const {
  int moved = 0;
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

void Database::fail(int code, sqlite3* database) {
  // SQLite doesn't note the system's error everywhere.
  const int noted = sqlite3_system_errno(database);
  const auto kind = kind_of(code, noted != 0 ? system_fault(noted) : last_system_fault());
  if (kind == ErrorKind::internal_error) log::warn("SQLite result code " + std::to_string(code));
  throw Error(kind);
}

void Database::open(const std::filesystem::path& file) {
  // SQLite takes these settings only before its first use.
  static std::once_flag is_configured;
  std::call_once(is_configured, configure_library);
  sqlite3* opened = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
  const auto name = database_name(file);
  const int code = sqlite3_open_v2(name.file.c_str(), &opened, flags, name.vfs);
  handle_.reset(opened);
  if (code != SQLITE_OK) fail(code, opened);
  sqlite3_busy_handler(opened, wait_for_write, nullptr);
  // The variadic interface is SQLite's.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);  // NOLINT(cppcoreguidelines-pro-type-vararg)
}

Database::Database(Scratch /*scratch*/) {
  open({});
  execute("BEGIN");
}

Database::Database(const std::filesystem::path& directory, const FileSystemOf& file_system_of)
    : file_(directory / "demur.sqlite3") {
  make_directory(directory);
  check_writable(file_);
  open(file_);
  execute(settings);
  sqlite3_create_function_v2(handle_.get(), "folded", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, fold_value,
                             nullptr, nullptr, nullptr);
  const auto file_system = file_system_of(directory);
  if (file_system == FileSystem::network) leave_write_ahead_log(*this);
  bring_up_to_date(*this, file_system);
}

Database::~Database() {
  if (!must_forget_) return;
  try {
    empty_write_ahead_log(*this);
  } catch (const Error&) {
    // The last program that closes the file empties the log, too.
    log::warn("the write-ahead log could not be emptied");
  }
}

void Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, handle_.get());
}

void Database::forget_erased() {
  remove_backups(file_);
  must_forget_ = !empty_write_ahead_log(*this);
}

void Database::widen_cache() {
  execute("PRAGMA cache_size = -24576");
}

std::int64_t Database::schema_version() {
  Statement version{*this, "PRAGMA user_version"};
  version.step();
  return version.number(0);
}

Statement::Statement(Database& database, std::string_view sql)
    : home_(database.prepared()), statement_(home_.take(sql)) {
  if (statement_) return;
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
  statement_.reset(prepared);
  if (code != SQLITE_OK) Database::fail(code, database.handle());
}

void Statement::fail_with(int code) const {
  Database::fail(code, sqlite3_db_handle(statement_.get()));
}

Statement::~Statement() {
  home_.give_back(std::move(statement_));
}

Statement& Statement::bind(std::string_view text) {
  const int code = sqlite3_bind_text(statement_.get(), next_parameter_++, text.data(), static_cast<int>(text.size()),
                                     SQLITE_TRANSIENT);
  if (code != SQLITE_OK) fail_with(code);
  return *this;
}

Statement& Statement::bind(std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_.get(), next_parameter_++, number);
  if (code != SQLITE_OK) fail_with(code);
  return *this;
}

Statement& Statement::bind_optional(const std::optional<std::string>& text) {
  return text ? bind(std::string_view{*text}) : bind_null();
}

Statement& Statement::bind_bytes(std::string_view bytes) {
  const int code = sqlite3_bind_blob(statement_.get(), next_parameter_++, bytes.data(), static_cast<int>(bytes.size()),
                                     SQLITE_TRANSIENT);
  if (code != SQLITE_OK) fail_with(code);
  return *this;
}

Statement& Statement::bind_null() {
  sqlite3_bind_null(statement_.get(), next_parameter_++);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail_with(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::string Statement::text(int column) const {
  return optional_text(column).value_or("");
}

std::optional<std::string> Statement::optional_text(int column) const {
  const auto* data = sqlite3_column_text(statement_.get(), column);
  if (data == nullptr) return std::nullopt;
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return std::string{reinterpret_cast<const char*>(data), size};  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Transaction::Transaction(Database& database) : database_(database) {
  if (database_.has_moved()) throw Error(ErrorKind::store_unavailable);
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // A failed statement may already have ended the transaction; then there is nothing to undo.
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
  if (database_.has_moved()) throw Error(ErrorKind::store_unavailable);
}

Snapshot::Snapshot(Database& database) : database_(database) {
  database_.execute("BEGIN");
}

Snapshot::~Snapshot() {
  sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace demur::store
