/**
 * office.js on its way. The page names it in a preload link and this puts it in, so that a server that does not
 * answer keeps nothing else from starting.
 */
import { HostError } from '../port';

const LINK = 'office-js';

let script: HTMLScriptElement | null = null;
let arrival = Promise.resolve();

/** Throws noOffice where it is refused, or has not come after so many milliseconds: it may come yet. */
export async function fetchOffice(patience: number): Promise<void> {
  if (isHere()) return;
  // Where there is no page there is nobody to wait for.
  if (typeof document === 'undefined') throw new HostError('noOffice', 'office.js was not loaded');
  if (!script) putIn();
  await within(arrival, patience, 'office.js does not arrive');
}

/** Resolves when office.js comes after all. Never rejects. */
export const officeArrives = (): Promise<void> => arrival.catch(() => new Promise<void>(() => undefined));

/**
 * office.js comes from the pane's own server: the copy of npm, from before mergeUndoGroup. One that is newer only
 * offers 恢复 beside Excel's undo.
 */
export function isOwnLibrary(): boolean {
  const link = typeof document === 'undefined' ? null : document.querySelector<HTMLLinkElement>(`#${LINK}`);
  return link !== null && new URL(link.href).origin === location.origin;
}

const isHere = (): boolean => typeof Office !== 'undefined';

function putIn(): void {
  const address = document.querySelector<HTMLLinkElement>(`#${LINK}`)?.href ?? '';
  const element = document.createElement('script');
  script = element;
  arrival = new Promise((arrived, refused) => {
    element.onload = () => arrived();
    element.onerror = () => {
      // Asked for anew the next time.
      element.remove();
      script = null;
      refused(new HostError('noOffice', `${address} cannot be loaded`));
    };
  });
  arrival.catch(() => undefined);
  element.src = address;
  document.head.append(element);
}

/** Throws noOffice where an answer is not there in time. */
export async function within<T>(answer: Promise<T>, patience: number, otherwise: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HostError('noOffice', otherwise)), patience);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
