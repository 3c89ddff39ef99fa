#include "reading/downloads/written_day.hpp"

#include "catch.hpp"

using namespace demur;
using namespace std::chrono;

TEST_CASE("the day of a page is read in its language, whatever stands first") {
  const auto day = year{2024} / July / 9;
  for (const auto* const text : {"Jul 09, 2024 10:46:03 am",
                                 "July 9, 2024 at 10:46 AM",
                                 "9 July 2024, 22:46",
                                 "Tuesday, 9 July 2024 at 10:00 UTC+01",
                                 "Dienstag, 9. Juli 2024, 10:00",
                                 "9. Juli 2024 um 22:46",
                                 "juli 09, 2024 10:46",
                                 "9 juillet 2024 à 22:46",
                                 "10:12 July 9, 2024",

                                 "9 de julio de 2024, 22:46:03",
                                 "9 de jul. de 2024 10:46",
                                 "9 lipca 2024 22:46",
                                 "2024 m. liepos 9 d. 10:46",
                                 "2024. gada 9. jūlijs 22:46",
                                 "2024. július 9. 22:46",
                                 "9 юли 2024 г., 22:46",
                                 "9 Ιουλίου 2024",
                                 "9. heinäkuuta 2024 klo 22.46",
                                 "9 Iúil 2024",
                                 "9 ta’ Lulju 2024",
                                 "9 июля 2024 г. в 22:46",
                                 "9 липня 2024 р.",
                                 "9 Temmuz 2024 22:46",
                                 "9 tháng 7, 2024 lúc 22:46",
                                 "2024年7月9日 上午10:46"}) {
    INFO(text);
    CHECK(reading::written_day(text) == day);
  }
}

TEST_CASE("a text that says more than a day, or not for certain which, is none") {
  for (const auto* const text : {"",
                                 "2024",
                                 "July 2024",
                                 "9 July",
                                 "09.07.2024",
                                 "07/09/2024",
                                 "2024-07-09",
                                 "Sommer 9. Juli 2024 in Wien",
                                 "9 July 2024 with Zoë",
                                 "9 July 10 2024",
                                 "10:12 July 9",

                                 "July 9 and 10, 2024",
                                 "9 July 2024 and 10 July 2024",
                                 "32 July 2024",
                                 "31 June 2024",
                                 "9 July 1998",
                                 "9 July 2024 2025",
                                 "9 July 2024 99:10",
                                 "9 July 2024 1 2 3 4",
                                 "May",
                                 "May 2024"}) {
    INFO(text);
    CHECK_FALSE(reading::written_day(text));
  }
  // A day in November in Polish, and in October in Croatian.
  CHECK_FALSE(reading::written_day("9 lis 2024"));
  CHECK(reading::written_day("9 studenoga 2024") == year{2024} / November / 9);
}
