/** Entry of the roll-up's own thread in a page. */
import type { CrewOrder } from '../app/rollup/protocol';
import { createCrew } from './crew';
import '../strings/english';

const thread = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<CrewOrder>) => void) | null;
};
const take = createCrew((report) => thread.postMessage(report));
thread.onmessage = ({ data }) => void take(data);
