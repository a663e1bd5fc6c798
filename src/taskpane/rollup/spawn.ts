import type { CrewOrder, CrewReport } from '../../app/rollup/protocol';
import type { StartCrew } from '../../app/rollup/room';

/** Starts the roll-up's own thread. */
export const spawn: StartCrew = (hear) => {
  const worker = new Worker(new URL('../../crew/worker.ts', import.meta.url));
  worker.onmessage = ({ data }: MessageEvent<CrewReport>) => hear(data);
  // A thread that does not load has nothing to say.
  worker.onerror = ({ message }: { readonly message?: string }) =>
    hear({ kind: 'broken', detail: message ?? '' });
  return {
    send: (order: CrewOrder) => worker.postMessage(order),
    stop: () => worker.terminate(),
  };
};
