/**
 * Loaded by both pages before anything else, and built as ES5: an engine that cannot run them is led to the notice
 * instead of a blank page. Excel 2016 and 2019 show the pane in Internet Explorer 11; so does a later Excel without
 * WebView2, and an old browser in its compatibility mode.
 */
function isModern(): boolean {
  return 'findLast' in Array.prototype && 'structuredClone' in window && knowsLookbehind();
}

/** Safari before 16.4 does not even read a script that has one. */
function knowsLookbehind(): boolean {
  try {
    return new RegExp('(?<=a)b').test('ab');
  } catch {
    return false;
  }
}

// The query is how office.js knows where it runs, on the notice as well.
if (!isModern()) location.replace(`notice.html${location.search}`);
