/** A JSON object or array whose members are not known. */
export type JsonNode = Partial<Record<string, unknown>>;

/** Beyond this a document isn't what it seems; the largest in Meta's pages have some ten thousand nodes. */
const maxNodes = 200_000;

/** Whether a value has members: an object or an array. */
export function isNode(value: unknown): value is JsonNode {
  return typeof value === "object" && value !== null;
}

/** The value at the end of a chain of members, or undefined if the chain breaks. */
export function at(value: unknown, ...keys: (string | number)[]): unknown {
  let result = value;
  for (const key of keys) result = isNode(result) && Object.hasOwn(result, key) ? result[key] : undefined;
  return result;
}

/** A member that is a non-empty text, or undefined. */
export function textAt(value: unknown, ...keys: (string | number)[]): string | undefined {
  const text = at(value, ...keys);
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** A member that is an array; an empty array if it isn't. */
export function listAt(value: unknown, ...keys: (string | number)[]): unknown[] {
  const list = at(value, ...keys);
  return Array.isArray(list) ? list : [];
}

/** Every object and array in a parsed document, outer before inner, however deep. */
export function* nodesIn(root: unknown): Generator<JsonNode> {
  const waiting: unknown[] = [root];
  for (let count = 0; waiting.length > 0 && count < maxNodes; count += 1) {
    const value = waiting.pop();
    if (!isNode(value)) continue;
    yield value;
    for (const member of Object.values(value).reverse()) if (isNode(member)) waiting.push(member);
  }
}

/** Parses the text of a page's script; undefined if it isn't JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
