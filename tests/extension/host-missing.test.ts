import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { packageFilesFor } from "../../extension/model/packages.ts";
import { hostMissing } from "../../extension/pages/popup/answers.ts";
import { inPageWorld } from "./page-world.ts";

describe("what the popup says where the program is missing", () => {
  inPageWorld();

  const shown = (os: string) => {
    const overview = { host: { kind: "missing", everSeen: true }, waiting: 0 } as Parameters<typeof hostMissing>[0];
    return hostMissing(overview, packageFilesFor(os, "x86-64", "1.2.3"), () => Promise.resolve());
  };
  const steps = (os: string) =>
    shown(os).flatMap((part) => [...part.querySelectorAll(".steps li")].map((step) => step.textContent));

  it("names the line for the terminal on Linux", () => {
    const [open, paste, back] = steps("linux");
    assert.match(open ?? "", /^openProgram .*Terminal/u);
    assert.match(paste ?? "", /demur-host register/u);
    assert.match(back ?? "", /^popupComeBack/u);
  });

  it("names the installer on Windows, and no terminal", () => {
    const [open, back, ...rest] = steps("win");
    assert.match(open ?? "", /^welcomeProgramFile .*demur-1\.2\.3-windows-x64\.exe/u);
    assert.match(back ?? "", /^popupComeBack/u);
    assert.deepEqual(rest, []);
    assert.doesNotMatch(steps("win").join(), /Terminal|demur-host/u);
  });

  it("says so where there is no program for the system", () => {
    assert.deepEqual(steps("mac"), []);
    const words = shown("mac").map((part) => part.textContent);
    assert.match(words.join(), /welcomeNoProgram/u);
    assert.doesNotMatch(words.join(), /Terminal/u);
  });
});
