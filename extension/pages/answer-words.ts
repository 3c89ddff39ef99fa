import type { Tally } from "../model/account-rows.ts";
import { daysAgo, formatDate, formatNumber, message, plural } from "../ui/i18n.ts";

/** What the headline already says. */
type Said = "confirmed" | "waiting" | "needsYou" | "open";

function headlineOf(counts: Tally): [words: string, said: Said[]] {
  const { total, confirmed, waiting, needsYou, open } = counts;
  if (confirmed === total) return [plural("popupDone", total), ["confirmed"]];
  if (confirmed === 1 && waiting === 1 && total === 2) return [message("answerOneAndOne"), ["confirmed", "waiting"]];
  if (confirmed > 0) return [plural("answerSomeConfirmed", confirmed, formatNumber(total)), ["confirmed"]];
  if (needsYou > 0) return [plural("popupAct", needsYou), ["needsYou"]];
  if (waiting > 0) return [plural("popupWait", waiting), ["waiting"]];
  return [plural("popupObject", open), ["open"]];
}

/** What there is to do now; empty if the next step is shown below it. */
function advice({ needsYou, open, waiting, mailBy }: Tally): string {
  if (needsYou > 0 || open > 0) return "";
  if (waiting === 0 || mailBy === undefined) return message("popupDoneWords");
  return daysAgo(mailBy) === 0
    ? message("popupWaitToday")
    : message("popupWaitWords", formatDate(mailBy, { beside: new Date().toISOString() }));
}

/** The answer to "Am I done?", in whole sentences. */
export interface AnswerWords {
  headline: string;
  /** What the headline leaves out; may be empty. */
  others: string;
  /** That there is nothing to do now, and until when; empty if there is something. */
  advice: string;
}

/** Puts the answer into words. */
export function answerWords(counts: Tally): AnswerWords {
  const [headline, said] = headlineOf(counts);
  const { waiting, needsYou, open } = counts;
  const others = [
    needsYou > 0 && !said.includes("needsYou") ? plural("answerNeeds", needsYou) : "",
    waiting > 0 && !said.includes("waiting") ? plural("answerWaits", waiting) : "",
    open > 0 && !said.includes("open") ? plural("answerOpen", open) : "",
  ];
  return { headline, others: others.filter((sentence) => sentence !== "").join(" "), advice: advice(counts) };
}
