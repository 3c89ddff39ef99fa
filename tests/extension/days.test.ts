import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import {
  daysAgo,
  formatDate,
  formatDay,
  formatMoment,
  formatMonth,
  formatMonthShort,
  formatYear,
  isSameDay,
} from "../../extension/ui/i18n.ts";

// Summer time began there on 30 March 2025, a day of 23 hours, and ended on 26 October 2025, one of 25.
process.env["TZ"] = "Europe/Berlin";

describe("the days since a moment", () => {
  const ago = (time: string, now: string) => daysAgo(time, new Date(now));

  it("are counted by midnights where the person is, and not by hours", () => {
    assert.equal(ago("2025-05-03T00:00:00+02:00", "2025-05-03T23:59:59+02:00"), 0);
    assert.equal(ago("2025-05-03T23:59:59+02:00", "2025-05-04T00:00:00+02:00"), 1);
    assert.equal(ago("2025-05-02T00:00:00+02:00", "2025-05-03T23:59:59+02:00"), 1);
    assert.equal(ago("2025-05-03T23:30:00Z", "2025-05-04T12:00:00Z"), 0);
    assert.equal(ago("2025-05-04T12:00:00Z", "2025-05-03T12:00:00Z"), -1);
  });

  it("are whole where the clocks were changed", () => {
    assert.equal(ago("2025-03-29T12:00:00+01:00", "2025-03-31T12:00:00+02:00"), 2);
    assert.equal(ago("2025-10-26T00:00:00+02:00", "2025-10-26T23:59:59+01:00"), 0);
    assert.equal(ago("2025-10-25T12:00:00+02:00", "2025-10-27T12:00:00+01:00"), 2);
  });

  it("are none between two moments of one day", () => {
    assert.equal(isSameDay("2025-05-03T00:00:00+02:00", "2025-05-03T23:59:59+02:00"), true);
    assert.equal(isSameDay("2025-05-03T23:59:59+02:00", "2025-05-04T00:00:00+02:00"), false);
  });
});

describe("a date in a language that the browser doesn't know", () => {
  it("is written in digits, and not in English", ({ mock }) => {
    Object.assign(globalThis, { chrome: { i18n: { getMessage: () => "ga" } } });
    const day = "2025-05-03T12:00:00+02:00";
    assert.equal(formatDate(day), "3\u00a0Bealtaine\u00a02025");
    mock.method(Intl.DateTimeFormat, "supportedLocalesOf", () => []);
    assert.equal(formatDate(day), "03/05/2025");
    assert.equal(formatDate(day, { beside: day }), "03/05/2025");
    assert.equal(formatMonth(day), "05/2025");
    assert.equal(formatMonthShort(new Date(day)), "05");
    assert.equal(formatMonthShort(new Date(day), { withYear: true }), "05/2025");
    assert.equal(formatYear(new Date(day)), "2025");
    assert.equal(formatMoment(day), "03/05/2025, 12:00");
    assert.match(formatDay(new Date().toISOString()), /^\d\d\/\d\d\/\d{4}$/u);
  });
});

describe("a date", () => {
  it("is written in one place, so that no other can forget the languages that the browser doesn't know", () => {
    const folder = new URL("../../extension/", import.meta.url);
    // The other one only asks which day it is in Ireland.
    const places = ["model/date-format.ts", "model/metas-day.ts"];
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const writes = (file: string) =>
      /\bDateTimeFormat\(|\.toLocale(?:Date|Time)?String\(/u.test(readFileSync(new URL(file, folder), "utf8"));
    assert.deepEqual(files.filter(writes).sort(), places);
  });
});
