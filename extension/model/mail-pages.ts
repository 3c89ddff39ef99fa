import { services, sources } from "../../manifests/mail-pages.json";

/** A service on whose web pages people read their mail. */
export type MailService = (typeof services)[number];

/** The text of an e-mail that a page showed when the person pressed the button. Nothing else of the page is kept, least of all its URL. */
export interface MailFromPage {
  /** What the page showed, or the link that the person pointed at. */
  text: string;
  /** Whether it is a whole message, from a page known to show messages as they arrived. */
  isSource: boolean;
  /** The name of the service, if it is a known one. */
  service?: string;
}

/** The key under which it waits in `storage.session` for the page that reads it. */
export const mailFromPageKey = "mailFromPage";

/** Longer texts are cut: no e-mail of Meta's comes close. Whole messages are not cut. */
export const maxShownText = 200_000;

const isBelow = (host: string, parent: string) => host === parent || host.endsWith(`.${parent}`);

/** The mail service that a page belongs to; undefined if it isn't a known one. */
export function mailServiceOf({ protocol, hostname }: URL): MailService | undefined {
  if (protocol !== "https:") return undefined;
  return services.find(({ hosts }) => hosts.some((host) => isBelow(hostname, host)));
}

/** The service with this name. */
export function mailServiceNamed(name: string): MailService | undefined {
  return services.find((service) => service.name === name);
}

/** The selector of the element that contains the message, on a page that shows it as it arrived; undefined on any other page. */
export function sourceElement({ protocol, host: itsHost, pathname, searchParams }: URL): string | undefined {
  const found = sources.find(
    ({ host, path, query }) =>
      protocol === "https:" &&
      itsHost === host &&
      pathname.startsWith(path) &&
      Object.entries(query).every(([name, value]) => searchParams.get(name) === value),
  );
  return found && (found.element ?? "body");
}
