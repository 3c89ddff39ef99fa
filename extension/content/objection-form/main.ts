import type { Shown, Spotted } from "../banner-scripts.ts";
import { FormSession } from "./session.ts";
import { showNotice } from "./banner.ts";

function show(spotted: Spotted): Shown {
  switch (spotted.kind) {
    case "form": {
      const session = new FormSession(spotted);
      void session.start();
      return session;
    }
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
