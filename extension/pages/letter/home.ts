import van from "vanjs-core";
import { countries, regionsOf } from "../../model/authorities.ts";
import { emptyStore, type LocalStore } from "../../model/storage.ts";
import { field } from "../../ui/components.ts";
import { locale, message } from "../../ui/i18n.ts";

const { div, input, option, select } = van.tags;

/** Where the person lives, which decides on law and authority, and their name, which goes under their letters. */
export type Home = LocalStore["home"];

/** What the person entered last, otherwise the country of the browser's language. */
export async function readHome(): Promise<Home> {
  const { home } = await chrome.storage.local.get<LocalStore>(emptyStore);
  if (home.country !== "") return home;
  const region = new Intl.Locale(navigator.language).maximize().region ?? "";
  return { ...home, country: countries.includes(region) ? region : "IE" };
}

export async function keepHome(home: Home): Promise<void> {
  await chrome.storage.local.set({ home });
}

function countryOptions(chosen: string): HTMLOptionElement[] {
  const names = new Intl.DisplayNames([locale()], { type: "region" });
  const named = countries.map((code) => ({ code, name: names.of(code) ?? code }));
  named.sort((one, other) => one.name.localeCompare(other.name, locale()));
  return named.map(({ code, name }) => option({ value: code, selected: code === chosen }, name));
}

/** Fields for country, region and name. `changed` is called at every change. */
export function homeFields(home: Home, changed: (home: Home) => void): HTMLElement {
  let current = home;
  const change = (part: Partial<Home>) => {
    current = { ...current, ...part };
    changed(current);
  };
  const regionPlace = div();
  const showRegions = () => {
    const regions = regionsOf(current.country);
    if (regions.length === 0) {
      regionPlace.replaceChildren();
      return;
    }
    const options = regions.map(({ code, name }) => option({ value: code, selected: code === current.region }, name));
    const choose = select(
      {
        onchange: () => {
          change({ region: choose.value });
        },
      },
      option({ value: "" }, "–"),
      options,
    );
    regionPlace.replaceChildren(field(message("letterRegion"), choose));
  };
  const country = select(
    {
      onchange: () => {
        change({ country: country.value, region: "" });
        showRegions();
      },
    },
    countryOptions(home.country),
  );
  const name = input({
    type: "text",
    value: home.name,
    autocomplete: "name",
    oninput: () => {
      change({ name: name.value });
    },
  });
  showRegions();
  return div({ class: "choices" }, field(message("letterCountry"), country), regionPlace, field(message("letterName"), name));
}
