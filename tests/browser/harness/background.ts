import assert from "node:assert/strict";
import { runInWindow } from "./bidi.ts";
import type { World } from "./world.ts";

/** How to stop an extension's background page in Firefox (toolkit/components/extensions/parent/ext-backgroundPage.js). */
const terminate = `(async () => {
  const { extension } = WebExtensionPolicy.getByID("demur@demur.org");
  await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
  return extension.backgroundState;
})()`;

/** Stops the background page, as the browser does whenever it has been idle for a while. */
export async function stopBackground({ browser, options }: World): Promise<void> {
  if (options.browser === "firefox") {
    assert.equal(await runInWindow(browser, terminate), "stopped");
    return;
  }
  const [page] = await browser.pages();
  const session = await page?.createCDPSession();
  await session?.send("ServiceWorker.enable");
  await session?.send("ServiceWorker.stopAllWorkers");
  await session?.detach();
}
