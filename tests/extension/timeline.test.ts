import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Row } from "../../extension/model/account-rows.ts";
import { dayOf } from "../../extension/model/day-label.ts";
import type { Objection, Status } from "../../extension/model/protocol.ts";
import { axisFor, lanesOf, segmentsOf, ticksOf } from "../../extension/model/timeline.ts";
import { holds } from "../fixtures/holds.ts";

const now = new Date("2026-11-23T12:00:00.000Z");

function row(label: string, status?: Status, submittedAt = "2025-05-03T12:00:00.000Z", statusSince = submittedAt): Row {
  const base = { platform: "facebook", label, email: "a@x.org" } as const;
  if (!status || status === "withdrawn") return { ...base, status: "none" };
  const objection: Objection = {
    id: label,
    formId: "1",
    platform: "facebook",
    email: "a@x.org",
    pageUrl: "https://www.facebook.com/",
    submittedAt,
    recordedAt: submittedAt,
    precision: "instant",
    source: { by: "page" },
    status,
    statusSince,
    statusPrecision: "instant",
  };
  return { ...base, status, since: statusSince, precision: "instant", objectionId: label, objection };
}

describe("the picture of who has objected since when", () => {
  const axis = axisFor([row("a", "confirmed")], now);

  it("gives the last three months 60 per cent, and begins before the first objection", () => {
    assert.equal(axis.place(now), 1);
    holds(Math.abs(axis.place("2026-08-23T12:00:00.000Z") - 0.4) < 0.005);
    holds(axis.place("2025-05-03T12:00:00.000Z") > 0);
    assert.equal(axis.place("2020-01-01T00:00:00.000Z"), 0);
    assert.equal(axis.place("2030-01-01T00:00:00.000Z"), 1);
  });

  it("begins before the training where nobody had objected then", () => {
    holds(axisFor([], now).place("2025-05-27T00:00:00.000Z") > 0);
  });

  it("begins its last three months on the last day of a month that has no 31st", () => {
    assert.equal(dayOf(axisFor([], new Date(2026, 4, 31, 12)).recent), "2026-02-28");
    assert.equal(dayOf(axisFor([], new Date(2026, 4, 28, 12)).recent), "2026-02-28");
  });

  it("draws the training, the year and the months in order, with words only where they fit", () => {
    const ticks = ticksOf(axis);
    assert.deepEqual(
      ticks.map(({ kind }) => kind),
      ["training", "year", "month", "month", "month"],
    );
    const inDecember = ticksOf(axisFor([], new Date("2026-12-02T12:00:00.000Z")));
    assert.equal(inDecember.at(-1)?.hasRoom, false);
    for (const places of [ticks, inDecember].map((all) => all.filter(({ hasRoom }) => hasRoom).map(({ place }) => place)))
      places.forEach((place, index) => {
        holds(index === 0 || place - (places[index - 1] ?? 0) >= 0.12);
      });
  });

  it("shows waiting until Meta's answer or its deadline, and what came of it after", () => {
    const kinds = (of: Row) => segmentsOf(of, axis).map(({ kind }) => kind);
    assert.deepEqual(kinds(row("a")), ["none"]);
    assert.deepEqual(kinds(row("a", "received", "2026-11-22T12:00:00.000Z")), ["waiting"]);
    assert.deepEqual(kinds(row("a", "overdue", "2026-10-12T12:00:00.000Z", "2026-11-12T23:59:59.000Z")), [
      "waiting",
      "needs-you",
    ]);
    assert.deepEqual(kinds(row("a", "confirmed", "2025-05-03T12:00:00.000Z", "2025-05-03T12:05:00.000Z")), ["confirmed"]);
    assert.deepEqual(kinds(row("a", "withdrawn", "2026-09-01T12:00:00.000Z", "2026-10-01T12:00:00.000Z")), ["none"]);
    for (const { from, to } of segmentsOf(row("a", "overdue", "2026-10-12T12:00:00.000Z", "2026-11-12T23:59:59.000Z"), axis))
      holds(from < to && to <= 1);
  });

  it("keeps a person's accounts together, but the urgent ones first where there are many", () => {
    const labels = (rows: readonly Row[]) => lanesOf(rows).map(({ label }) => label);
    assert.deepEqual(labels([row("Ben"), row("Anna"), row("Ben")]), ["Anna", "Ben", "Ben"]);
    assert.deepEqual(labels(Array.from({ length: 8 }, (_, index) => row(String(8 - index)))), "1 2 3 4 5 6 7 8".split(" "));
    const many = Array.from({ length: 9 }, (_, index) => row(String(9 - index)));
    assert.deepEqual(labels(many), ["9", "8", "7", "6", "5", "4", "3", "2", "1"]);
  });
});
