#include <fmt/core.h>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "history/added_keys.hpp"
#include "history/open_history.hpp"
#include "platform/paths.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

const char* words_for(history::KeyRefusal refusal) {
  switch (refusal) {
    case history::KeyRefusal::name:
      return "This is not the name of a key. It must look like this: s1._domainkey.facebookmail.com";
    case history::KeyRefusal::record:
      return "This is not a complete key. Copy the whole text of the record, in quotation marks.";
    default:
      return "There are too many keys. Remove one that you don't need.";
  }
}

/// Runs on the keys in this person's history, and reports what goes wrong.
template <typename Run>
ExitCode on_keys(Run run) {
  restrict_new_files();
  try {
    return run(*history::open_history(data_directory()));
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace

ExitCode add_key(const std::string& name, const std::string& record) {
  return on_keys([&](store::Database& database) {
    if (const auto refusal = history::add_key(database, name, record, system_now())) {
      fmt::print(stderr, "{}\n", words_for(*refusal));
      return failure;
    }
    fmt::print("Added. From now on, signatures that need this key can be checked.\n");
    return success;
  });
}

ExitCode list_keys() {
  return on_keys([](store::Database& database) {
    for (const auto& key : history::list_keys(database))
      fmt::print("{}\n  {}\n  Added on {}\n", key.name, key.record, key.added_at.substr(0, key.added_at.find('T')));
    return success;
  });
}

ExitCode remove_key(const std::string& name) {
  return on_keys([&](store::Database& database) {
    if (history::remove_key(database, name)) return success;
    fmt::print(stderr, "There is no such key.\n");
    return failure;
  });
}

}  // namespace demur::command_line
