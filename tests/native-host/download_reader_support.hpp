#pragma once
#include <fstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "download_fixtures.hpp"
#include "places.hpp"
#include "platform/child_process.hpp"
#include "reading/record.hpp"
#include "support.hpp"

namespace demur::test {

/// What the program says about a download.
struct Told {
  ChildEnd end = ChildEnd::failed;
  std::vector<reading::ItemRecord> items;
  std::vector<reading::AccountEmail> emails;
  std::vector<reading::SkippedFile> skipped;
  std::vector<std::string> platforms, stages;
  std::vector<bool> lists;
  std::int64_t total = 0, done = 0, count = -1;
  std::string unreadable;
  bool was_believed = true;
};

inline void note(Told& told, const reading::Line& line) {
  if (const auto* item = std::get_if<reading::ItemRecord>(&line)) told.items.push_back(*item);
  if (const auto* email = std::get_if<reading::AccountEmail>(&line)) told.emails.push_back(*email);
  if (const auto* skipped = std::get_if<reading::SkippedFile>(&line)) told.skipped.push_back(*skipped);
  if (const auto* list = std::get_if<reading::TaggedList>(&line)) told.lists.push_back(list->is_there);
  if (const auto* platform = std::get_if<reading::DownloadPlatform>(&line))
    told.platforms.push_back(platform->platform);
  if (const auto* stage = std::get_if<reading::Stage>(&line)) told.stages.push_back(stage->name);
  if (const auto* total = std::get_if<reading::Total>(&line)) told.total = total->bytes;
  if (const auto* progress = std::get_if<reading::Progress>(&line)) told.done = progress->bytes;
  if (const auto* end = std::get_if<reading::End>(&line)) told.count = end->count;
  if (const auto* unreadable = std::get_if<reading::Unreadable>(&line)) told.unreadable = unreadable->reason;
}

/// What the real program says about these bytes, given as a file without a name.
inline Told read_with(const std::string& content, const std::vector<std::string>& arguments) {
  TemporaryFolder folder;
  const auto input = folder.path() / "input";
  std::ofstream(input, std::ios::binary) << content;
  Program reader{test::reader_program(), arguments};
  reader.is_confined = true;
  Told told;
  told.end =
      run_child(reader, open_file(input), {std::chrono::seconds{20}, reading::max_line}, [&](std::string_view text) {
        const auto line = reading::read_line(text);
        told.was_believed = told.was_believed && line.has_value();
        if (line) note(told, *line);
        return true;
      });
  CHECK(told.end == ChildEnd::finished);
  CHECK(told.was_believed);
  return told;
}

inline Told read_zip(const std::vector<Packed>& files, const Ending& ending = {}) {
  return read_with(make_zip(files, ending), {"download"});
}

inline const std::string photo = "https://www.facebook.com/photo.php?fbid=1001";

inline void check_one(const Told& told, const std::string& name) {
  REQUIRE(told.items.size() == 1);
  CHECK(told.items[0].url == photo);
  CHECK(told.items[0].kind == "photo");
  CHECK(told.items[0].name.value_or("") == name);
  CHECK(told.items[0].at.value_or("") == "2023-11-14T22:13:20.000Z");
  CHECK(told.skipped.empty());
  CHECK(told.count == 1);
}

inline void check_skipped(const Told& told, const std::string& reason) {
  REQUIRE(told.skipped.size() == 1);
  CHECK(told.skipped[0].reason == reason);
  CHECK(told.unreadable.empty());
}

}  // namespace demur::test
