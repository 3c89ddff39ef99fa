import type { CatalogueForm, FormPurpose } from "../model/forms.ts";
import type { SentFromTab } from "../model/messages.ts";
import type { Sighting } from "../model/sighting.ts";
import type { FoundForm } from "./found-form.ts";

// Content scripts come in pairs. The first of a pair runs in every page that may matter and only looks (spotter, tagged-content).
// The second one contains the banner with its texts and styles, and is injected only into a page where there is something to show
// (objection-form, tagged-banner). Content scripts can't import each other, so the second leaves a function on the global object.

/** What the spotter has found in a page. */
export type Spotted =
  /**
   * `isProbable`: not in the catalogue, so the person is asked whether it is the objection form. `isOwn`: they have said yes. `sent`: the
   * same form was sent from this tab a moment ago, and this page came instead of an answer.
   */
  | { kind: "form"; found: FoundForm; form: CatalogueForm; isProbable: boolean; isOwn: boolean; sent?: SentFromTab | undefined }
  /** The page that answers to the objection that was sent from this tab a moment ago. */
  | { kind: "answer"; form: CatalogueForm; sent: SentFromTab; place: Element }
  /** The person has said that this form is not the objection form. */
  | { kind: "not-the-form"; form: CatalogueForm; place: Element }
  | { kind: "other-form"; purpose: Exclude<FormPurpose, "objection">; objectionForm: string; place: Element }
  /** A question before the form, or a code asked for after it, say after a reload. */
  | { kind: "gate" | "code"; place: Element };

/** The banner about what was spotted. */
export interface FormBanner {
  /** To be called after changes in the page: puts the banner back if the page removed it, and says whether it did. */
  keepPlace(): boolean;
  /** The address field of the form that the banner is about. */
  readonly email?: HTMLInputElement;
  /** The page has rendered the form again. */
  follow?(found: FoundForm): void;
  /** Whether the person has chosen another request on the page since it was shown. */
  isStale?(): boolean;
  /** Whether something was sent and the person should still see what became of it, even if the form is gone. */
  readonly isSent: boolean;
  /** Removes the banner. */
  end(): void;
}

/** The banner about other people's posts in a page. */
export interface SightingBanner {
  /** Says what the page has shown. `isWaiting`: the items wait in this browser for Demur's program. */
  show(sighting: Sighting, isWaiting: boolean): void;
  /** Puts the banner back if the page removed it. */
  keepPlace(): void;
  /** Removes the banner. */
  end(): void;
}

declare global {
  /** Shows a banner about what was spotted. Set by the script objection-form. */
  var demurShow: ((spotted: Spotted) => FormBanner) | undefined;
  /** Makes a banner about other people's posts. Set by the script tagged-banner. */
  var demurShowSighting: ((isFolded: boolean) => SightingBanner) | undefined;
  /** Whether the script tagged-content is already running in the page. */
  var demurLooks: boolean | undefined;
}
