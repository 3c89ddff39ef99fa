import van from "vanjs-core";
import { momentOnDay } from "../../model/day-label.ts";
import type { ObjectionsGetResult } from "../../model/protocol.ts";
import { storyOf } from "../../model/story-items.ts";
import { platformName } from "../../ui/components.ts";
import { formatDate, formatMoment, message, plural } from "../../ui/i18n.ts";
import { whenWords } from "../history/record/event-list.ts";
import { itemWords } from "../history/record/event-looks.ts";
import { sourceWords } from "../source-words.ts";

const { b, blockquote, dd, div, dl, dt, h2, li, ol, p, s, section } = van.tags;

/** An attachment to print with the letter: the objection as it was recorded, and what happened. The person's own notes are left out. */
export function annex(title: string, { objection, events, deadlines }: ObjectionsGetResult): HTMLElement {
  const { platform, email, submittedAt, precision, pageUrl, message: words, id } = objection;
  const story = storyOf(events, deadlines, new Date()).filter(({ kind, isNotAgreed }) => kind !== "note" && !isNotAgreed);
  const items = story.map((item) => {
    const { detail, mistake, source } = item;
    const said = itemWords(item);
    return li(
      div({ class: "help" }, [whenWords(item), source ? sourceWords(source) : ""].filter((words) => words !== "").join(" · ")),
      mistake ? s(said) : b(said),
      detail ? blockquote(detail) : "",
      mistake ? div(message("eventTakenBack", formatMoment(mistake.at))) : "",
    );
  });
  return section(
    { class: "annex" },
    h2(title),
    dl(
      dt(message("historyPlatform")),
      dd(platformName(platform)),
      dt(message("historyAddress")),
      dd(email),
      dt(message("historySent")),
      dd(precision === "day" ? formatDate(momentOnDay(submittedAt, precision)) : formatMoment(submittedAt), div(pageUrl)),
    ),
    words ? [p(plural("entryMessage", words.length)), blockquote(words)] : "",
    ol({ reversed: true }, items),
    p({ class: "help" }, message("historyId", id)),
  );
}
