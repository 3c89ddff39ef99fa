import manifest from "../../manifests/tagged.json";

/** The sites on which others' content is looked for. */
export type TaggedPlatform = "facebook" | "instagram";

type LinkKind = "photo" | "post" | "profile" | "tagged-page";

interface LinkShape {
  kind: LinkKind;
  path: string;
  query?: Partial<Record<string, string>>;
  without?: string[];
  url?: string;
}

/** A site, as `manifests/tagged.json` has it. */
export interface TaggedSite {
  platform: TaggedPlatform;
  hosts: string[];
  namedProfile: string;
  numberedProfile: string;
  commentParameters: string[];
  taggedAlbum?: string;
  links: LinkShape[];
  reserved: string[];
  embedded: { viewer: string; vanity?: string; tagged?: string };
}

/** What a link on one of the sites leads to. */
export interface Link {
  platform: TaggedPlatform;
  kind: LinkKind;
  /** The canonical form of this URL: without tracking, and without the album that would identify the person. */
  url: string;
  /** The name or number of the profile that the URL names. */
  owner?: string;
  album?: string;
  /** The link belongs to a comment under a post. */
  isInComment: boolean;
}

/** Every site on which others' content is looked for. */
export const taggedSites = manifest.sites as TaggedSite[];

/** A site's URLs, as the browser's permissions name them. */
export function originsOf({ hosts }: TaggedSite): string[] {
  return hosts.map((host) => `https://${host}/*`);
}

type Parts = Partial<Record<string, string>>;

/** Profiles, albums and posts are named with these characters. */
const partText = /^[\p{L}\p{N}._-]{1,200}$/u;

const partName = (pattern: string): string | undefined => /^\{(\w+)\}\??$/.exec(pattern)?.[1];

/** A part of a URL, decoded; undefined if its percent-encoding is broken. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Reads a value by its pattern into `parts`. False if it doesn't match. */
function readPart(pattern: string, value: string | undefined, parts: Parts): boolean {
  const name = partName(pattern);
  if (name === undefined) return value === pattern;
  if (value === undefined) return pattern.endsWith("?");
  parts[name] = value;
  return partText.test(value);
}

function partsOf({ path, query = {}, without = [] }: LinkShape, url: URL): Parts | undefined {
  const parts: Parts = {};
  const patterns = path.split("/");
  const segments = url.pathname.replace(/\/+$/, "").split("/");
  const fitsPath =
    patterns.length === segments.length &&
    patterns.every((pattern, index) => readPart(pattern, decoded(segments[index] ?? ""), parts));
  const fitsQuery = Object.entries(query).every(([key, pattern = ""]) =>
    readPart(pattern, url.searchParams.get(key) ?? undefined, parts),
  );
  return fitsPath && fitsQuery && !without.some((key) => url.searchParams.has(key)) ? parts : undefined;
}

const filled = (template: string, parts: Parts): string =>
  template.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(parts[name] ?? ""));

/** The site that a URL is on: https, and the host compared exactly. */
export function taggedSite(href: string): TaggedSite | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  return url.protocol === "https:" && url.port === "" ? taggedSites.find(({ hosts }) => hosts.includes(url.hostname)) : undefined;
}

/** The canonical URL of a profile, by its name or number. */
export function profileUrl(site: TaggedSite, owner: string): string {
  return filled(/^\d+$/.test(owner) ? site.numberedProfile : site.namedProfile, { owner });
}

/** Reads an absolute URL. Undefined: it is on another site, or says nothing about tagged content. */
export function readLink(href: string): Link | undefined {
  const site = taggedSite(href);
  if (!site) return undefined;
  const url = new URL(href);
  for (const shape of site.links) {
    const parts = partsOf(shape, url);
    const { owner, album } = parts ?? {};
    if (!parts || (owner !== undefined && site.reserved.includes(owner.toLowerCase()))) continue;
    return {
      platform: site.platform,
      kind: shape.kind,
      url: shape.url === undefined ? profileUrl(site, owner ?? "") : filled(shape.url, parts),
      ...(owner === undefined ? {} : { owner }),
      ...(album === undefined ? {} : { album }),
      isInComment: site.commentParameters.some((key) => url.searchParams.has(key)),
    };
  }
  return undefined;
}
