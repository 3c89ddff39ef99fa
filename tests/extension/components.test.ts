import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { field, setProblem } from "../../extension/ui/components.ts";
import { inPageWorld } from "./page-world.ts";

describe("a field", () => {
  inPageWorld();

  /** What a screen reader reads after the name of a field. */
  const description = (input: HTMLElement) =>
    (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id) ?? assert.fail(`${id} is nowhere`))
      .map(({ textContent }) => textContent)
      .filter((words) => words !== "")
      .join(". ");
  const shown = (help?: string) => {
    const input = document.createElement("input");
    document.body.replaceChildren(field("Address", input, help));
    return input;
  };

  it("is described by its problem, if it has one", () => {
    const input = shown();
    assert.equal(description(input), "");
    setProblem(input, "It isn’t complete");
    assert.equal(description(input), "It isn’t complete");
  });

  it("is described by the help below it, too", () => {
    const input = shown("The one you log in with.");
    assert.equal(description(input), "The one you log in with.");
    setProblem(input, "It isn’t complete");
    assert.equal(description(input), "It isn’t complete. The one you log in with.");
  });
});
