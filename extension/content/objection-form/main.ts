// The second of two content scripts, injected into a page only when there is a form or something else to show a banner about.
// It puts `demurShow` on the global object, where the first one, the spotter, calls it: both run in the extension's own
// isolated world of the page, which the page's scripts can't reach (see ../banner-scripts.ts).
import type { FormBanner, Spotted } from "../banner-scripts.ts";
import { AnswerSession } from "./answer-session.ts";
import { FormSession } from "./session.ts";
import { showNotice } from "./banner.ts";

function show(spotted: Spotted): FormBanner {
  switch (spotted.kind) {
    case "form": {
      const session = new FormSession(spotted);
      void session.start();
      return session;
    }
    case "answer":
      return new AnswerSession(spotted);
    case "not-the-form":
      return showNotice({ kind: "not-the-form" }, spotted.place, spotted.form);
    case "other-form":
      return showNotice({ kind: "another-form", purpose: spotted.purpose, objectionForm: spotted.objectionForm }, spotted.place);
    case "gate":
    case "code":
      return showNotice({ kind: spotted.kind }, spotted.place);
  }
}

globalThis.demurShow = show;
