// Linux's file system numbers, processes that share a database after fork(2), and SQLite's ways to the files there.
#include <linux/magic.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "catch.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "support.hpp"

using namespace demur;

namespace {

/// What a folder on a network file system looks like to the store.
FileSystem network_file_system(const std::filesystem::path&) {
  return FileSystem::network;
}

std::string journal_of(store::Database& database) {
  store::Statement mode{database, "PRAGMA journal_mode"};
  mode.step();
  return mode.text(0);
}

bool has_log_files(const std::filesystem::path& folder) {
  return std::filesystem::exists(folder / "demur.sqlite3-wal") || std::filesystem::exists(folder / "demur.sqlite3-shm");
}

std::int64_t count(store::Database& database) {
  return history::Objections{database, system_now}.count({});
}

/// A separate process, since locks are between processes. Exits with 0 if all was recorded.
pid_t start_writer(const std::filesystem::path& folder, int writes) {
  const auto child = ::fork();
  if (child != 0) return child;
  try {
    store::Database database{folder, network_file_system};
    history::Objections objections{database, system_now};
    for (int i = 0; i < writes; ++i) objections.record(test::annas_objection(random_uuid()));
    ::_exit(EXIT_SUCCESS);
  } catch (const Error&) {
    ::_exit(EXIT_FAILURE);
  }
}

/// SQLite's own way to access files on systems that can neither lock them nor share memory.
class WithoutSharedMemory {
 public:
  WithoutSharedMemory() { sqlite3_vfs_register(sqlite3_vfs_find("unix-dotfile"), 1); }
  WithoutSharedMemory(const WithoutSharedMemory&) = delete;
  WithoutSharedMemory& operator=(const WithoutSharedMemory&) = delete;
  ~WithoutSharedMemory() { sqlite3_vfs_register(usual_, 1); }

 private:
  sqlite3_vfs* usual_ = sqlite3_vfs_find(nullptr);
};

}  // namespace

TEST_CASE("file systems of other computers, and those that a program serves, are network file systems") {
  for (const std::uint32_t type : {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, V9FS_MAGIC, FUSE_SUPER_MAGIC, CEPH_SUPER_MAGIC})
    CHECK(file_system_of_type(type) == FileSystem::network);
  CHECK(file_system_of_type(CIFS_SUPER_MAGIC) == FileSystem::network);
  CHECK(file_system_of_type(SMB2_SUPER_MAGIC) == FileSystem::network);
  for (const std::uint32_t type : {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, TMPFS_MAGIC, OVERLAYFS_SUPER_MAGIC})
    CHECK(file_system_of_type(type) == FileSystem::local);
  CHECK(file_system_of_type(BTRFS_SUPER_MAGIC) == FileSystem::local);
  CHECK(file_system_of("/proc") == FileSystem::local);
  CHECK(file_system_of("/nowhere/at/all") == FileSystem::local);
}

TEST_CASE("on a network file system many writers share a database without the write-ahead log, and lose nothing") {
  test::TemporaryFolder folder;
  constexpr int writers = 4, writes = 15;
  std::vector<pid_t> children;
  for (int i = 0; i < writers; ++i) children.push_back(start_writer(folder.path(), writes));
  for (const auto child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  store::Database database{folder.path(), network_file_system};
  CHECK(journal_of(database) == "delete");
  CHECK(count(database) == writers * writes);
  CHECK_FALSE(history::verify(database).first_broken);
  CHECK_FALSE(has_log_files(folder.path()));
}

TEST_CASE("where the system can't share memory the rollback journal is used") {
  test::TemporaryFolder folder;
  const WithoutSharedMemory on_network;
  store::Database database{folder.path()};
  CHECK(journal_of(database) == "delete");
  history::Objections{database, system_now}.record(test::annas_objection());
  store::Database second{folder.path()};
  CHECK(count(second) == 1);
  CHECK_FALSE(has_log_files(folder.path()));
}
