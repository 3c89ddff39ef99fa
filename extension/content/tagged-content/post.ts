import { cleanName, type Contact, type TaggedItem } from "../../model/tagged-items.ts";
import { readLink, type Link } from "../../model/tagged-links.ts";
import { isInOwnAlbum, isOwn } from "../../model/viewer.ts";
import { linksIn, type WatchedPage, type PageLink } from "./watched-page.ts";

/** A link whose URL could be read. */
type KnownLink = PageLink & { link: Link };

/** Links in comments, when both the post and its comments are articles. Elsewhere such links carry the id of the comment. */
const comment = "[role=article] [role=article] a";
/** Where the comments under a post begin. */
const commentBox = "form, [role=textbox], [contenteditable=true]";

const leadsToPost = ({ link }: PageLink): boolean => link?.kind === "post" || link?.kind === "photo";

/** The links of a post itself, without the comments under it. */
function ownLinks(unit: Element): PageLink[] {
  const box = unit.querySelector(commentBox);
  const isBeforeBox = (anchor: Element): boolean =>
    !box || (box.compareDocumentPosition(anchor) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const links = [...linksIn(unit)].filter(({ anchor }) => !anchor.matches(comment) && isBeforeBox(anchor));
  const firstComment = links.findIndex(({ link }) => link?.isInComment);
  return firstComment < 0 ? links : links.slice(0, firstComment);
}

/** Links to profiles with a name on them; the picture beside a name is a link too. */
function namedProfiles(links: readonly PageLink[]): KnownLink[] {
  return links.filter((one): one is KnownLink => one.link?.kind === "profile" && cleanName(one.anchor.textContent) !== "");
}

/** Where a page shows a single post or photo; Facebook puts the text beside a photo into an element of its own. */
export const loneUnit = "[role=dialog], main, [role=main], [role=complementary]";

/** A post names its author and two more, then "and 3 others"; a longer row of names is a list of friends. */
const maxInHeader = 4;

/** The links before the time of a post. */
function headerOf(links: readonly PageLink[]): readonly PageLink[] {
  const end = links.findIndex((one) => leadsToPost(one) || one.leadsNowhere);
  return end < 0 ? links : links.slice(0, end);
}

const contactOf = ({ anchor, link }: KnownLink): Contact => ({ name: cleanName(anchor.innerText), url: link.url });

/** The URL of the single post or photo that a page shows, if `unit` contains it: its own links may be missing there. */
function shownIn(unit: Element, { url }: WatchedPage): Link | undefined {
  const shown = unit.matches(loneUnit) ? readLink(url) : undefined;
  return shown?.kind === "post" || shown?.kind === "photo" ? shown : undefined;
}

/**
 * Reads how a post by someone else includes the person. The header ends at the time of the post: whoever is linked there after the author
 * is tagged; whoever is linked in the text is mentioned.
 */
export function readPost(unit: Element, watched: WatchedPage): TaggedItem | undefined {
  const { site, viewer } = watched;
  const links = ownLinks(unit);
  const [author, ...others] = namedProfiles(links);
  if (!author || isOwn(site, viewer, author.link) || contactOf(author).name === "") return undefined;
  const header = headerOf(links);
  if (!header.includes(author) || namedProfiles(header).length > maxInHeader) return undefined;
  const shown = shownIn(unit, watched);
  const about = { platform: site.platform, contact: contactOf(author), seenOn: "page" } as const;
  // An opened photo from the album of the person's tags: its own page names who shared it.
  const hasTime = header.length < links.length;
  if (shown && hasTime && isInOwnAlbum(site, viewer, shown)) return { ...about, url: shown.url, kind: "photo" };
  const self = others.find(({ link }) => isOwn(site, viewer, link));
  const post = shown ?? links.find(leadsToPost)?.link;
  return self && post && { ...about, url: post.url, kind: header.includes(self) ? "tag" : "mention" };
}
