/** From an edit to what the pane says of it, in the browser's own timeline (User Timing); read by npm run bench. */
const EDITED = 'cpreport.edited';
const SHOWN = 'cpreport.shown';
/** The timeline keeps every measure until it is told not to. */
const KEPT = 200;

/** The host told of an edit; the first of a burst counts. */
export function markEdit(): void {
  if (performance.getEntriesByName(EDITED).length === 0) performance.mark(EDITED);
}

/** What was found since then stands in the document. */
export function measureShown(): void {
  if (performance.getEntriesByName(EDITED).length === 0) return;
  if (performance.getEntriesByName(SHOWN).length >= KEPT) performance.clearMeasures(SHOWN);
  performance.measure(SHOWN, EDITED);
  performance.clearMarks(EDITED);
}
