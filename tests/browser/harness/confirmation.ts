import { facebook } from "./form.ts";

/** What Meta's confirmation says. */
export const sentences = [
  "We will honour your objection for your public information, such as public posts and comments.",
  "This means that we won't use your public information from Facebook and Instagram for AI at Meta.",
];

/** A date as in e-mails. */
export const mailDate = (date: Date): string => date.toUTCString().replace("GMT", "+0000");

/** Meta's confirmation as the person's mail provider would deliver it. */
export const confirmation = (date: Date, to = "anna@example.org"): string =>
  [
    "Authentication-Results: gmx.net; dkim=pass header.d=facebookmail.com",
    "Received: from mx-out.facebook.com by mx-ha.gmx.net (mxgmx116) with ESMTPS (Nemesis); Sun, 22 Nov 2026 15:33:11 +0100",
    "From: Facebook <case++aazq4xkq7vj2@support.facebook.com>",
    `To: ${to}`,
    "Subject: Your objection",
    `Date: ${mailDate(date)}`,
    "",
    ...sentences,
    "",
  ].join("\r\n");

/** When Anna objected, and when Meta answered. */
export const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
export const answered = new Date(yesterday.getTime() + 60_000);

/** Anna's objection, a minute before Meta's answer. */
export const annasObjection = {
  id: "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a01",
  formId: "712876720715583",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: facebook,
  submittedAt: yesterday.toISOString(),
};
