import { after, before } from "node:test";
import { JSDOM } from "jsdom";

/** A page of Demur's in jsdom: the globals that the components use, and a background page that answers as the test says. */
export function openPageWorld(answer: (kind: string, ask: unknown) => unknown): { document: Document; close: () => void } {
  const { window } = new JSDOM("<!doctype html><body></body>", { url: "https://demur.example/" });
  const chrome = {
    i18n: { getMessage: (key: string, values: string[] = []) => [key === "locale" ? "en-GB" : key, ...values].join(" ") },
    runtime: {
      sendMessage: ({ kind, ask }: { kind: string; ask: unknown }) => Promise.resolve({ answer: answer(kind, ask) }),
    },
  };
  const { document, Node, Text, HTMLElement } = window;
  Object.assign(globalThis, { window, document, Node, Text, HTMLElement, chrome });
  return {
    document,
    close: () => {
      for (const name of ["window", "document", "Node", "Text", "HTMLElement", "chrome"])
        Reflect.deleteProperty(globalThis, name);
    },
  };
}

/** Gives the tests of a suite such a page. */
export function inPageWorld(answer: Parameters<typeof openPageWorld>[0] = () => undefined): void {
  let world: ReturnType<typeof openPageWorld>;
  before(() => {
    world = openPageWorld(answer);
  });
  after(() => {
    world.close();
  });
}
