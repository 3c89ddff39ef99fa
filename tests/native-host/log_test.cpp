#include "platform/log.hpp"

#include "catch.hpp"

using namespace demur;

TEST_CASE("a masked address keeps the first character of each part") {
  CHECK(log::masked_address("anna@example.org") == "a…@e…");
  CHECK(log::masked_address("anna") == "a…");
}
