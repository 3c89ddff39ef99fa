import van from "vanjs-core";

const { a } = van.tags;

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  a({ href: address, download: name }).click();
  // The browser has taken hold of the file once this turn of events is over.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
