import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { bringInBox } from "../../extension/pages/history/record/bring-in.ts";
import type { HistoryImportResult, HistoryPreviewResult } from "../../extension/model/protocol.ts";
import { openPageWorld } from "./page-world.ts";

type Preview = NonNullable<HistoryPreviewResult["preview"]>;
type Merged = NonNullable<HistoryImportResult["merged"]>;

const merged = (counts: Partial<Merged>): Merged => ({
  entries: 0,
  objections: 0,
  removed: 0,
  setAside: 0,
  agreed: 0,
  ...counts,
});

describe("bringing in the history of another computer", () => {
  let world: ReturnType<typeof openPageWorld>;
  let preview: Preview;
  let outcome: Merged;
  /** What the host was asked to import. */
  let imported: { withChanges?: boolean }[];
  let additions: number;
  let box: HTMLElement;

  const answers: Record<string, (params: { withChanges?: boolean }) => unknown> = {
    "history.preview": () => ({ preview }),
    "history.import": (params) => {
      imported.push(params);
      return { merged: outcome };
    },
  };

  beforeEach(() => {
    [imported, additions] = [[], 0];
    world = openPageWorld((kind, ask) => {
      if (kind !== "call") return undefined;
      const { method, params } = ask as { method: string; params: { withChanges?: boolean } };
      return { ok: true, result: answers[method]?.(params) };
    });
    box = bringInBox(() => {
      additions += 1;
    });
  });
  afterEach(() => {
    world.close();
  });

  const words = () => box.querySelector("[role=status]")?.textContent ?? "";
  const told = async (sign: RegExp) => {
    while (!sign.test(words())) await new Promise((resolve) => setImmediate(resolve));
  };
  const choose = async () => {
    const field = box.querySelector("input") ?? assert.fail("no field for the file");
    Object.defineProperty(field, "files", { value: [new File(["{}"], "history.json")], configurable: true });
    field.dispatchEvent(new window.Event("change"));
    await told(/previewHeadline/);
  };
  const bringIn = async (button: string) => {
    await choose();
    const press = [...box.querySelectorAll("button")].find(({ textContent }) => textContent.includes(button));
    (press ?? assert.fail(`no ${button}`)).click();
    await told(/copyBroughtIn|copyNothingNew/);
  };

  it("takes everything in where the file changes nothing that the person would be asked about", async () => {
    preview = { adds: 1, changes: [], erases: 0 };
    outcome = merged({ entries: 2, objections: 1 });
    await bringIn("previewYes");
    assert.deepEqual(
      imported.map(({ withChanges }) => withChanges),
      [undefined],
    );
    assert.match(words(), /copyBroughtIn.* 2/);
    assert.equal(additions, 1);
  });

  it("asks where the file only adds entries to objections that are here, which may say something else about them", async () => {
    preview = { adds: 0, changes: [], erases: 0, entries: 1 };
    outcome = merged({ entries: 1, setAside: 1 });
    await bringIn("previewWithout");
    assert.deepEqual(
      imported.map(({ withChanges }) => withChanges),
      [undefined],
    );
    assert.match(words(), /copySetAside.* 1/);
    await choose();
    assert.match(words(), /previewEntries.* 1/);
  });

  it("asks where only the standing of an account would change, and tells what waits without the changes", async () => {
    preview = {
      adds: 1,
      changes: [],
      erases: 0,
      standings: [{ platform: "facebook", email: "anna@example.org", from: "confirmed", to: "none" }],
    };
    outcome = merged({ entries: 3, objections: 1, setAside: 2 });
    await bringIn("previewWithout");
    assert.deepEqual(
      imported.map(({ withChanges }) => withChanges),
      [undefined],
    );
    assert.match(words(), /copyBroughtIn.* 3.*copySetAside 2/);
  });

  it("names the accounts and what would become of them", async () => {
    preview = {
      adds: 1,
      changes: [],
      erases: 0,
      standings: [{ platform: "facebook", email: "anna@example.org", from: "confirmed", to: "none" }],
    };
    await choose();
    assert.match(words(), /previewStandings 1/);
    assert.match(words(), /anna@example\.org.*statusConfirmed → statusNone/);
  });

  it("counts as new what waited for the person's agreement, and nothing that was here", async () => {
    preview = { adds: 0, changes: [], erases: 1 };
    outcome = merged({ agreed: 3, removed: 1 });
    await bringIn("previewAll");
    assert.match(words(), /copyBroughtIn.* 3.*copyErased/);
    assert.equal(additions, 1);
    outcome = merged({});
    await bringIn("previewWithout");
    assert.match(words(), /copyNothingNew/);
    assert.equal(additions, 1);
    assert.deepEqual(
      imported.map(({ withChanges }) => withChanges),
      [true, undefined],
    );
  });
});
