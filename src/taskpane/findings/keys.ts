import { useEffect } from 'react';

/** F8 and Shift+F8, wherever the keyboard is: a click on a finding gives it to the sheet. */
export function useStepKeys(step: ((direction: 1 | -1) => void) | null): void {
  useEffect(() => {
    if (!step) return;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F8' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      step(event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  });
}
