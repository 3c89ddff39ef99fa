import catalogue from "../../manifests/forms.json";
import type { Platform } from "./protocol.ts";

export type FormPurpose = "objection" | "third-party-information" | "data-subject-rights" | "data-protection-officer";

/** A form in the catalogue of Meta's forms (`manifests/forms.json`). */
export interface CatalogueForm {
  id: string;
  platform: Platform;
  purpose: FormPurpose;
  /** The canonical URL, without anything that identifies the person. */
  url: string;
  /** The form that Demur links to for its platform. */
  current?: boolean;
  /** Sources disagree on what it is for: the person is asked. */
  isUncertain?: boolean;
}

interface Site {
  platform: Platform;
  domain: string;
  hosts: string[];
  localeHosts?: boolean;
  formPaths: string[];
  answerPaths?: string[];
}

const sites = catalogue.sites as Site[];
const forms = catalogue.forms as CatalogueForm[];

/** fr-fr.facebook.com, es-la.facebook.com: a language, a hyphen, a place. */
const localeHost = /^[a-z]{2,3}-[a-z]{2,4}\./;

function isHostOf(site: Site, host: string): boolean {
  if (site.hosts.includes(host)) return true;
  return site.localeHosts === true && localeHost.test(host) && host.replace(localeHost, "") === site.domain;
}

/** The names by which people know Meta's sites that have such forms. */
export const siteDomains: readonly string[] = sites.map((site) => site.domain);

/** Whether a host is within one of Meta's own domains. */
export function isMetaHost(host: string): boolean {
  return catalogue.ownDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** Whether a URL is on one of Meta's own domains, with or without forms. */
export function isMetaPage(url: URL): boolean {
  return url.protocol === "https:" && url.port === "" && isMetaHost(url.hostname);
}

/** Whether a URL is on one of the hosts that serve Meta's forms: https, and the host compared exactly. */
export function isMetaSite(url: URL): boolean {
  return url.protocol === "https:" && url.port === "" && sites.some((site) => isHostOf(site, url.hostname));
}

/** How Meta's forms are numbered: shorter or longer numbers aren't forms. */
const formNumbers = /^\d{6,20}$/;

/** The id of the form at this URL: the next part after a form's path, or `id` in the query. */
function formId(site: Site, url: URL): string | undefined {
  const path = url.pathname.toLowerCase().replace(/\/+$/, "");
  for (const formPath of site.formPaths) {
    const rest = path === formPath ? url.searchParams.get("id") : path.slice(formPath.length + 1);
    if (rest !== null && (path === formPath || path.startsWith(`${formPath}/`)) && formNumbers.test(rest)) return rest;
  }
  return undefined;
}

/** The parts of a URL at which Meta's sites have a form. */
export interface FormUrl {
  platform: Platform;
  /** The number in the URL. */
  id: string;
  /** The form in the catalogue with this number; a form that Meta has added since is not in it. */
  form?: CatalogueForm;
}

/** Reads the URL of a form, or undefined: not Meta's host, no form there, or one that has nothing to do with AI. */
export function formUrl(href: string): FormUrl | undefined {
  const url = new URL(href);
  if (!isMetaSite(url)) return undefined;
  for (const site of sites.filter((candidate) => isHostOf(candidate, url.hostname))) {
    const id = formId(site, url);
    if (id === undefined || id in catalogue.unrelated) continue;
    const form = forms.find((candidate) => candidate.id === id);
    return { platform: form?.platform ?? site.platform, id, ...(form ? { form } : {}) };
  }
  return undefined;
}

/** The number of a form in a URL of Meta's, even of one that has nothing to do with AI. */
export function formNumber(href: string): string | undefined {
  const url = new URL(href);
  if (!isMetaSite(url)) return undefined;
  return sites.filter((site) => isHostOf(site, url.hostname)).flatMap((site) => formId(site, url) ?? [])[0];
}

/** Whether this is the URL of a page that answers a form of the touch engine. */
export function isAnswerUrl(href: string): boolean {
  const url = new URL(href);
  const path = url.pathname.replace(/\/+$/, "");
  return isMetaSite(url) && sites.some((site) => isHostOf(site, url.hostname) && site.answerPaths?.includes(path) === true);
}

/** The form in the catalogue with this number. */
export function formOfId(id: string): CatalogueForm | undefined {
  return forms.find((candidate) => candidate.id === id);
}

/** Whether part of a path is a word from the paths of Meta's forms and answers: any other may be somebody's name. */
export function isPathWord(part: string): boolean {
  const paths = sites.flatMap(({ formPaths, answerPaths = [] }) => [...formPaths, ...answerPaths]);
  return paths.some((path) => path.split("/").includes(part.toLowerCase()));
}

/** An entry for a form that isn't in the catalogue, made by the person's answer: its URL without what identifies the person. */
export function uncataloguedForm({ platform, id }: FormUrl, href: string): CatalogueForm {
  const url = new URL(href);
  const path = url.pathname.replace(/\/+$/, "");
  return { id, platform, purpose: "objection", url: url.origin + (path.endsWith(id) ? path : `${path}?id=${id}`) };
}

/** The objection form that Demur links to for a platform, if one is known. */
export function objectionFormOf(platform: Platform): CatalogueForm | undefined {
  return forms.find((form) => form.platform === platform && form.purpose === "objection" && form.current === true);
}

/** The first day on which anybody can have objected: "2023-01-01". */
export const earliestObjection: string = catalogue.earliestObjection;

/** The objection forms that Demur links to, in the order of the catalogue. */
export const currentObjectionForms: readonly CatalogueForm[] = forms.filter(
  (form) => form.purpose === "objection" && form.current === true,
);
