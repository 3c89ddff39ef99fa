import bg from "./bg.json";
import cs from "./cs.json";
import da from "./da.json";
import de from "./de.json";
import el from "./el.json";
import en from "./en.json";
import es from "./es.json";
import et from "./et.json";
import fi from "./fi.json";
import fr from "./fr.json";
import ga from "./ga.json";
import hr from "./hr.json";
import hu from "./hu.json";
import it from "./it.json";
import lt from "./lt.json";
import lv from "./lv.json";
import mt from "./mt.json";
import nb from "./nb.json";
import nl from "./nl.json";
import pl from "./pl.json";
import pt from "./pt.json";
import ro from "./ro.json";
import sk from "./sk.json";
import sl from "./sl.json";
import sv from "./sv.json";

/** The kinds of ready-made messages for the form. */
export type ReadyTextKind = "plain" | "work" | "law";
/** Texts that ask somebody who shared something about the person to object, too. `{name}`, `{platform}` and `{form}` are filled in. */
export type AskTexts = Record<"ask" | "askAgain", string>;
type Texts = Record<ReadyTextKind, string> & AskTexts;

/** Texts that a person may put into Meta's form or send to others, by primary language. Other languages fall back to English. */
export const readyTexts: { en: Texts } & Partial<Record<string, Texts>> = {
  bg,
  cs,
  da,
  de,
  el,
  en,
  es,
  et,
  fi,
  fr,
  ga,
  hr,
  hu,
  it,
  lt,
  lv,
  mt,
  nb,
  nl,
  pl,
  pt,
  ro,
  sk,
  sl,
  sv,
};
