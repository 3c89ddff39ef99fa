import { at, listAt, nodesIn, textAt } from "./embedded-json.ts";
import { profileUrl, readLink, type TaggedPlatform, type TaggedSite } from "./tagged-links.ts";
import { isOwn, type Viewer } from "./viewer.ts";

/** Who shared something. Names aren't unique; the URL is, if known. */
export interface Contact {
  name: string;
  url?: string;
}

/** Something that another person shared and that includes this one, in the shape of `tagged.record`. */
export interface TaggedItem {
  platform: TaggedPlatform;
  url: string;
  contact: Contact;
  kind: "tag" | "mention" | "photo";
  /** When it was shared: RFC 3339, UTC. */
  at?: string;
  seenOn: "page";
}

/** An item whose owner the page doesn't show, such as a tile among photos. It can be recorded once the owner is known. */
export type OwnerlessItem = Omit<TaggedItem, "contact">;

/** How many items one finder found in a page. */
export interface FinderCount {
  finder: string;
  count: number;
}

const maxName = 200;

/** A name as people see it: Meta's pages put invisible characters between its letters. */
export function cleanName(text: string): string {
  const visible = text
    .normalize("NFC")
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cc}/gu, (sign) => (/\s/u.test(sign) ? " " : ""));
  return Array.from(visible.replace(/\s+/gu, " ").trim()).slice(0, maxName).join("").trim();
}

/** Seconds since 1970 as RFC 3339; undefined if they can't be the time of a post. */
function timeOf(seconds: unknown): string | undefined {
  const isTime = typeof seconds === "number" && seconds > 0 && seconds < 2 ** 33;
  return isTime ? new Date(seconds * 1000).toISOString() : undefined;
}

function postOf(site: TaggedSite, viewer: Viewer, node: unknown): TaggedItem | undefined {
  const owner = textAt(node, "user", "username");
  const code = textAt(node, "code");
  const url = code === undefined ? undefined : readLink(`https://${site.hosts[0] ?? ""}/p/${code}/`)?.url;
  if (owner === undefined || url === undefined || isOwn(site, viewer, { owner })) return undefined;
  const time = timeOf(at(node, "taken_at"));
  return {
    platform: site.platform,
    url,
    contact: { name: cleanName(textAt(node, "user", "full_name") ?? "") || owner, url: profileUrl(site, owner) },
    kind: "tag",
    ...(time === undefined ? {} : { at: time }),
    seenOn: "page",
  };
}

/** The posts of the tagged tab, from the JSON in the page: `{"xdt_api__…": {"edges": [{"node": {…}}]}}`. */
export function taggedPostsIn(site: TaggedSite, viewer: Viewer, documents: readonly unknown[]): TaggedItem[] {
  const { tagged } = site.embedded;
  if (tagged === undefined) return [];
  const nodes = documents.flatMap((document) => [...nodesIn(document)]);
  const edges = nodes.flatMap((node) => listAt(node, tagged, "edges"));
  return edges.flatMap((edge) => postOf(site, viewer, at(edge, "node")) ?? []);
}
