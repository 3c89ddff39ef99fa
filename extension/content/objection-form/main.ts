import { formAt, type CatalogueForm } from "../../model/forms.ts";
import { findForm } from "./find.ts";
import { showOtherForm } from "./other-form.ts";
import { FormSession } from "./session.ts";

/** What is shown for the page's address now; it changes when the page changes its address without loading anew. */
class Page {
  #form: CatalogueForm | undefined;
  #session: FormSession | undefined;
  #endOther: (() => void) | undefined;
  readonly #observer = new MutationObserver(() => {
    this.#look();
  });

  /** Looks at the address; leaves what belonged to another one. */
  navigated(): void {
    const form = formAt(location.href);
    if (form?.id === this.#form?.id) return;
    this.#leave();
    this.#form = form;
    if (!form) return;
    this.#observer.observe(document, { childList: true, subtree: true });
    this.#look();
  }

  /** Waits for the form, which the engine may render late; afterwards keeps the banner in its place. */
  #look(): void {
    const form = this.#form;
    if (!form || !document.body) return;
    if (form.purpose !== "objection") {
      this.#endOther ??= showOtherForm({ ...form, purpose: form.purpose });
      return;
    }
    if (this.#session) {
      this.#session.keepPlace();
      return;
    }
    const found = findForm(document, form.id);
    if (!found) return;
    this.#session = new FormSession(found, form);
    void this.#session.start();
  }

  #leave(): void {
    this.#observer.disconnect();
    void this.#session?.end();
    this.#session = undefined;
    this.#endOther?.();
    this.#endOther = undefined;
    this.#form = undefined;
  }
}

const page = new Page();
page.navigated();
// Meta's pages change their address without loading anew; the Navigation API tells it in the content script's own world too.
navigation.addEventListener("currententrychange", () => {
  page.navigated();
});
