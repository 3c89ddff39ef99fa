import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { nextStage, stages, type Stage, type StageEvent } from "../../extension/model/submission-stages.ts";
import { holds } from "../fixtures/holds.ts";

/** Every transition, written out again by hand: whoever changes the table must mean it. */
const transitions: Record<Stage, string> = {
  typing: "press→pressed guess→guessed leave→left",
  guessed:
    "field-marked→marked next-step→typing code-asked→code thanks→received error-shown→page-error press→pressed edit→typing unclear→typing time-over→typing leave→left",
  pressed:
    "field-marked→marked next-step→typing code-asked→code thanks→received error-shown→page-error press→pressed unclear→asked time-over→waiting leave→left",
  waiting:
    "field-marked→marked next-step→typing code-asked→code thanks→received error-shown→page-error press→pressed unclear→asked time-over→asked leave→left",
  asked:
    "field-marked→marked next-step→typing code-asked→code thanks→received error-shown→page-error press→pressed yes→received no→denied leave→left",
  marked: "press→pressed guess→guessed edit→typing leave→left",
  denied: "press→pressed guess→guessed edit→typing leave→left",
  code: "thanks→received error-shown→page-error unclear→asked press→pressed leave→left",
  received: "press→pressed edit→typing",
  "page-error": "press→pressed edit→typing",
  left: "return→typing",
};

const events: readonly StageEvent[] = [
  "press",
  "guess",
  "edit",
  "field-marked",
  "next-step",
  "code-asked",
  "thanks",
  "error-shown",
  "unclear",
  "time-over",
  "yes",
  "no",
  "leave",
  "return",
];
const names = Object.keys(stages) as Stage[];

describe("the stages of a submission", () => {
  for (const [stage, listed] of Object.entries(transitions) as [Stage, string][]) {
    const wanted = new Map(listed.split(" ").map((pair) => pair.split("→") as [StageEvent, Stage]));
    for (const [event, next] of wanted)
      it(`${stage}: ${event} leads to ${next}`, () => {
        assert.equal(nextStage(stage, event), next);
      });
    it(`${stage}: nothing else changes it`, () => {
      const others = events.filter((event) => !wanted.has(event));
      assert.deepEqual(
        others.filter((event) => nextStage(stage, event) !== undefined),
        [],
      );
    });
  }

  it("reach each other: none is without a way in, and none without a way out", () => {
    const reached = new Set(names.flatMap((name) => Object.values(stages[name].on)));
    assert.deepEqual(new Set(names), reached);
    assert.deepEqual(
      names.filter((name) => Object.keys(stages[name].on).length === 0),
      [],
    );
  });

  it("are left by the clock exactly where they have a limit", () => {
    const limited = names.filter((name) => stages[name].timeLimit !== undefined);
    assert.deepEqual(
      limited,
      names.filter((name) => nextStage(name, "time-over") !== undefined),
    );
  });

  it("say within four seconds of the press more than that it was pressed", () => {
    holds((stages.pressed.timeLimit ?? Infinity) <= 4000);
  });

  it("never take a question, an answer of the page or a leaving for an acceptance", () => {
    const accepting = names.flatMap((name) => events.filter((event) => nextStage(name, event) === "received"));
    assert.deepEqual(new Set(accepting), new Set(["thanks", "yes"]));
  });

  it("are listed in docs/architecture.md as they are in the code", () => {
    const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
    const rows = names.map((name) => {
      const { meaning, keeps, timeLimit, on } = stages[name];
      const ways = Object.entries(on).map(([event, next]) =>
        event === "time-over" ? `after ${(timeLimit ?? 0) / 1000} s → ${next}` : `${event} → ${next}`,
      );
      return row([`\`${name}\``, meaning, keeps, ways.join(", ")]);
    });
    const place = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../docs/architecture.md");
    const [, chapter = ""] = readFileSync(place, "utf8").split("## From the press to Meta's answer");
    const inDocs = (chapter.split("\n## ", 1)[0] ?? "")
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) =>
        row(
          line
            .slice(1, -1)
            .split("|")
            .map((cell) => cell.trim()),
        ),
      );
    assert.deepEqual(inDocs, rows);
  });
});
