import van from "vanjs-core";
import { countries, regionsOf } from "../../model/authorities.ts";
import { countryName } from "../../model/country-names.ts";
import { emptyStore, type LocalStore } from "../../model/storage.ts";
import { field } from "../../ui/components.ts";
import { locale, message } from "../../ui/i18n.ts";

const { div, input, option, select, textarea } = van.tags;

/** Where the person lives, which determines law and authority, and their name and address, which go into their letters. */
export type Home = LocalStore["home"];

/** What the person entered last. The country is never guessed: a browser's language says little about where somebody lives. */
export async function readHome(): Promise<Home> {
  const { home } = await chrome.storage.local.get<LocalStore>(emptyStore);
  // An earlier version kept no postal address.
  return { ...emptyStore.home, ...home };
}

export async function keepHome(home: Home): Promise<void> {
  await chrome.storage.local.set({ home });
}

function countryOptions(chosen: string): HTMLOptionElement[] {
  const named = countries.map((code) => ({ code, name: countryName(code, locale()) }));
  named.sort((one, other) => one.name.localeCompare(other.name, locale()));
  const known = named.map(({ code, name }) => option({ value: code, selected: code === chosen }, name));
  return chosen === "" ? [option({ value: "", selected: true }, "–"), ...known] : known;
}

/** Fields for country, region, name and postal address. `changed` is called at every change. */
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
        country.querySelector("option[value='']")?.remove();
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
  const postalAddress = textarea({
    rows: 3,
    autocomplete: "street-address",
    oninput: () => {
      change({ postalAddress: postalAddress.value });
    },
  });
  postalAddress.value = home.postalAddress;
  showRegions();
  return div(
    { class: "choices" },
    field(message("letterCountry"), country),
    regionPlace,
    field(message("letterName"), name),
    field(message("letterPostalAddress"), postalAddress),
  );
}
