import type { Browser, Page } from "puppeteer-core";

interface Connection {
  send(method: string, params: Record<string, unknown>): Promise<{ result: unknown }>;
}

/** Sends Firefox a WebDriver BiDi command that Puppeteer has no method for, and returns its result. */
export async function sendBidi(browser: Browser, method: string, params: Record<string, unknown>): Promise<unknown> {
  const { connection } = browser as unknown as { connection: Connection };
  return (await connection.send(method, params)).result;
}

/** The name of a page's tab in WebDriver BiDi; it stays the same through every navigation. */
export function contextOf(page: Page): string {
  return (page.mainFrame() as unknown as { _id: string })._id;
}

/** Runs an expression in Firefox's own window, around the pages. Its value, perhaps promised, must be a string. */
export async function runInWindow(browser: Browser, expression: string): Promise<string> {
  const tree = (await sendBidi(browser, "browsingContext.getTree", { "moz:scope": "chrome" })) as {
    contexts: { context: string }[];
  };
  const answer = (await sendBidi(browser, "script.evaluate", {
    expression,
    target: { context: tree.contexts[0]?.context },
    awaitPromise: true,
  })) as { result?: { value?: string }; exceptionDetails?: { text: string } };
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
  return answer.result?.value ?? "";
}
