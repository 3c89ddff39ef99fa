import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { confirmation, sentences } from "./confirmation.ts";
import { addMember, forgetEverybody, statuses, type Reached } from "./family.ts";
import { historyFile } from "./history-file.ts";
import type { ExtensionPage } from "./page.ts";
import { Shared } from "./shared.ts";
import { wordsIn } from "./catalogue.ts";
import { root, type World } from "./world.ts";

/** A state of one of Demur's own pages, and how a person gets there. Each begins where the one before it ended. */
export interface PageState {
  name: string;
  /** What happens before the page is opened; returns its URL, or the path of a file to open. */
  address: (world: World, language: string) => string | Promise<string>;
  reach?: (page: ExtensionPage, language: string) => Promise<unknown>;
}

/** One sheet: a surface in all of its states. */
export interface Surface {
  name: string;
  /** In CSS pixels, as wide as people's windows. */
  widths: readonly number[];
  states: readonly PageState[];
}

/** Runs Demur's program on this person's data as they would on a command line. */
function demurHost(world: World, ...words: string[]): void {
  const env = { ...process.env, DEMUR_DATA_DIR: path.join(world.folder, "data") };
  execFileSync(path.join(root, "build/native-host/demur-host"), words, { env, stdio: "ignore" });
}

const wideAndNarrow = [1200, 360];

const at = (address: string) => () => address;

/** Leaves the host with one account in this state, and nobody else; returns the objection's id. */
async function only(world: World, status: Reached): Promise<string> {
  await forgetEverybody(world);
  const message = "I don’t want my photos to train AI.";
  return addMember(world, { label: "Maximiliane", status, ...(status === "none" ? {} : { message }) });
}

async function family(world: World): Promise<string> {
  await forgetEverybody(world);
  for (const status of ["overdue", "received", "confirmed", "none", "not-finished", "needs-answer"] as const)
    await addMember(world, { label: `Oma ${status}`, status });
  return "history/history.html";
}

const press = (key: string) => (page: ExtensionPage, language: string) => page.click("button", wordsIn(language, key));

const drop = (name: string, mail: () => string) => async (page: ExtensionPage) => {
  await page.drop(name, mail());
  await page.waitFor(".mails > :not(.reading)");
};

const popup: Surface = {
  name: "popup",
  widths: [360],
  states: [
    { name: "first", address: at("popup/popup.html") },
    ...statuses.map((status) => ({
      name: status,
      address: async (world: World) => {
        await only(world, status);
        return "popup/popup.html";
      },
    })),
    {
      name: "six accounts",
      address: async (world) => {
        await family(world);
        return "popup/popup.html";
      },
    },
    { name: "what the e-mail says", address: at("popup/popup.html"), reach: press("haveMail") },
  ],
};

const history: Surface = {
  name: "history",
  widths: wideAndNarrow,
  states: [
    {
      name: "empty",
      address: async (world) => {
        await forgetEverybody(world);
        return "history/history.html";
      },
    },
    {
      name: "one",
      address: async (world) => {
        await only(world, "received");
        return "history/history.html";
      },
    },
    { name: "five", address: family },
  ],
};

const manyHistory: Surface = {
  name: "history-of-10000",
  widths: wideAndNarrow,
  states: [
    {
      name: "10 000",
      address: (world) => {
        const hour = 3_600_000;
        const past = Array.from({ length: 10_000 }, (_, index) => {
          const sent = Date.now() - (10_000 - index) * hour;
          const confirmedAt = index % 4 === 0 ? { confirmedAt: new Date(sent + 60_000).toISOString() } : {};
          return { email: `p${String(index)}@example.org`, submittedAt: new Date(sent).toISOString(), ...confirmedAt };
        });
        const file = path.join(world.folder, "long.json");
        writeFileSync(file, historyFile(past));
        demurHost(world, "import", file);
        return "history/history.html";
      },
    },
  ],
};

const entry: Surface = {
  name: "entry",
  widths: wideAndNarrow,
  states: statuses
    .filter((status) => status !== "none")
    .map((status) => ({
      name: status,
      address: async (world: World) => `history/history.html#entry/${await only(world, status)}`,
    })),
};

