import { momentOnDay } from "../model/day-label.ts";
import type { MailAuthentication, Source } from "../model/protocol.ts";
import { formatDate, message, type PlainMessageKey } from "../ui/i18n.ts";

/** Whether the e-mail that says so is Meta's, and who says that. */
const mailWords: Record<MailAuthentication, PlainMessageKey> = {
  signed: "sourceMailSigned",
  provider: "sourceMail",
  fail: "sourceMailFailed",
  none: "sourceMailUnchecked",
};

/** What is known about an e-mail's sender, and whether others can write into it. */
function judgement({ authentication, isKeyAdded, hasOthersWords }: Source): string {
  const sender = message(isKeyAdded === true ? "sourceMailAddedKey" : mailWords[authentication ?? "none"]);
  return hasOthersWords === true ? `${sender} · ${message("sourceOthersWords")}` : sender;
}

/** How it is known that something happened, in words. */
export function sourceWords(source: Source): string {
  switch (source.by) {
    case "page":
      return message("sourcePage");
    case "mail":
      return judgement(source);
    case "person": {
      const entered = source.enteredAt === undefined ? "" : message("sourceEntered", formatDate(momentOnDay(source.enteredAt)));
      return source.authentication === undefined ? entered : `${entered} · ${judgement(source)}`;
    }
    case "file": {
      const came = source.cameAt ? message("sourceFile", formatDate(source.cameAt)) : message("sourceFileUndated");
      return [came, source.was ? sourceWords(source.was) : ""].filter((words) => words !== "").join(" · ");
    }
    case "unrecorded":
      return message("sourceUnrecorded");
  }
}
