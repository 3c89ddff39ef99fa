import van from "vanjs-core";
import { isCompleteAddress } from "../model/email.ts";
import { accountsOf, askedPlatforms, newPerson, type Person } from "../model/people.ts";
import type { Account } from "../model/protocol.ts";
import { ask } from "../ui/ask.ts";
import { actionButton, field, plainAddress, platformName, setProblem, tickBox } from "../ui/components.ts";
import { message, rich } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { details, div, fieldset, input, legend, summary } = van.tags;

type Asked = (typeof askedPlatforms)[number];

/** Fields for people and the addresses of their accounts. One person is folded open at a time. */
export class PeopleEditor {
  readonly #list = div({ class: "people" });
  readonly element: HTMLElement;
  /** The accounts as they were saved last. */
  #saved: Account[];
  /** What is being saved; the next waits for it. */
  #saving = Promise.resolve();

  /** `typed` is called at each change, and `left` when a field that was changed is left. */
  constructor(
    readonly people: Person[],
    accounts: readonly Account[],
    private readonly typed: () => void = () => undefined,
    private readonly left: (person: Person) => void = () => undefined,
  ) {
    this.#saved = [...accounts];
    for (const [index, person] of people.entries()) this.#list.append(this.#person(person, index, index === people.length - 1));
    const add = actionButton([mark("add", "", 16), message("welcomeAddPerson")], () => {
      this.#add();
    });
    this.element = div({ class: "people-editor" }, this.#list, div(add));
  }

  /** Marks every incomplete address, and opens the first person who has one. True if there is none. */
  check(): boolean {
    const boxes = [...this.#list.querySelectorAll<HTMLInputElement>("input[type=email]")];
    const wrong = boxes.filter((box) => box.value.trim() !== "" && !isCompleteAddress(box.value));
    for (const box of boxes) setProblem(box, wrong.includes(box) ? rich("bannerMalformed", plainAddress(box.value)) : undefined);
    wrong[0]?.closest("details")?.setAttribute("open", "");
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  /** Saves these people, those with an incomplete address excepted. */
  save(people: readonly Person[] = this.people): Promise<void> {
    const areComplete = ({ emails }: Person) =>
      askedPlatforms.every((platform) => emails[platform].trim() === "" || isCompleteAddress(emails[platform]));
    const saved = this.#saving.then(async () => {
      for (const draft of people.filter(areComplete).flatMap((person) => accountsOf(person, this.#saved))) {
        await ask("save-account", { account: draft });
        const before = this.#saved.filter(({ id }) => id !== draft.id);
        this.#saved = [...before, draft];
      }
    });
    // One that fails ends none of those after it.
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  #add(): void {
    const person = newPerson();
    this.people.push(person);
    const box = this.#person(person, this.people.length - 1, false);
    this.#list.append(box);
    // Opened only once it is there: then the browser folds the others.
    box.setAttribute("open", "");
    box.querySelector("input")?.focus();
  }

  #emailField(person: Person, platform: Asked): HTMLElement {
    const box = input({ type: "email", value: person.emails[platform], autocomplete: "email", spellcheck: false });
    box.addEventListener("input", () => {
      person.emails[platform] = box.value;
      if (isCompleteAddress(box.value) || box.value.trim() === "") setProblem(box, undefined);
    });
    const help = platform === "facebook" ? message("welcomeEmailHelp") : undefined;
    return field(message("welcomeEmailOf", platformName(platform)), box, help);
  }

  #person(person: Person, index: number, isOpen: boolean): HTMLElement {
    const called = message("welcomePerson", String(index + 1));
    const name = input({ type: "text", value: person.name, autocomplete: "off" });
    const heading = summary(person.name || called);
    name.addEventListener("input", () => {
      person.name = name.value;
      heading.textContent = person.name.trim() || called;
    });
    const same = input({ type: "checkbox", checked: person.sameAccountsCenter });
    same.addEventListener("change", () => {
      person.sameAccountsCenter = same.checked;
    });
    const box = details(
      { name: "person", open: isOpen },
      heading,
      fieldset(
        legend({ class: "hidden" }, called),
        field(message("welcomeName"), name, message("welcomeNameHelp")),
        askedPlatforms.map((platform) => this.#emailField(person, platform)),
        tickBox(message("welcomeSameCenter"), same, message("welcomeSameCenterHelp")),
      ),
    );
    box.addEventListener("input", this.typed);
    box.addEventListener("change", () => {
      this.left(person);
    });
    return box;
  }
}
