import type { ReadyTextKind } from "../model/messages.ts";
import da from "./da.json";
import el from "./el.json";
import en from "./en.json";
import nb from "./nb.json";
import nl from "./nl.json";

type ReadyTexts = Record<ReadyTextKind, string>;

/** Texts that a person may put into Meta's form, by the primary language of the form. English stands in for the others. */
export const readyTexts: { en: ReadyTexts } & Partial<Record<string, ReadyTexts>> = { da, el, en, nb, nl };
