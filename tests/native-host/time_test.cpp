#include "platform/time.hpp"
#include "catch.hpp"

using demur::from_rfc3339;
using demur::to_rfc3339;

TEST_CASE("times are read and written as RFC 3339") {
  CHECK(to_rfc3339(from_rfc3339("2026-11-23T09:00:00.25Z").value()) == "2026-11-23T09:00:00.250Z");
  CHECK(to_rfc3339(from_rfc3339("2024-02-29T23:59:59Z").value()) == "2024-02-29T23:59:59.000Z");
  CHECK(to_rfc3339(from_rfc3339("2026-11-23T09:00:00.123456789Z").value()) == "2026-11-23T09:00:00.123Z");
}

TEST_CASE("what is no time is not read") {
  for (const char* text :
       {"", "2026-11-23", "2026-02-29T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T09:00:00+01:00",
        "2026-11-23T09:00:00.Z", "2026-11-23T09:00:00.1234567890Z", "2026-1--23T09:00:00Z", "2026-11-23 09:00:00Z"})
    CHECK_FALSE(from_rfc3339(text));
}
