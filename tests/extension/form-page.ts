import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { JSDOM, type DOMWindow } from "jsdom";
import english from "../../extension/_locales/en/messages.json" with { type: "json" };
import type { Facts, Requests } from "../../extension/model/messages.ts";
import type { EventDraft } from "../../extension/model/protocol.ts";
import { addEventEntry, outboxEntries, outboxKey, recordEntry } from "../../extension/model/outbox.ts";

const folder = path.dirname(fileURLToPath(import.meta.url));
const styles = { ".css": "text" } as const;
const bundle = (script: string) =>
  buildSync({
    entryPoints: [path.resolve(folder, "../../extension/content", script)],
    bundle: true,
    format: "iife",
    loader: styles,
    write: false,
  }).outputFiles[0]?.text ?? "";
const scripts = [bundle("objection-form/main.ts"), bundle("spotter/main.ts")];

/** Time that passes only when the test says so: timers fire in order, and what each sets off is finished before the next. */
class Clock {
  now = Date.parse("2026-11-28T12:00:00Z");
  #next = 1;
  readonly #timers = new Map<number, { at: number; every?: number; run: () => void }>();

  readonly after = (run: (...given: unknown[]) => void, delay = 0, ...given: unknown[]): number => {
    this.#timers.set(this.#next, {
      at: this.now + delay,
      run: () => {
        run(...given);
      },
    });
    return this.#next++;
  };
  /** Time that passes while the computer sleeps: no timer fires meanwhile. */
  sleep(milliseconds: number): void {
    this.now += milliseconds;
    for (const timer of this.#timers.values()) timer.at = Math.max(timer.at, this.now);
  }
  readonly every = (run: () => void, every: number): number => {
    this.#timers.set(this.#next, { at: this.now + every, every, run });
    return this.#next++;
  };
  readonly clear = (id: number): void => {
    this.#timers.delete(id);
  };

  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await settle();
      const [next] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (!next) break;
      const [id, timer] = next;
      // A script may itself take time.
      this.now = Math.max(this.now, timer.at);
      if (timer.every === undefined) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.run();
    }
    this.now = Math.max(this.now, end);
    await settle();
  }
}

/** Lets promises and observers run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
}

/** The object behind one of jsdom's wrappers, where it keeps what a page can't set. */
function behind(wrapper: object): Record<string, unknown> {
  const symbol = Object.getOwnPropertySymbols(wrapper).find(({ description }) => description === "impl");
  return (wrapper as Record<symbol, Record<string, unknown>>)[symbol as symbol] ?? {};
}

/** Fires an event as the browser does when a person acts: trusted, with its default action. */
function act(target: EventTarget, event: Event): void {
  const inside = behind(event);
  inside["isTrusted"] = true;
  (behind(target)["_dispatch"] as (event: unknown) => void)(inside);
}

type Message = { message: string; placeholders?: Record<string, { content: string }> };
const catalogue = english as Record<string, Message>;

/** `chrome.i18n.getMessage` in English. */
function getMessage(key: string, values: readonly string[] | string = []): string {
  const found = catalogue[key];
  const given = [values].flat();
  return (found?.message ?? "").replace(/\$(\w+)\$/gu, (whole, name: string) => {
    const content = found?.placeholders?.[name.toLowerCase()]?.content ?? "";
    return given[Number(content.slice(1)) - 1] ?? whole;
  });
}

/** One of the replica's forms in a page without a browser, with Demur's own scripts in it, and a background page that only stores things. */
export class FormPage {
  readonly clock = new Clock();
  readonly stored: Record<string, unknown> = {};
  /** What was asked of the background page. */
  readonly asked: { kind: string; ask: unknown }[] = [];
  facts: Facts = {
    accounts: [],
    standings: [],
    objections: [],
    others: { items: 0, people: 0, ownerless: 0 },
    host: { kind: "connected", version: "1", age: "same", capabilities: [] },
  };
  isCutOff = false;
  /** The program refuses the objection. */
  refuses = false;
  /** What the page has laid over the banner. */
  onTop: Element | undefined;
  /** What listens to the background page. */
  readonly #hearing = new Set<(heard: unknown, sender: object, respond: (answer: unknown) => void) => unknown>();
  /** What listens to changes of what is stored. */
  readonly watching = new Set<unknown>();
  #comes = { banner: 0, stored: 0 };
  /** What the host has. */
  readonly #sent: Record<string, unknown> = {};
  readonly #roots: ShadowRoot[] = [];
  readonly #dom: JSDOM;

