/** What a person can choose from: radios and options, the browser's own or a script's. */
const choices = "input[type=radio], [role=radio], option, [role=option]";

/** The words of a choice, as the person sees them. */
export function wordsOf(choice: Element): string {
  const labels = choice instanceof HTMLInputElement ? [...(choice.labels ?? [])] : [];
  const shown = labels.map((label) => label.textContent).join(" ") || choice.textContent;
  return (shown.trim() || (choice.getAttribute("aria-label") ?? "")).replace(/\s+/gu, " ").trim();
}

/** All choices in a part of a page. */
export function choicesIn(place: ParentNode): Element[] {
  return [...place.querySelectorAll(choices)];
}

/** Whether a choice is selected. */
export function isChosen(choice: Element): boolean {
  if (choice instanceof HTMLInputElement) return choice.checked;
  if (choice instanceof HTMLOptionElement) return choice.selected;
  return choice.getAttribute("aria-checked") === "true" || choice.getAttribute("aria-selected") === "true";
}

/** The choice that was pressed. */
export function choiceAt(target: EventTarget | null): Element | undefined {
  const pressed = target instanceof Element ? target : undefined;
  const label = pressed?.closest("label");
  return label?.control ?? pressed?.closest(`${choices}, button, [role=button]`) ?? undefined;
}
