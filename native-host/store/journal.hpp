#pragma once

namespace demur::store {

class Database;

/// How SQLite keeps a change until it is whole: a write-ahead log, which is fast but needs memory that all programs
/// with the file open share, or a rollback journal, which works on network drives as well.
/// https://www.sqlite.org/wal.html Either is a property of the file and stays when it is closed.

/// Turns the write-ahead log on; where the system can't share memory the rollback journal stays.
void use_write_ahead_log(Database& database);

/// Turns the write-ahead log off, without shared memory; to be called before anything is read. Throws demur::Error:
/// store-busy where another program has the file open.
void leave_write_ahead_log(Database& database);

/// Writes the write-ahead log's content into the file and truncates the log. False where another program goes on
/// reading it for longer than the database waits: then the content is still there.
bool empty_write_ahead_log(Database& database);

}  // namespace demur::store