  private constructor(html: string, url: string) {
    this.#dom = new JSDOM(html, {
      url,
      runScripts: "dangerously",
      pretendToBeVisual: true,
      beforeParse: (window) => {
        this.#furnish(window);
      },
    });
  }

  /** Opens a page and waits until Demur has looked at it. */
  static async open(html: string, url: string, facts: Partial<Facts> = {}): Promise<FormPage> {
    const page = new FormPage(html, url);
    page.facts = { ...page.facts, ...facts };
    for (const script of scripts) page.window.eval(script);
    await page.clock.pass(3000);
    return page;
  }

  /** Opens a page in which the banner, and what the browser has stored, arrives only after a while; no time has passed yet. */
  static begin(html: string, url: string, comes: { banner: number; stored?: number }): FormPage {
    const page = new FormPage(html, url);
    page.#comes = { stored: 0, ...comes };
    page.window.eval(scripts[1] ?? "");
    return page;
  }

  /** The page shows another URL without being reloaded. */
  route(address: string): void {
    this.window.history.pushState(null, "", address);
    (this.window as unknown as { navigation: EventTarget }).navigation.dispatchEvent(new this.window.Event("currententrychange"));
  }

  get window(): DOMWindow {
    return this.#dom.window;
  }

  get document(): Document {
    return this.#dom.window.document;
  }

  close(): void {
    this.window.close();
  }

  /** The banner's headline; undefined if there is no banner in the page. */
  get headline(): string | undefined {
    return this.#region?.querySelector("[role=heading]")?.textContent ?? undefined;
  }

  /** What has the focus in the banner: its words or, as for ×, its name. */
  get focused(): string | undefined {
    const root = this.#roots.find(({ host }) => host === this.document.activeElement);
    const focused = root?.activeElement;
    return focused?.textContent || (focused?.getAttribute("aria-label") ?? undefined);
  }

  /** Moves the focus to one of the banner's buttons, as the Tab key does. */
  focusBanner(words: string): void {
    this.#button(words).focus();
  }

  /** Everything that the banner says. */
  get words(): string {
    return this.#region?.textContent ?? "";
  }

  /** The letters that are marked in what the banner says. */
  get marked(): string {
    return [...(this.#region?.querySelectorAll("mark") ?? [])].map(({ textContent }) => textContent).join("");
  }

  /** The words of the banner's buttons and links. */
  get actions(): string[] {
    return [...(this.#region?.querySelectorAll(".actions button, .actions a") ?? [])].map(({ textContent }) => textContent);
  }

  /** The objections that are kept, and the kinds of events: [address, event …]. */
  get kept(): string[][] {
    const entries = outboxEntries({ ...this.#sent, ...this.stored }).map(([, entry]) => entry);
    return entries.flatMap((entry) => {
      if (entry.method !== "objections.record") return [];
      const { id, email } = entry.params.objection;
      const events = entries.flatMap((other) =>
        other.method === "objections.addEvent" && other.params.objectionId === id ? [other.params.event.kind] : [],
      );
      return [[email, ...events]];
    });
  }

  /** The recorded events of one kind. */
  events(kind: string): EventDraft[] {
    const entries = outboxEntries({ ...this.#sent, ...this.stored }).map(([, entry]) => entry);
    return entries.flatMap((entry) =>
      entry.method === "objections.addEvent" && entry.params.event.kind === kind ? [entry.params.event] : [],
    );
  }

  get #region(): Element | undefined {
    const root = this.#roots.find(({ host }) => host.isConnected);
    return root?.querySelector("[role=region]") ?? undefined;
  }

  element(selector: string): HTMLElement {
    const found = this.document.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`The page has no ${selector}`);
    return found;
  }

  /** Presses something with the mouse. */
  async press(selector: string): Promise<void> {
    await this.#click(this.element(selector));
  }

  /** Presses one of the banner's buttons. */
  async pressBanner(words: string): Promise<void> {
    await this.#click(this.#button(words));
  }

  /** Presses one of the banner's buttons twice, before the first press has any effect. */
  async pressBannerTwice(words: string): Promise<void> {
    const button = this.#button(words);
    const click = () => {
      act(button, new this.window.MouseEvent("click", { bubbles: true, composed: true }));
    };
    click();
    click();
    await this.clock.pass(10);
  }

  #button(words: string): HTMLElement {
    const buttons = [...(this.#region?.querySelectorAll<HTMLElement>("button") ?? [])];
    const button = buttons.find(({ textContent }) => textContent === words);
    if (!button) throw new Error(`The banner has no "${words}", but: ${this.actions.join(", ")}`);
    return button;
  }

  async #click(target: HTMLElement): Promise<void> {
    act(target, new this.window.Event("pointerdown", { bubbles: true, composed: true }));
    act(target, new this.window.MouseEvent("click", { bubbles: true, composed: true, cancelable: true }));
    await this.clock.pass(10);
  }

  /** Replaces the content of a field by typing, and leaves it. */
  async type(selector: string, text: string): Promise<void> {
    const field = this.element(selector);
    const { prototype } = field.tagName === "TEXTAREA" ? this.window.HTMLTextAreaElement : this.window.HTMLInputElement;
    Reflect.set(prototype, "value", text, field);
    act(field, new this.window.InputEvent("input", { bubbles: true, composed: true }));
    act(field, new this.window.FocusEvent("blur"));
    await this.clock.pass(1000);
  }

  /** Types into the box that the banner shows. */
  async typeInBanner(text: string): Promise<void> {
    const box = this.#region?.querySelector<HTMLInputElement>("input[type=email]");
    if (!box) throw new Error("The banner has no box");
    box.value = text;
    await this.clock.pass(10);
  }

  /** The background page finds that an entry is no longer held: it asks its page, and releases the entry if that doesn't answer. */
  async runOut(isAsked = true): Promise<void> {
    for (const [key, { heldUntil }] of outboxEntries(this.stored)) {
      if (heldUntil === 0 || heldUntil > this.clock.now) continue;
      for (const hear of isAsked ? this.#hearing : []) hear({ kind: "hold-over", key }, {}, () => undefined);
      await settle();
      const [[, entry] = []] = outboxEntries({ [key]: this.stored[key] });
      if (entry?.heldUntil === heldUntil) this.#release(key);
    }
    this.#answer({ kind: "drain", ask: {} });
  }

  /** What the page answers to a notice of the background page; undefined if it doesn't. */
  answerTo(notice: object): unknown {
    const answers: unknown[] = [];
    for (const hear of this.#hearing) hear(notice, {}, (answer) => answers.push(answer));
    return answers[0];
  }

  /** The page goes into the back/forward cache and comes back. */
  async leaveAndReturn(): Promise<void> {
    for (const name of ["pagehide", "pageshow"]) {
      this.window.dispatchEvent(new this.window.PageTransitionEvent(name, { persisted: true }));
      await this.clock.pass(100);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds === 0) return;
    await new Promise<void>((resolve) => {
      this.clock.after(() => {
        resolve();
      }, milliseconds);
    });
  }

  #furnish(window: DOMWindow): void {
    const { clock, stored } = this;
    const roots = this.#roots;
    const attach = Reflect.get(window.Element.prototype, "attachShadow") as unknown;
    Object.assign(window.Element.prototype, {
      getClientRects(this: Element) {
        return this.isConnected ? [this.getBoundingClientRect()] : [];
      },
      attachShadow(this: Element, init: ShadowRootInit) {
        const root = (attach as (this: Element, init: ShadowRootInit) => ShadowRoot).call(this, init);
        roots.push(root);
        return root;
      },
    });
    const listeners = { addListener: () => undefined, removeListener: () => undefined };
    const local = {
      get: async (keys: unknown) => {
        await this.#pause(this.#comes.stored);
        return typeof keys === "string" ? (keys in stored ? { [keys]: stored[keys] } : {}) : { ...(keys as object), ...stored };
      },
      set: (values: object) => {
        Object.assign(stored, structuredClone(values));
        return Promise.resolve();
      },
      remove: (key: string) => {
        Reflect.deleteProperty(stored, key);
        return Promise.resolve();
      },
      onChanged: {
        addListener: (listen: unknown) => this.watching.add(listen),
        removeListener: (listen: unknown) => this.watching.delete(listen),
      },
    };
    // Nothing is rendered here: the banner is on top everywhere unless the test says otherwise.
    window.document.elementFromPoint = () => this.onTop ?? this.#roots.find(({ host }) => host.isConnected)?.host ?? null;
    const isCutOff = () => this.isCutOff;
    const answer = this.#answer.bind(this);
    const release = this.#release.bind(this);
    const runtime = {
      get id() {
        return isCutOff() ? undefined : "demur";
      },
      sendMessage: async (request: { kind: string; ask: unknown }) => {
        if (request.kind === "load-banner") {
          await this.#pause(this.#comes.banner);
          window.eval(scripts[0] ?? "");
        }
        return { answer: answer(request) };
      },
      onMessage: {
        addListener: (hear: (heard: unknown) => unknown) => this.#hearing.add(hear),
        removeListener: (hear: (heard: unknown) => unknown) => this.#hearing.delete(hear),
      },
      connect: ({ name }: { name: string }) => ({ disconnect: release.bind(undefined, name), onDisconnect: listeners }),
    };
    Object.assign(window, {
      setTimeout: clock.after,
      clearTimeout: clock.clear,
      setInterval: clock.every,
      clearInterval: clock.clear,
      requestAnimationFrame: (run: () => void) => clock.after(run, 16),
      navigation: new window.EventTarget(),
      // Nothing has a size here.
      ResizeObserver: class {
        observe() {
          return;
        }
      },
      fetch: () => Promise.resolve({ ok: true }),
      scrollBy: () => undefined,
      TextEncoder,
      crypto: globalThis.crypto,
      CSSStyleSheet: class {
        replaceSync(): void {
          // Nothing is rendered here.
        }
      },
      chrome: {
        i18n: { getMessage, getUILanguage: () => "en" },
        runtime,
        storage: { local },
      },
    });
    window.Date.now = () => clock.now;
    window.performance.now = () => clock.now;
  }

  /** What the background page does with a held entry when its page is gone. */
  #release(key: string): void {
    const [[, entry] = []] = outboxEntries({ [key]: this.stored[key] });
    if (entry?.method !== "objections.record" || entry.heldUntil === 0) return;
    const { objection } = entry.params;
    this.stored[key] = recordEntry(objection, 0);
    if (entry.onRelease)
      this.stored[outboxKey(this.clock.now, entry.onRelease.id)] = addEventEntry(objection.id, entry.onRelease);
  }

  #answer({ kind, ask }: { kind: string; ask: unknown }): unknown {
    this.asked.push({ kind, ask });
    if (kind === "facts") return this.facts;
    if (kind === "is-kept") return false;
    if (kind === "release-submission") {
      const { key, objection, event } = ask as Requests["release-submission"]["ask"];
      this.stored[key] = recordEntry(objection, 0);
      this.stored[outboxKey(this.clock.now, event.id)] = addEventEntry(objection.id, event);
      return objection.id;
    }
    if (kind === "drain") {
      for (const [key, entry] of outboxEntries(this.stored)) {
        if (entry.heldUntil > 0) continue;
        this.#sent[key] = entry;
        Reflect.deleteProperty(this.stored, key);
      }
      const ids = outboxEntries(this.#sent).flatMap(([, { method, params }]) =>
        this.refuses && method === "objections.record" ? [params.objection.id] : [],
      );
      return { host: this.facts.host, waiting: 0, refused: ids };
    }
    return null;
  }
}
