#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "history/check_file.hpp"
#include "history/collected.hpp"
#include "history/hashing_source.hpp"
#include "platform/time.hpp"

/// Makes rows from histories that other people have exported.
namespace demur::history {

/// What is the same for all files.
struct Collection {
  std::vector<AddedKey> added;  ///< Keys to check e-mails with, besides those of the manifest.
  Time now;                     ///< For which the status is computed.
  PersonalData personal;
  std::filesystem::path folder;  ///< Where personal data may be kept until the end of a file, in a file without a name.
};

/// One of them.
struct CollectedFile {
  std::int64_t number;  ///< From 1.
  std::string name;     ///< Personal data.
};

struct CollectionResult {
  FileCheck check;           ///< With a `refusal` there are no rows.
  std::int64_t rows = 0;     ///< Objections.
  std::int64_t erased = 0;   ///< Objections that the person has erased.
  std::int64_t unclear = 0;  ///< Objections whose `submitted` entry can't be read.
};

/// Nobody's objection has more events.
inline constexpr std::int64_t max_events_of_objection = 10'000;

/// Checks a history as `check_file` does, and passes on a row for each objection in it, in the order of the file, even
/// where it is not intact: the row says so. Besides the reasons of `check_file`, a file is refused for
/// `too-many-events`. Holds one entry, or the events of one objection, at a time. Throws demur::Error: reader-failed,
/// and the store's faults.
CollectionResult collect_file(HashingSource& bytes, const CollectedFile& file, const Collection& collection,
                              const std::function<void(const CollectedObjection&)>& take);

}  // namespace demur::history
