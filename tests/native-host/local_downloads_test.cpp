#include "tagged/local_downloads.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "platform/error.hpp"
#include "platform/paths.hpp"
#include "support.hpp"

using namespace demur;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& content = "") {
  fs::create_directories(file.parent_path());
  std::ofstream{file} << content;
}

/// Sets a file's time, in hours from now.
void age(const fs::path& file, int hours) {
  fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours{hours});
}

std::string platform(const char* name) {
  const auto told = tagged::read_download_name(name);
  return told ? told->platform : "none";
}

int part(const char* name) {
  const auto told = tagged::read_download_name(name);
  return told && told->part ? told->part->number : 0;
}

std::vector<std::string> names(const std::vector<fs::path>& paths) {
  std::vector<std::string> names(paths.size());
  std::transform(paths.begin(), paths.end(), names.begin(), [](const auto& path) { return path.filename().string(); });
  return names;
}

}  // namespace

TEST_CASE("a download is known by its name") {
  CHECK(platform("facebook-anna.example-2026-11-20-UXHPhjRr") == "facebook");
  CHECK(platform("facebook-anna-2026-11-20") == "facebook");
  CHECK(platform("instagram-anna_b-2026-04-01-2FW22fj") == "instagram");
  CHECK(platform("instagram-anna-20241012") == "instagram");
  CHECK(platform("meta-2026-Jan-10-17-13-19") == "meta");
  for (const char* other : {"", "facebook", "facebook-icons", "facebook--2026-11-20", "my-facebook-anna-2026-11-20",
                            "facebook-anna-2026-11-200", "instagram-anna-202410123", "meta-2026-01-10-17-13-19"})
    CHECK(platform(other) == "none");
}

TEST_CASE("a part is known by its number, which is neither a day nor Meta's own sign") {
  CHECK(part("facebook-anna-2026-11-20-UXHPhjRr-2") == 2);
  CHECK(part("facebook-anna-2026-11-20-3") == 3);
  CHECK(part("facebook-anna-2026-11-20_part_12") == 12);
  CHECK(part("instagram-anna-20241012-part2") == 2);
  for (const char* whole : {"facebook-anna-2026-11-20", "facebook-anna-2026-11-20-UXHPhjR7", "instagram-anna-20241012",
                            "facebook-anna-2026-11-20-12345678", "meta-2026-Jan-10-17-13-19"})
    CHECK(part(whole) == 0);
  CHECK(tagged::read_download_name("facebook-anna-2026-11-20-2 (1)")->part->number == 2);
  CHECK(tagged::read_download_name("facebook-anna-2026-11-20-Ux (3)")->copy_of == "facebook-anna-2026-11-20-Ux");
  CHECK(tagged::read_download_name("facebook-anna-2026-11-20-Ux(3)")->copy_of == "facebook-anna-2026-11-20-Ux");
}

TEST_CASE("the downloads of a folder are found, newest first, the parts of one as one") {
  test::TemporaryFolder folder;
  const auto& downloads = folder.path();
  const auto first = downloads / "facebook-anna-2026-11-20-UXHPhjRr-1.zip";
  const auto second = downloads / "facebook-anna-2026-11-20-UXHPhjRr-2.ZIP";
  write(first, "12345");
  write(second, "123");
  write(downloads / "facebook-anna-2026-11-20-UXHPhjRr-2 (1).ZIP", "a second download");
  write(downloads / "facebook-anna-2026-11-19-UXHPhjRr-3.zip.crdownload");
  const auto unpacked = downloads / "instagram-anna-2026-04-01-2FW22fj";
  fs::create_directories(unpacked / "connections" / "followers_and_following");
  write(downloads / "instagram-bea-2026-04-01-2FW22fj.zip");
  write(downloads / "invoice.zip");
  age(first, -5);
  age(second, -4);
  age(downloads / "instagram-bea-2026-04-01-2FW22fj.zip", -6);
  const auto found = tagged::find_downloads(downloads);
  REQUIRE(found.size() == 3);
  CHECK(found[0].path == unpacked);
  CHECK(found[0].platform == "instagram");
  CHECK(found[0].bytes == 0);
  CHECK(found[1].path == first);
  CHECK(found[1].platform == "facebook");
  CHECK(found[1].parts == 2);
  CHECK(found[1].bytes == 8);
  CHECK(found[1].modified_at > system_now() - std::chrono::minutes{241});
  CHECK(found[2].path.filename() == "instagram-bea-2026-04-01-2FW22fj.zip");
  CHECK(tagged::find_downloads(downloads / "missing").empty());
}

TEST_CASE("no more downloads are found than an answer may hold") {
  test::TemporaryFolder folder;
  for (int i = 0; i < 60; ++i) write(folder.path() / ("facebook-anna" + std::to_string(i) + "-2026-11-20-x.zip"));
  CHECK(tagged::find_downloads(folder.path()).size() == tagged::max_local_downloads);
}

TEST_CASE("all parts beside one are read, and a gap is named") {
  test::TemporaryFolder folder;
  const auto at = [&folder](const char* name) { return folder.path() / name; };
  for (const char* name : {"facebook-anna-2026-11-20-Ux-2.zip", "facebook-anna-2026-11-20-Ux-10.zip",
                           "facebook-anna-2026-11-20-Ux-1.zip", "facebook-anna-2026-11-21-Ux-1.zip", "other.zip"})
    write(at(name));
  const auto missing = [&](const char* name) -> std::string {
    try {
      tagged::with_parts({at(name)});
    } catch (const Error& error) {
      CHECK(error.details().front() == Error::Detail{"reason", "part-missing"});
      return std::get<std::string>(error.details().back().second);
    }
    return "none";
  };
  CHECK(missing("facebook-anna-2026-11-20-Ux-2.zip") == "facebook-anna-2026-11-20-Ux-3.zip");
  CHECK(missing("facebook-anna-2026-11-21-Ux-1.zip") == "none");
  fs::remove(at("facebook-anna-2026-11-20-Ux-10.zip"));
  CHECK(
      names(tagged::with_parts(
          {at("facebook-anna-2026-11-20-Ux-2.zip"), at("other.zip"), at("facebook-anna-2026-11-20-Ux-1.zip")})) ==
      std::vector<std::string>{"facebook-anna-2026-11-20-Ux-1.zip", "facebook-anna-2026-11-20-Ux-2.zip", "other.zip"});
  fs::remove(at("facebook-anna-2026-11-20-Ux-1.zip"));
  CHECK(missing("facebook-anna-2026-11-20-Ux-2.zip") == "facebook-anna-2026-11-20-Ux-1.zip");
}
