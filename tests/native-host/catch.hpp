#pragma once
// One place that knows which of the two generations of Catch2 is there.
#ifdef DEMUR_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
