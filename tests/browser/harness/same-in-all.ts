/**
 * For tests of what no browser does differently: what the host answers, and what Demur's own code makes of it. Chromium stands for all
 * of them; `./check --deep` runs them in Firefox, too.
 */
export const sameInAll = {
  skip: process.env["DEMUR_BROWSER"] === "firefox" && process.env["DEMUR_EVERY_TEST"] === undefined,
};
