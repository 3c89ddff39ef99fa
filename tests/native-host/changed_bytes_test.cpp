// Exported histories in which any one byte was changed: two thousand files, each read as a file from elsewhere is.
#include <functional>
#include <string>
#include <variant>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/check_file.hpp"
#include "history/merge.hpp"

using namespace demur;
using test::annas_objection;
using test::Computer;
using test::exported;

namespace {

/// The bytes that can be changed without anybody noticing.
std::string unnoticed_in(const std::string& file, const std::function<bool(ByteSource&)>& is_accepted) {
  // The end of the line behind an entry is no part of it: white space there means nothing in JSON.
  const auto first = file.find("{\"chain\""), last = file.rfind("\n],\n\"ends\"");
  std::string unnoticed;
  for (std::size_t i = first; i < last; ++i) {
    if (file[i] == '\n') continue;
    auto changed = file;
    changed[i] = static_cast<char>(changed[i] == 'X' ? 'Y' : changed[i] ^ 1);
    MemorySource source{changed};
    if (is_accepted(source)) unnoticed += file[i];
  }
  return unnoticed;
}

}  // namespace

TEST_CASE("a changed byte of an exported entry is found, and nothing of the file is taken") {
  Computer from, to;
  from.objections.record(annas_objection());
  from.note(test::first_id, "received", "Thanks.");
  to.objections.record(annas_objection(test::second_id));
  const auto file = exported(from.database), before = exported(to.database);
  const auto merges = [&](ByteSource& source) {
    return std::holds_alternative<history::Merged>(
        history::merge(to.database, source, test::at(test::made_at), history::Agreement::changed));
  };
  CHECK(unnoticed_in(file, merges).empty());
  CHECK(exported(to.database) == before);
  MemorySource whole{file};
  CHECK(merges(whole));
}

TEST_CASE("a changed byte of an entry is found, wherever it is") {
  Computer computer;
  computer.objections.record(annas_objection());
  computer.note(test::first_id, "received", "Thanks.");
  computer.objections.record(annas_objection(test::second_id));
  const auto file = exported(computer.database);
  const auto is_whole = [](ByteSource& source) { return history::check_file(source, {}).is_whole(); };
  CHECK(unnoticed_in(file, is_whole).empty());
  MemorySource whole{file};
  CHECK(is_whole(whole));
}
