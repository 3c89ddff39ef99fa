#include <fstream>

#include "catch.hpp"
#include "support.hpp"
#include "tagged/local_downloads.hpp"

using namespace demur;
namespace fs = std::filesystem;

TEST_CASE("a link is no download, whatever it leads to") {
  const test::TemporaryFolder downloads, elsewhere;
  std::ofstream{elsewhere.path() / "x.zip"} << "x";
  fs::create_symlink(elsewhere.path() / "x.zip", downloads.path() / "facebook-carl-2026-11-20-x.zip");
  fs::create_directory_symlink(elsewhere.path(), downloads.path() / "facebook-dora-2026-11-20-x");
  CHECK(tagged::find_downloads(downloads.path()).empty());
}
