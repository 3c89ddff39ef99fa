import catalogue from "../../manifests/forms.json";
import type { Platform } from "./protocol.ts";

export type FormPurpose = "objection" | "third-party-information" | "data-subject-rights" | "data-protection-officer";

/** A form in the catalogue of Meta's forms (`manifests/forms.json`). */
export interface CatalogueForm {
  id: string;
  platform: Platform;
  purpose: FormPurpose;
  /** The canonical address, without anything that points at the person. */
  url: string;
  /** The form that Demur links to for its platform. */
  current?: boolean;
}

interface Site {
  domain: string;
  hosts: string[];
  localeHosts?: boolean;
  formPaths: string[];
}

const sites: Site[] = catalogue.sites;
const forms = catalogue.forms as CatalogueForm[];

/** fr-fr.facebook.com, es-la.facebook.com: a language, a hyphen, a place. */
const localeHost = /^[a-z]{2,3}-[a-z]{2,4}\./;

function isHostOf(site: Site, host: string): boolean {
  if (site.hosts.includes(host)) return true;
  return site.localeHosts === true && localeHost.test(host) && host.replace(localeHost, "") === site.domain;
}

/** The names by which people know Meta's sites that have such forms. */
export const siteDomains: readonly string[] = sites.map((site) => site.domain);

/** Whether an address is on one of the hosts that serve Meta's forms: https, and the host compared exactly. */
export function isMetaSite(url: URL): boolean {
  return url.protocol === "https:" && url.port === "" && sites.some((site) => isHostOf(site, url.hostname));
}

/** The id of the form at this address: the next part after a form's path, or `id` in the query. */
function formId(site: Site, url: URL): string | undefined {
  const path = url.pathname.toLowerCase().replace(/\/+$/, "");
  for (const formPath of site.formPaths) {
    if (path === formPath) return url.searchParams.get("id") ?? undefined;
    const rest = path.slice(formPath.length + 1);
    if (path.startsWith(`${formPath}/`) && /^\d+$/.test(rest)) return rest;
  }
  return undefined;
}

/** The form of the catalogue that an address leads to, or undefined: not Meta's host, not a form, or not known. */
export function formAt(address: string): CatalogueForm | undefined {
  const url = new URL(address);
  if (!isMetaSite(url)) return undefined;
  for (const site of sites.filter((candidate) => isHostOf(candidate, url.hostname))) {
    const id = formId(site, url);
    const form = forms.find((candidate) => candidate.id === id);
    if (form) return form;
  }
  return undefined;
}

/** The objection form that Demur links to for a platform, if one is known. */
export function objectionFormOf(platform: Platform): CatalogueForm | undefined {
  return forms.find((form) => form.platform === platform && form.purpose === "objection" && form.current === true);
}

/** The objection forms that Demur links to, in the order of the catalogue. */
export const currentObjectionForms: readonly CatalogueForm[] = forms.filter(
  (form) => form.purpose === "objection" && form.current === true,
);
