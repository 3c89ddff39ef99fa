// Makes what bench-collect reads: many histories, a few of the same kind, and one long history with kept e-mails and seals.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { madeHistory } from "../fixtures/made-history.ts";
import { keyOfMails, objectionOf, writeHistories } from "../fixtures/many-histories.ts";
import { providersKey, sealMail } from "../fixtures/seal-mail.ts";
import { sealNow } from "../protocol/second-check.ts";

const [folder = "", host = "", many = "10000", longest = "100000"] = process.argv.slice(2);
const now = Date.now();

function* longHistory(entries: number) {
  for (let number = 0, made = 0; made < entries; number += 1)
    for (const one of objectionOf(number, now)) {
      made += 1;
      yield one;
    }
}

mkdirSync(path.join(folder, "data"), { recursive: true });
writeHistories(path.join(folder, "many"), Number(many), { now, changedEvery: 0 });
writeHistories(path.join(folder, "few"), 100, { now, changedEvery: 0 });

const file = madeHistory(longHistory(Number(longest)));
const seals = Array.from({ length: 50 }, (_, index) => {
  const line = sealNow({ ...file, entries: file.entries.slice(0, Math.floor((file.entries.length * (index + 1)) / 50)) });
  return { evidence: Buffer.from(sealMail(line, now), "latin1").toString("base64") };
});
mkdirSync(path.join(folder, "long"));
writeFileSync(path.join(folder, "long/history.json"), JSON.stringify({ ...file, seals }));

const env = { ...process.env, DEMUR_DATA_DIR: path.join(folder, "data") };
for (const key of [keyOfMails(), ["test._domainkey.example.org", providersKey]])
  execFileSync(host, ["keys", "add", ...key], { env, stdio: "ignore" });
