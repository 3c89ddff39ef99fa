/** The messages between extension and host, as `manifests/protocol.json` has them. */
export type * from "#generated/protocol.ts";

/** The protocol that this extension speaks. */
export const protocolVersion = 1;

/** The host's name in the browsers' directories of host manifests. */
export const hostName = "org.demur.host";
