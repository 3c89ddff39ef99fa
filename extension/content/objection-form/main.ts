// The second of two content scripts, injected into a page only when there is a form or something else to show a banner about.
// It puts `demurShow` on the global object, where the first one, the spotter, calls it: both run in the extension's own
// isolated world of the page, which the page's scripts can't reach (see ../banner-scripts.ts).
import type { FormBanner, Spotted } from "../banner-scripts.ts";
import { AnswerSession } from "./answer-session.ts";
import { followChoices, otherRequest, readGate } from "./gate.ts";
import { FormSession } from "./session.ts";
import { showNotice } from "./banner.ts";

/** The questions before the form may have led to another request: then this is not the objection form, and nothing is recorded. */
function showForm(spotted: Extract<Spotted, { kind: "form" }>): FormBanner {
  const other = otherRequest();
  if (other) {
    const { found, form } = spotted;
    const notice = showNotice({ kind: "another-form", purpose: other, objectionForm: form.url }, found.root);
    return { ...notice, isStale: () => otherRequest() !== other };
  }
  const session = new FormSession(spotted);
  void session.start();
  return session;
}

function show(spotted: Spotted): FormBanner {
  switch (spotted.kind) {
    case "form":
      return showForm(spotted);
    case "answer":
      return new AnswerSession(spotted);
    case "not-the-form":
      return showNotice({ kind: "not-the-form" }, spotted.place, spotted.form);
    case "other-form":
      return showNotice({ kind: "another-form", purpose: spotted.purpose, objectionForm: spotted.objectionForm }, spotted.place);
    case "gate": {
      const asked = readGate();
      return { ...showNotice(asked, spotted.place), isStale: () => JSON.stringify(readGate()) !== JSON.stringify(asked) };
    }
    case "code":
      return showNotice({ kind: "code" }, spotted.place);
  }
}

followChoices();
globalThis.demurShow = show;
