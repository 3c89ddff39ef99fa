#pragma once
// The one place that knows which of the two generations of Catch2 is installed.
#ifdef DEMUR_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
