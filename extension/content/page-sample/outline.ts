import catalogue from "../../../manifests/forms.json";
import { soundsLikeCode, soundsLikeEmail } from "../../model/recognition.ts";

const { formIdField, submitPath } = catalogue.classicEngine;
const paths = [submitPath, ...catalogue.sites.flatMap((site) => site.answerPaths ?? [])];

/** What shows nothing or isn't text, and what is Demur's own. */
const left =
  "script, style, noscript, template, svg, img, picture, video, audio, canvas, iframe, object, link, meta, demur-banner";
/** Parts around Meta's text: the person's name and menus are there. */
const around = "header, nav, footer, aside, [role=banner], [role=navigation], [role=contentinfo], [role=complementary]";
/** What the person writes. */
const written = "textarea, [contenteditable]:not([contenteditable=false])";
const empty = new Set(["input", "br", "hr", "wbr"]);

/** Attributes that say what an element is, in a standard's words. */
const standard = ["role", "type", "inputmode", "method", "aria-invalid", "aria-required", "aria-haspopup"];
/** Attributes whose presence says something. */
const flags = ["required", "disabled", "hidden", "multiple"];
/** Attributes that contain Meta's words. */
const worded = ["aria-label", "placeholder", "title"];
/** Attributes that name an element, or point at one. */
const naming = ["id", "name", "for", "aria-labelledby", "aria-describedby"];

const escape = (text: string) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/"/gu, "&quot;");

/** Describes the structure of a page and Meta's words in it, as HTML, without anything that the person has typed and without their name. */
export class Outline {
  readonly #aliases = new Map<string, string>();

  constructor(
    private readonly clean: (text: string) => string,
    private readonly formId: string | undefined,
  ) {}

  lines(element: Element, indent = ""): string[] {
    if (element.matches(left)) return [];
    const tag = element.localName;
    const open = `${indent}<${[tag, ...this.#attributes(element)].join(" ")}>`;
    if (empty.has(tag)) return [open];
    const isLeftOut = element.matches(`${around}, ${written}`);
    const inside = isLeftOut ? [] : [...element.childNodes].flatMap((node) => this.#node(node, `${indent} `));
    return inside.length === 0 ? [`${open}</${tag}>`] : [open, ...inside, `${indent}</${tag}>`];
  }

  #node(node: Node, indent: string): string[] {
    if (node instanceof Element) return this.lines(node, indent);
    const words = node instanceof Text ? this.clean(node.data) : "";
    return words === "" ? [] : [indent + escape(words)];
  }

  #attributes(element: Element): string[] {
    const told = (names: readonly string[], tell: (value: string, name: string) => string | undefined) =>
      names.flatMap((name) => {
        const value = element.getAttribute(name);
        const shown = value === null ? undefined : tell(value, name);
        return shown === undefined ? [] : [`${name}="${escape(shown)}"`];
      });
    return [
      ...told(standard, (value) => (/^[a-z-]+$/iu.test(value) ? value : undefined)),
      ...told(["autocomplete"], (value) => (/^[a-z -]+$/u.test(value) ? value : undefined)),
      ...told(worded, (value) => this.clean(value)),
      ...told(naming, (value) => this.#alias(value)),
      ...told(["action"], (value) => paths.find((path) => new URL(value, location.href).pathname.startsWith(path))),
      ...flags.filter((name) => element.hasAttribute(name)),
      ...this.#held(element),
    ];
  }

  /** A field's value if it is the form's number, or a placeholder if it is an address. */
  #held(element: Element): string[] {
    if (!(element instanceof HTMLInputElement)) return [];
    if (element.name === formIdField && element.value === this.formId) return [`value="${element.value}"`];
    return element.type !== "hidden" && element.value.includes("@") ? ['value="somebody@example.org"'] : [];
  }

  /** A name that says what a field is for stays; any other becomes a number, the same each time. */
  #alias(name: string): string {
    const isTelling = name === formIdField || name === "form_id" || soundsLikeEmail(name) || soundsLikeCode(name);
    if (isTelling && /^[a-z_-]{1,30}$/iu.test(name)) return name;
    const alias = this.#aliases.get(name) ?? `n${String(this.#aliases.size + 1)}`;
    this.#aliases.set(name, alias);
    return alias;
  }
}
