#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/files.hpp"
#include "store/prepared.hpp"

namespace demur::store {

class Database;

struct CloseConnection {
  void operator()(sqlite3* connection) const;
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

/// A prepared statement, bound and read by position. It must not outlive its database. Throws demur::Error for every
/// fault of the database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Binds the next parameter.
  Statement& bind(std::string_view text);
  Statement& bind(const char* text) { return bind(std::string_view{text}); }
  Statement& bind(std::int64_t number);
  Statement& bind_optional(const std::optional<std::string>& text);
  Statement& bind_bytes(std::string_view bytes);
  Statement& bind_null();

  /// Goes to the next row. False when there is none.
  bool step();
  /// Runs a statement that has no rows.
  void run();

  /// Reads a column of the current row, counted from 0.
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  /// The bytes of a BLOB; empty for NULL.
  [[nodiscard]] std::string bytes(int column) const;

 private:
  [[noreturn]] void fail_with(int code) const;

  PreparedStatements& home_;
  Prepared statement_;
  int next_parameter_ = 1;
};

/// The one SQLite file. Several hosts, one for each browser, may have it open at once; each object is used by one
/// thread at a time.
class Database {
 public:
  /// Tells which file system a folder is on. Injected, so that network file systems can be tested.
  using FileSystemOf = std::function<FileSystem(const std::filesystem::path&)>;

  /// Opens or creates `demur.sqlite3` in the folder and brings its schema up to date, after making a copy of an older
  /// file. Throws demur::Error: store-newer, store-corrupt, store-full, store-read-only, store-busy, store-unavailable.
  /// A file that can't be used is left as it is.
  explicit Database(const std::filesystem::path& directory, const FileSystemOf& file_system_of = demur::file_system_of);
  /// A database without tables, private to one task. If it grows large, it moves to a file without a name in the
  /// system's folder for temporary files, so nothing personal may be put into it. Throws as above.
  struct Scratch {};
  explicit Database(Scratch scratch);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Runs statements without parameters.
  void execute(const char* sql);
  /// Call after something was erased and committed: makes sure that it does not live on in the write-ahead log, or in a
  /// copy that an upgrade made. Where another program is reading the log, it is tried again when this database is
  /// closed.
  void forget_erased();
  /// Allows 24 MiB of cache for what a long write changes: with less, its pages would be read again and again.
  void widen_cache();
  [[nodiscard]] std::int64_t schema_version();
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[nodiscard]] PreparedStatements& prepared() { return prepared_; }

  /// Whether the open file is no longer the one at its path: it was moved, deleted or replaced.
  [[nodiscard]] bool has_moved() const;

  /// Throws the demur::Error for one of SQLite's result codes; call it right after SQLite returned that.
  [[noreturn]] static void fail(int code, sqlite3* database);

 private:
  void open(const std::filesystem::path& file);

  std::filesystem::path file_;
  Connection handle_;
  PreparedStatements prepared_;
  bool must_forget_ = false;
};

/// A transaction that takes the write lock at once (BEGIN IMMEDIATE). Undone unless committed. Throws store-unavailable
/// where the file was moved or deleted: what is written into it then is lost.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  /// Durable when it returns.
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

/// While it lives, everything read is from one moment, whatever other hosts write meanwhile. Not within a transaction.
class Snapshot {
 public:
  explicit Snapshot(Database& database);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot();

 private:
  Database& database_;
};

}  // namespace demur::store
