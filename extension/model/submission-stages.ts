/**
 * One submission of Meta's form, from typing to its outcome: the same for all of Meta's page engines. What is known about it, what is
 * kept of it and what is waited for are properties of a stage, so that nothing outlives the stage it belongs to.
 */

/** Where a submission stands. */
export type Stage =
  "typing" | "guessed" | "pressed" | "waiting" | "asked" | "marked" | "denied" | "code" | "received" | "page-error" | "left";

/** What the page shows after the press. */
export type PageAnswer = "field-marked" | "next-step" | "code-asked" | "thanks" | "error-shown" | "unclear";

/**
 * What moves a submission on: the person at the form (`press`, `guess`, `edit`), the page's answer, the clock, the person's answer to
 * "Did Meta receive your objection?" (`yes`, `no`), and the page going away and coming back with the browser's Back button.
 */
export type StageEvent = "press" | "guess" | "edit" | PageAnswer | "time-over" | "yes" | "no" | "leave" | "return";

/**
 * What is kept of the submission while it is in a stage.
 * - `nothing`: what was held is discarded.
 * - `in-page`: it is noted only in the page.
 * - `held`: it is written down, and can be discarded; it is recorded when the page goes away.
 * - `unsure`: like `held`, and recorded with that event.
 * - `not-sent`: it is discarded; if it was already recorded, an event says that the person denies it.
 * - `as-it-was`: what the previous stage held is recorded.
 * - the others: it is recorded, with that event.
 */
export type Keeping =
  "nothing" | "in-page" | "held" | "unsure" | "not-sent" | "code-requested" | "received" | "page-error" | "as-it-was";

interface StageRules {
  /** What is known, in a few words. */
  meaning: string;
  keeps: Keeping;
  /** Whether the page is read for its answer. */
  reads: boolean;
  /** The clock moves it on after this many milliseconds. */
  timeLimit?: number;
  on: Partial<Record<StageEvent, Stage>>;
}

/** What the page's answers lead to while it is not known whether anything was sent. */
const answers = {
  "field-marked": "marked",
  "next-step": "typing",
  "code-asked": "code",
  thanks: "received",
  "error-shown": "page-error",
} as const satisfies Partial<Record<StageEvent, Stage>>;

/** The table of all stages. An event that a stage doesn't name changes nothing. */
export const stages: Record<Stage, StageRules> = {
  typing: {
    meaning: "Nothing was sent yet.",
    keeps: "nothing",
    reads: false,
    on: { press: "pressed", guess: "guessed", leave: "left" },
  },
  guessed: {
    meaning: "Something may have sent the form, such as Enter in a page without `<form>`; only the page can tell.",
    keeps: "in-page",
    reads: true,
    timeLimit: 10_000,
    on: { ...answers, press: "pressed", edit: "typing", unclear: "typing", "time-over": "typing", leave: "left" },
  },
  pressed: {
    meaning: "The person has pressed Meta’s button.",
    keeps: "held",
    reads: true,
    timeLimit: 2_000,
    on: { ...answers, press: "pressed", unclear: "asked", "time-over": "waiting", leave: "left" },
  },
  waiting: {
    meaning: "Meta’s page takes its time. An error in a field would have appeared by now.",
    keeps: "held",
    reads: true,
    timeLimit: 8_000,
    on: { ...answers, press: "pressed", unclear: "asked", "time-over": "asked", leave: "left" },
  },
  asked: {
    meaning: "The page doesn’t say clearly. The person is asked, until they or the page answer.",
    keeps: "unsure",
    reads: true,
    on: { ...answers, press: "pressed", yes: "received", no: "denied", leave: "left" },
  },
  marked: {
    meaning: "Meta’s page marks a field: nothing was sent.",
    keeps: "nothing",
    reads: false,
    on: { press: "pressed", guess: "guessed", edit: "typing", leave: "left" },
  },
  denied: {
    meaning: "The person says that it was not sent.",
    keeps: "not-sent",
    reads: false,
    on: { press: "pressed", guess: "guessed", edit: "typing", leave: "left" },
  },
  code: {
    meaning: "Meta asks for a code that it has mailed; until it is entered, nothing is sent.",
    keeps: "code-requested",
    reads: true,
    on: { thanks: "received", "error-shown": "page-error", unclear: "asked", press: "pressed", leave: "left" },
  },
  received: {
    meaning: "Meta’s page thanks, or the person says that Meta received it.",
    keeps: "received",
    reads: false,
    on: { press: "pressed", edit: "typing" },
  },
  "page-error": {
    meaning: "Meta’s page shows an error in the form’s place.",
    keeps: "page-error",
    reads: false,
    on: { press: "pressed", edit: "typing" },
  },
  left: {
    meaning: "The page went away. What was kept until then is recorded.",
    keeps: "as-it-was",
    reads: false,
    on: { return: "typing" },
  },
};

/** The stage that follows, or undefined if the event changes nothing. */
export function nextStage(stage: Stage, event: StageEvent): Stage | undefined {
  return stages[stage].on[event];
}

/** Whether it is over: it can only begin again, with another press. */
export function isOver(stage: Stage): boolean {
  return stage === "received" || stage === "page-error";
}
