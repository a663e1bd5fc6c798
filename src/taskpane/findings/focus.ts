import { type RefObject, useEffect, useRef } from 'react';

/**
 * A card that is settled leaves its place, and with it the button that was pressed there: the keyboard goes on at the
 * card of the selected cell, else at 已说明, else at the list.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): {
  readonly onFocus: () => void;
  readonly onBlur: () => void;
} {
  const inside = useRef(false);
  useEffect(() => {
    const list = root.current;
    if (!list || !inside.current || list.contains(document.activeElement)) return;
    const places = list.querySelectorAll<HTMLElement>(
      '[aria-current], [data-section="explained"] > h2 > button',
    );
    ([...places].find((place) => place.getClientRects().length > 0) ?? list).focus();
  });
  return { onFocus: () => (inside.current = true), onBlur: () => (inside.current = false) };
}
