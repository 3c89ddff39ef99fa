import type { HostErrorKind, Methods, Platform } from "#generated/protocol.ts";

/** The messages between extension and host, as `manifests/protocol.json` has them. */
export type * from "#generated/protocol.ts";

/** The protocol that this extension speaks. */
export const protocolVersion = 1;

/** The age of the host beside this extension. The older of the two can't do all that the other one can. */
export type HostAge = "older" | "same" | "newer";

export function hostAge(spoken: number): HostAge {
  if (spoken === protocolVersion) return "same";
  return spoken < protocolVersion ? "older" : "newer";
}

/** The host's name in the browsers' directories of host manifests. */
export const hostName = "org.demur.host";

/** The platforms' own names, the same in every language. */
export const platformNames: Readonly<Record<Platform, string>> = {
  facebook: "Facebook",
  instagram: "Instagram",
  whatsapp: "WhatsApp",
  meta: "Meta",
};

/** An error of the host, or `host-missing` where there is none to ask. */
export interface CallError {
  kind: HostErrorKind | "host-missing";
  detail?: Record<string, unknown>;
}

export type CallResult<Name extends keyof Methods> =
  { ok: true; result: Methods[Name]["result"] } | { ok: false; error: CallError };
