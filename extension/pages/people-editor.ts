import van, { type ChildDom } from "vanjs-core";
import { accountsOf, askedPlatforms, isNameAlone, isUnfinished, newPerson, type Person } from "../model/people.ts";
import type { Account } from "../model/protocol.ts";
import { ask } from "../ui/ask.ts";
import { actionButton, field, plainAddress, platformName, setProblem, tickBox } from "../ui/components.ts";
import { message, rich } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { afterPress } from "./after-press.ts";

const { details, div, fieldset, input, legend, summary } = van.tags;

type Asked = (typeof askedPlatforms)[number];

/** The field of one address. */
interface AddressField {
  person: Person;
  platform: Asked;
  box: HTMLInputElement;
}

/** What is wrong with an address. A person with only a name is asked for an address at the first field. */
function problemOf({ person, platform }: AddressField): ChildDom | undefined {
  const typed = person.emails[platform];
  if (isUnfinished(typed)) return rich("bannerMalformed", plainAddress(typed.trim()));
  return platform === askedPlatforms[0] && isNameAlone(person) ? message("peopleAddressMissing") : undefined;
}

/** Fields for people and the addresses of their accounts. One person is folded open at a time. */
export class PeopleEditor {
  readonly #list = div({ class: "people" });
  readonly #addresses: AddressField[] = [];
  readonly element: HTMLElement;
  /** The accounts as last saved. */
  #saved: Account[];
  /** What is being saved; the next waits for it. */
  #saving = Promise.resolve();

  /** `typed` is called on every change, and `left` when a changed field loses the focus. */
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

  /** Says beside each address what is wrong with it, and opens the first person with a problem. True if there is none. */
  check(): boolean {
    for (const one of this.#addresses) setProblem(one.box, problemOf(one));
    const first = this.#addresses.find((one) => problemOf(one) !== undefined)?.box;
    first?.closest("details")?.setAttribute("open", "");
    first?.focus();
    return first === undefined;
  }

  /** Saves what can be saved of these people: an unfinished address doesn't prevent the rest. */
  save(people: readonly Person[] = this.people): Promise<void> {
    const saved = this.#saving.then(async () => {
      for (const draft of people.flatMap((person) => accountsOf(person, this.#saved))) {
        await ask("save-account", { account: draft });
        const before = this.#saved.filter(({ id }) => id !== draft.id);
        this.#saved = [...before, draft];
      }
    });
    // A failed save doesn't stop the ones after it.
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  #add(): void {
    const person = newPerson();
    this.people.push(person);
    const box = this.#person(person, this.people.length - 1, false);
    this.#list.append(box);
    // Opened only once it is in the page: then the browser folds the others.
    box.setAttribute("open", "");
    box.querySelector("input")?.focus();
  }

  /** Clears problems shown at a person's addresses that no longer apply. */
  #forgive(person: Person): void {
    for (const one of this.#addresses) if (one.person === person && problemOf(one) === undefined) setProblem(one.box, undefined);
  }

  #emailField(person: Person, platform: Asked): HTMLElement {
    const box = input({ type: "email", value: person.emails[platform], autocomplete: "email", spellcheck: false });
    const one = { person, platform, box };
    this.#addresses.push(one);
    box.addEventListener("input", () => {
      person.emails[platform] = box.value;
    });
    box.addEventListener("change", () => {
      afterPress(() => {
        if (isUnfinished(box.value)) setProblem(box, problemOf(one));
      });
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
    box.addEventListener("input", () => {
      this.#forgive(person);
      this.typed();
    });
    box.addEventListener("change", () => {
      this.left(person);
    });
    return box;
  }
}
