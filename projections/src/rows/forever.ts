/** Stands for an end that nobody knows yet, so that one comparison finds what overlaps a period. */

/** The last instant that can be written: later than any that was. */
export const forever = "9999-12-31T23:59:59.999Z";