const welcome: Surface = {
  name: "welcome",
  widths: wideAndNarrow,
  states: ["1", "2", "3"].map((step) => ({ name: `step ${step}`, address: at(`welcome/welcome.html#${step}`) })),
};

const settings: Surface = {
  name: "settings",
  widths: wideAndNarrow,
  states: [
    {
      name: "settings",
      address: async (world) => {
        await family(world);
        const draft = { id: "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a31", title: "I draw.", language: "en", text: "I draw." };
        await world.hostCall("drafts.save", { draft });
        return "history/history.html#settings";
      },
    },
    { name: "accounts", address: at("history/history.html#settings"), reach: press("settingsChange") },
  ],
};

const letter: Surface = {
  name: "letter",
  widths: wideAndNarrow,
  states: [
    ["reminder", "overdue", ""],
    ["reminder", "overdue", "IE"],
    ["complaint", "overdue", "DE-BY"],
    ["complaint", "declined", "FR"],
  ].map(([kind = "", status = "", country = ""]) => ({
    name: `${kind}, ${status}, ${country}`,
    address: async (world: World) => `letter/letter.html#${kind}/${await only(world, status as Reached)}`,
    reach: async (page: ExtensionPage, language: string) => {
      const [land = "", region] = country.split("-");
      if (land !== "") await page.choose(wordsIn(language, "letterCountry"), land);
      if (region !== undefined) await page.choose(wordsIn(language, "letterRegion"), country);
      await page.hostAnswers();
    },
  })),
};

const mail: Surface = {
  name: "mail",
  widths: wideAndNarrow,
  states: [
    {
      name: "empty",
      address: async (world) => {
        await forgetEverybody(world);
        await addMember(world, { label: "Anna", status: "received", email: "anna@example.org" });
        return "history/history.html#mail";
      },
    },
    { name: "confirmed", address: at("history/history.html#mail"), reach: drop("mail.eml", () => confirmation(new Date())) },
    {
      name: "forged",
      address: at("history/history.html#mail"),
      reach: drop("mail.eml", () => confirmation(new Date()).replace("facebookmail.com", "evil.example")),
    },
    {
      name: "not told who sent it",
      address: at("history/history.html#mail"),
      reach: drop("mail.txt", () => sentences.join("\n")),
    },
    { name: "no e-mail", address: at("history/history.html#mail"), reach: drop("photo.png", () => "\u0089PNG\r\n") },
    { name: "mail page", address: at("mail/mail.html") },
  ],
};

const tagged: Surface = {
  name: "tagged",
  widths: wideAndNarrow,
  states: [
    { name: "nothing yet", address: at("history/history.html#tagged") },
    {
      name: "found",
      address: async (world) => {
        await new Shared(world).everyKind();
        return "history/history.html#tagged";
      },
    },
    ...["Tom K.", "Maximiliane Wolkenstein-Trostburg", "Sara B.", ""].map((name) => ({
      name: name === "" ? "nobody known" : name,
      address: async (world: World) => `history/history.html#tagged/${(await new Shared(world).contact(name)).id}`,
    })),
    { name: "download", address: at("history/history.html#download") },
  ],
};

const uses: Surface = {
  name: "uses",
  widths: wideAndNarrow,
  states: [
    { name: "uses", address: at("uses/uses.html") },
    { name: "seen", address: at("seen/seen.html") },
  ],
};

const document: Surface = {
  name: "document",
  widths: wideAndNarrow,
  states: [
    {
      name: "document",
      address: async (world, language) => {
        await family(world);
        const file = path.join(world.folder, "document.html");
        demurHost(world, "export", "--format", "html", "--language", language, "--out", file);
        return file;
      },
    },
  ],
};

/** Every surface of Demur's own pages. Later ones see what earlier ones left: the long history is last. */
export const surfaces: readonly Surface[] = [
  popup,
  history,
  entry,
  welcome,
  settings,
  letter,
  mail,
  tagged,
  uses,
  document,
  manyHistory,
];
