import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { buildSync } from "esbuild";
import { JSDOM } from "jsdom";
import { browserOf, sampleHead } from "../../extension/model/page-sample.ts";
import { holds } from "../fixtures/holds.ts";
import { classicForm } from "../fixtures/pages.ts";
import { sample } from "../fixtures/pages/sample.ts";
import { pageOf } from "../fixtures/samples.ts";
import { isSpottedIn, spottedIn } from "./spotter-page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const entry = path.join(root, "extension/content/page-sample/main.ts");
const script = buildSync({ entryPoints: [entry], bundle: true, format: "iife", write: false }).outputFiles[0]?.text ?? "";

/** What Demur saves of a page. `change`: what the person does in it first. */
function saved(html: string, url: string, own: string[] = [], change: (page: Document) => void = () => undefined): string {
  const { window } = new JSDOM(html, {
    url,
    runScripts: "dangerously",
    beforeParse: (given) => {
      Object.assign(given.Element.prototype, { getClientRects: () => [{}] });
    },
  });
  change(window.document);
  window.eval(script);
  const text = (window as unknown as { demurSample: (own: string[]) => string }).demurSample(own);
  window.close();
  return `${sampleHead}\n${text}`;
}

const facebook = "https://www.facebook.com/help/contact/712876720715583";

describe("what Demur saw of a page", () => {
  it("holds Meta's words and the form's number, and nothing of the person's", () => {
    const secret = "Geheim";
    const html = classicForm("712876720715583", { language: "en", answer: "silent", email: "anna.secret@example.org" }, "n");
    const around = `<nav>Hello ${secret}</nav><div role="banner">${secret}</div><a href="https://www.facebook.com/${secret}">you</a>`;
    const text = saved(
      html.replace("<main>", `<main>${around}`),
      `${facebook}?token=${secret}&ref=${secret}#${secret}`,
      ["Anna Vogel", "anna.secret@example.org"],
      (page) => {
        const place = page.querySelector("#place") ?? page.body;
        place.append((page.querySelector("template") as HTMLTemplateElement).content.cloneNode(true));
        for (const field of page.querySelectorAll("textarea")) field.value = field.textContent = secret;
        page.querySelector("input[name=jazoest]")?.setAttribute("value", secret);
        place.insertAdjacentHTML(
          "beforeend",
          `<p>Hi Anna Vogel (anna.secret@example.org, @${secret}), case 4711, see https://x.example/${secret}</p>
           <div id="${secret}" class="${secret}" data-x="${secret}" style="color:red" title="for anna vogel"></div>
           <div contenteditable="true">${secret}</div><script>"${secret}"</script><!-- ${secret} --><img alt="${secret}">
           <input type="radio" checked value="${secret}"><input type="password" value="${secret}">
           <select><option selected value="${secret}">One</option></select>`,
        );
      },
    );
    assert.doesNotMatch(text, /geheim|vogel|secret|4711|2900|checked|selected/iu);
    assert.match(text, /Object to Your Information Being Used for AI at Meta/u);
    assert.match(text, /name="support_form_id" value="712876720715583"/u);
    assert.match(text, /^url: https:\/\/www\.facebook\.com\/help\/contact\/712876720715583$/mu);
    assert.match(text, /^form: a <form>$/mu);
  });

  it("holds no name that stands in the page's URL", () => {
    const text = saved("<main><p>Posts</p></main>", "https://www.facebook.com/annavogel/photos?id=4711#about");
    assert.match(text, /^url: https:\/\/www\.facebook\.com\/0\/0$/mu);
  });

  it("shows Demur the same page again", async () => {
    const pages = sample().filter((page) => isSpottedIn(page) && page.variant !== "late" && page.variant !== "code");
    holds(pages.length > 30);
    for (const page of pages) {
      const again = pageOf(page.name, saved(page.html, page.url), page.expect);
      assert.equal((await spottedIn(again))?.kind, (await spottedIn(page))?.kind, page.name);
    }
  });

  it("names the browser and its version, and nothing else of the computer", () => {
    assert.equal(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0"), "Firefox/147");
    assert.equal(browserOf("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"), "Chrome/142");
  });

  it("becomes a test page by one command", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "demur-sample-"));
    const file = path.join(folder, "demur-page.txt");
    const made = path.join(folder, "made.certain.txt");
    const text = saved(classicForm("712876720715583", { language: "en", answer: "silent" }, "n"), facebook);
    const add = (...given: string[]) =>
      execFileSync(process.execPath, ["--import", "tsx", path.join(root, "tests/fixtures/add-sample.ts"), ...given, folder], {
        cwd: root,
        stdio: "ignore",
      });
    try {
      writeFileSync(file, text);
      add(file, "made", "certain");
      assert.equal(readFileSync(made, "utf8"), text);
      assert.throws(() => add(file, "made", "perhaps"));
      writeFileSync(file, "Something else");
      assert.throws(() => add(file, "another", "certain"));
      assert.equal(existsSync(path.join(folder, "another.certain.txt")), false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
