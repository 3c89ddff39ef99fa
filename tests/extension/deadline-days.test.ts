import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Deadlines, Objection } from "../../extension/model/protocol.ts";
import { deadlinesOf } from "../../extension/pages/history/record/deadline-bar.ts";
import { Draft } from "../../extension/pages/letter/draft.ts";
import { sinceLine, statusLine } from "../../extension/pages/status-lines.ts";
import { inPageWorld } from "./page-world.ts";

const sent = "2025-05-08T12:00:00.000Z";
const objection: Objection = {
  id: "1",
  formId: "712876720715583",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/help/contact/712876720715583",
  submittedAt: sent,
  recordedAt: sent,
  precision: "instant",
  source: { by: "page" },
  status: "submitted",
  statusSince: sent,
  statusPrecision: "instant",
};
/** The end of 9 June in Ireland, as the host gives it. */
const answerDueBy = "2025-06-09T22:59:59.999Z";
const ofMoment: Deadlines = { precision: "instant", confirmationExpectedBy: "2025-05-10T12:00:00.000Z", answerDueBy };
const ofDay: Deadlines = {
  precision: "day",
  confirmationExpectedBy: "2025-05-10T00:00:00.000Z",
  answerDueBy: "2025-06-09T00:00:00.000Z",
};

describe("the day on which Meta’s answer is due", () => {
  inPageWorld();

  /** The words at the deadline and below today, on a bar drawn at that moment of the zone's clock. */
  const shown = (zone: string, moment: string, deadlines = ofMoment) => {
    process.env["TZ"] = zone;
    const items = [...(deadlinesOf(objection, deadlines, new Date(moment)) as HTMLElement).querySelectorAll("li")];
    const [due, today] = items.slice(-2).map((item) => item.textContent.replaceAll("\u00a0", " "));
    return [/^\d+ \w+/u.exec(due ?? "")?.[0], /deadline.*$/u.exec(today ?? "")?.[0]];
  };

  it("is the same in the number of days as beside its tick, also where it ends after midnight", () => {
    for (const zone of ["Europe/Berlin", "Europe/Helsinki", "Europe/Dublin", "Atlantic/Azores", "America/Martinique"])
      for (const deadlines of [ofMoment, ofDay]) {
        assert.deepEqual(shown(zone, "2025-06-08T12:00", deadlines), ["9 June", "deadlineLeft_one 1"], zone);
        assert.deepEqual(shown(zone, "2025-06-09T12:00", deadlines), ["9 June", "deadlineToday"], zone);
        assert.deepEqual(shown(zone, "2025-06-10T12:00", deadlines), ["9 June", "deadlineLate_one 1"], zone);
        assert.deepEqual(shown(zone, "2025-06-11T12:00", deadlines), ["9 June", "deadlineLate_other 2"], zone);
      }
  });

  it("isn't over before Ireland's midnight", () => {
    assert.deepEqual(shown("Europe/Berlin", "2025-06-10T00:30"), ["9 June", "deadlineToday"]);
    assert.deepEqual(shown("Europe/Berlin", "2025-06-10T01:30"), ["9 June", "deadlineLate_one 1"]);
  });

  it("is the day until which a complaint has to wait", () => {
    process.env["TZ"] = "Europe/Berlin";
    const deadlines = { ...ofMoment, answerDueBy: "2199-06-09T22:59:59.999Z" };
    const draft = new Draft("complaint", { objection, events: [], deadlines }, undefined);
    draft.write({ country: "NL", region: "", name: "", postalAddress: "" });
    assert.equal(draft.element.textContent, "letterTooEarly 9\u00a0June\u00a02199");
  });

  it("is the day since which an objection is overdue", () => {
    for (const zone of ["Europe/Berlin", "Pacific/Auckland", "America/Martinique"]) {
      process.env["TZ"] = zone;
      for (const [since, precision] of [
        [answerDueBy, "instant"],
        ["2025-06-09T00:00:00.000Z", "day"],
        ["2025-12-09T00:00:00.000Z", "day"],
      ] as const)
        for (const line of [statusLine, sinceLine])
          assert.match(line({ status: "overdue", since, precision }), /9\u00a0(?:June|December)\u00a02025/u, zone);
    }
  });
});
