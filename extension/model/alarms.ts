/** The alarms that the background page sets. */
export const alarms = {
  /** An entry of the outbox becomes free. */
  drain: "drain",
  /** The clock is looked at. */
  hour: "reminders",
  /** Meta's next e-mail should have come. */
  mail: "mail-expected",
} as const;
