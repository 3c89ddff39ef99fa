/** What the person was reminded of, so that nothing nags twice: an objection and its status then. */
export const reminderNote = (objectionId: string, status: string): string => `${objectionId}/${status}`;

/** The objection that such a note is about. */
export const remindedOf = (note: string): string => note.slice(0, note.indexOf("/"));
